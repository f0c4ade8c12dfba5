import { test } from 'tap'
import { fakeBot } from '../fixtures/bot.js'
import { emulatorFor } from '../fixtures/emulator.js'
import { graphFor, ivrBot } from '../fixtures/graph.js'
import { serveWavs } from '../fixtures/wav.js'

test('a person rings the bot, which answers, plays a prompt, hears a key, and hears the caller hang up', async t => {
  const emulator = await emulatorFor(t)
  const bot = await fakeBot(t)
  const graph = await graphFor(emulator)
  const prompts = await serveWavs(t)

  const call = await emulator.call({ from: 'adele', to: 'ivr-bot', callbackUri: bot.uri })
  await bot.told(1)
  t.match(bot.received[0]?.notification, {
    changeType: 'created',
    resource: `/app/calls/${call.id}`,
    resourceUrl: `/communications/calls/${call.id}`,
    resourceData: {
      '@odata.type': '#microsoft.graph.call',
      id: call.id,
      state: 'incoming',
      direction: 'incoming',
      source: { identity: { user: { identityProvider: 'AAD' } } },
      targets: [{ identity: { application: { id: ivrBot.appId } } }],
      requestedModalities: ['audio']
    }
  })

  const answered = await graph.answer(call.id, { callbackUri: bot.uri })
  t.equal(answered.status, 202)
  t.equal((await graph.get(call.id)).body.state, 'establishing')
  await emulator.advance('PT0.3S')
  t.equal((await graph.get(call.id)).body.state, 'established')

  t.match(await graph.post(`${call.id}/subscribeToTone`), { status: 200, body: { status: 'completed' } })
  const played = await graph.play(call.id, `${prompts}/30.wav`)
  t.match(played.body, {
    '@odata.type': '#microsoft.graph.playPromptOperation',
    status: 'running',
    clientContext: call.id
  })
  t.ok(played.headers.get('location')?.endsWith(`/v1.0/communications/calls/${call.id}/operations/${played.body.id}`))
  await call.press('1')
  await bot.told(5)
  await emulator.advance('PT29S')
  t.equal((await graph.get(`${call.id}/operations/${played.body.id}`)).body.status, 'running')
  await emulator.advance('PT2S')
  t.equal((await graph.get(`${call.id}/operations/${played.body.id}`)).body.status, 'completed')

  await call.hangUp()
  await bot.told(7)
  t.strictSame(bot.story, [
    'created incoming',
    'updated establishing',
    'updated established',
    'updated established active',
    'updated established tone1',
    'deleted completed',
    'deleted terminated'
  ])
  t.match(bot.received.at(-1)?.notification.resourceData.resultInfo, { code: 200, subcode: 4521 })
  t.match(await graph.get(call.id), { status: 404, body: { error: { code: '8522' } } })
  t.match(await call.view(), {
    state: 'terminated',
    ending: { advice: String },
    tones: [{ tone: 'tone1', heard: true }]
  })
})

test('a bot rejects a call, and is told its end where it says', async t => {
  const emulator = await emulatorFor(t)
  const [rung, told] = [await fakeBot(t), await fakeBot(t)]
  const graph = await graphFor(emulator)
  const call = await emulator.call({ from: '+14255550101', to: '+14255550199', callbackUri: rung.uri })
  await rung.told(1)
  t.match(rung.received[0]?.notification.resourceData, {
    source: { identity: { phone: { id: '+14255550101' } } },
    targets: [{ identity: { applicationInstance: { displayName: 'Contoso Hotline' } } }]
  })
  t.equal((await graph.post(`${call.id}/reject`, { reason: 'Busy', callbackUri: told.uri })).status, 202)
  await told.told(1)
  t.match(told.received[0]?.notification, {
    changeType: 'deleted',
    resourceData: { id: call.id, state: 'terminated', resultInfo: { code: 603, subcode: 0 } }
  })
  t.equal(rung.received.length, 1)
  t.match(await call.view(), { state: 'terminated', ending: { when: /rejected/ } })
})

test('a bot rejects without a word', async t => {
  const emulator = await emulatorFor(t)
  const bot = await fakeBot(t)
  const graph = await graphFor(emulator)
  const call = await emulator.call({ from: 'adele', to: 'ivr-bot', callbackUri: bot.uri })
  t.equal((await graph.post(`${call.id}/microsoft.graph.reject`)).status, 202)
  await bot.told(2)
  t.strictSame(bot.story, ['created incoming', 'deleted terminated'])
})
