import { test } from 'tap'
import { fakeBot } from '../fixtures/bot.js'
import { emulatorFor } from '../fixtures/emulator.js'
import { adele, graphFor } from '../fixtures/graph.js'

test('the bot calls a person, who answers after a second', async t => {
  const emulator = await emulatorFor(t)
  const bot = await fakeBot(t)
  const graph = await graphFor(emulator)

  const created = await graph.create(bot.uri, { callChainId: 'AF0B2E2B9A5C4A8EBB1A0C0FFEE00001', subject: 'Hello' })
  t.match(created, {
    status: 201,
    body: {
      '@odata.type': '#microsoft.graph.call',
      '@odata.context': `${emulator.url}/v1.0/$metadata#app/calls/$entity`,
      state: 'establishing',
      direction: 'outgoing',
      callbackUri: bot.uri,
      callChainId: 'af0b2e2b-9a5c-4a8e-bb1a-0c0ffee00001',
      subject: 'Hello',
      tenantId: emulator.tenantId,
      source: { identity: { application: { displayName: 'IVR Bot' } } },
      targets: [{ identity: { user: { id: adele } } }],
      mediaState: null,
      resultInfo: null,
      chatInfo: null
    }
  })
  const { id } = created.body
  t.equal(created.headers.get('location'), `${emulator.url}/v1.0/communications/calls/${id}`)

  await emulator.advance('PT0.05S')
  t.strictSame(bot.received, [], 'nothing is told before the bot has had time to note the id')
  await emulator.advance('PT0.95S')
  t.strictSame(bot.story, ['updated establishing'])
  t.match(await emulator.callWithId(id).view(), { state: 'establishing', farEndConnected: true })
  await emulator.advance('PT0.3S')
  t.strictSame(bot.story, ['updated establishing', 'updated established', 'updated established active'])
  t.equal(bot.received[1]?.notification.resourceData['direction'], 'outgoing')
  t.match((await graph.get(id)).body, {
    state: 'established',
    mediaState: { audio: 'active' },
    '@odata.context': `${emulator.url}/v1.0/$metadata#communications/calls/$entity`
  })

  t.equal((await graph.ask('DELETE', id)).status, 204)
  await bot.told(5)
  t.strictSame(bot.story.slice(3), ['updated terminating', 'deleted terminated'])
  t.match(bot.received[4]?.notification.resourceData.resultInfo, { code: 200, subcode: 5_001 })
})

test('the same call is reached under each version, alias, spelling of the action and of the id', async t => {
  const emulator = await emulatorFor(t)
  const graph = await graphFor(emulator)
  const { id } = (await graph.create('http://127.0.0.1:9/')).body
  await emulator.advance('PT2S')
  const spellings = [id, id.toUpperCase(), id.replaceAll('-', '').toUpperCase()]
  for (const version of ['v1.0', 'beta', 'V1.0']) {
    for (const path of ['communications/calls', 'app/calls', 'Communications/Calls']) {
      for (const spelled of spellings) {
        const { body } = await graph.get(`/${version}/${path}/${spelled}`)
        t.equal(body.id, id, `/${version}/${path}/${spelled}`)
      }
      for (const action of ['keepAlive', 'microsoft.graph.keepAlive', 'KEEPALIVE', 'subscribeToTone']) {
        const { status } = await graph.post(`/${version}/${path}/${id}/${action}`)
        t.equal(status, 200, `/${version}/${path}/…/${action}`)
      }
    }
  }
  for (const path of ['/beta/communications/calls', '/v1.0/app/calls', '/beta/app/calls']) {
    const { status, headers } = await graph.post(path, {
      callbackUri: 'http://127.0.0.1:9/',
      targets: [{ identity: { user: { id: adele } } }],
      mediaConfig: { '@odata.type': 'microsoft.graph.appHostedMediaConfig', blob: 'opaque' }
    })
    t.equal(status, 201, path)
    t.ok(
      headers.get('location')?.includes(`/${path.split('/')[1]}/communications/calls/`),
      'Location keeps the version'
    )
  }
})

test('the bot mutes itself, sends keys, and sees its calls', async t => {
  const emulator = await emulatorFor(t)
  const bot = await fakeBot(t)
  const graph = await graphFor(emulator)
  const stranger = await graphFor(emulator, await emulator.registerBot())
  const { id } = (await graph.create(bot.uri)).body
  await emulator.advance('PT2S')

  for (const action of ['mute', 'unmute']) {
    t.match(await graph.post(`${id}/${action}`, { clientContext: 'mine' }), {
      status: 200,
      body: {
        '@odata.type': `#microsoft.graph.${action}ParticipantOperation`,
        status: 'completed',
        clientContext: 'mine'
      }
    })
  }
  t.match(await graph.post(`${id}/sendDtmfTones`, { tones: ['Tone1'] }), { status: 200, body: { status: 'running' } })
  await emulator.advance('PT1S')
  t.match(bot.received.at(-1)?.notification, {
    changeType: 'deleted',
    resourceData: { '@odata.type': '#microsoft.graph.sendDtmfTonesOperation', status: 'completed' }
  })
  t.match(await graph.post(`${id}/sendDtmfTones`, { tones: ['tone10'] }), {
    status: 400,
    body: { error: { code: '8523' } }
  })
  t.match(await graph.post(`${id}/updateRecordingStatus`, { status: 'recording' }), {
    status: 403,
    body: { error: { code: '8506' } }
  })

  t.match((await graph.get('/v1.0/communications/calls')).body['value'], [{ id, state: 'established' }])
  t.equal((await graph.get('/v1.0/communications/calls/$count')).body as unknown, 1)
  t.strictSame((await stranger.get('/v1.0/communications/calls')).body['value'], [])
  const participants = await graph.get(`${id}/participants`)
  t.strictSame(participants.body, {
    '@odata.context': `${emulator.url}/v1.0/$metadata#communications/calls('${id}')/participants`,
    value: []
  })
  t.equal((await stranger.get(`${id}/participants`)).status, 404)
})

test('people decline, are busy, or let it ring, as told for themselves or for one call', async t => {
  const emulator = await emulatorFor(t)
  const graph = await graphFor(emulator)
  const ending = async (action: 'decline' | 'busy' | 'ignore') => {
    const { id } = (await graph.create('http://127.0.0.1:9/')).body
    const call = emulator.callWithId(id)
    await call[action]()
    await emulator.advance('PT59S')
    const { state } = await call.view()
    await emulator.advance('PT2S')
    const over = await call.view()
    return [state, over.ending?.code, over.ending?.subcode]
  }
  t.strictSame(await ending('decline'), ['terminated', 603, 0])
  t.strictSame(await ending('busy'), ['terminated', 486, 8_539])
  t.strictSame(await ending('ignore'), ['establishing', 487, 10_004])

  await emulator.control('PATCH', `/users/${adele}`, { farEnd: { action: 'decline', after: 'PT5S' } })
  const { id } = (await graph.create('http://127.0.0.1:9/')).body
  await emulator.advance('PT4S')
  t.equal((await emulator.callWithId(id).view()).state, 'establishing')
  await emulator.advance('PT1S')
  t.match(await emulator.callWithId(id).view(), { state: 'terminated', ending: { code: 603 } })
})

test('a call that is not kept alive ends after 45 minutes, one that is lives on', async t => {
  const emulator = await emulatorFor(t)
  const graph = await graphFor(emulator)
  const [left, kept] = await Promise.all([graph.create('http://127.0.0.1:9/'), graph.create('http://127.0.0.1:9/')])
  await emulator.advance('PT44M')
  t.equal((await graph.post(`${kept.body.id}/keepAlive`)).status, 200)
  await emulator.advance('PT2M')
  t.match(await graph.post(`${left.body.id}/keepAlive`), { status: 404, body: { error: { code: '8522' } } })
  t.match(await emulator.callWithId(left.body.id).view(), { ending: { code: 408, subcode: 8_537 } })
  t.equal((await graph.get(kept.body.id)).status, 200)
  for (let hours = 0; hours < 24; hours += 0.5) {
    await graph.post(`${kept.body.id}/keepAlive`)
    await emulator.advance('PT30M')
  }
  t.match(await emulator.callWithId(kept.body.id).view(), { state: 'terminated', ending: { subcode: 5_003 } })
})

test('a bot can play in a loop on beta until it cancels, and not on v1.0', async t => {
  const emulator = await emulatorFor(t)
  const graph = await graphFor(emulator)
  const { id } = (await graph.create('http://127.0.0.1:9/')).body
  await emulator.advance('PT2S')
  const prompts = [{ '@odata.type': '#microsoft.graph.mediaPrompt', mediaInfo: { uri: 'http://127.0.0.1:9/x.wav' } }]
  const refused = await graph.post(`${id}/playPrompt`, { prompts, loop: true })
  t.match(refused, { status: 400, body: { error: { target: 'loop', message: /not a valid parameter/ } } })
  const taken = await graph.post(`/beta/communications/calls/${id}/playPrompt`, { prompts, loop: true })
  t.equal(taken.status, 200)
})
