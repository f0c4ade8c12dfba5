import { test } from 'tap'
import { fakeBot } from '../fixtures/bot.js'
import {
  byLink,
  code,
  groupCall,
  lastEntry,
  names,
  people,
  rosters,
  stage,
  story,
  user
} from '../fixtures/conversations.js'
import { graphFor } from '../fixtures/graph.js'

test('the bot calls two people together: each is in the roster once they pick up', async t => {
  const scene = await stage(t)
  const { emulator, bot, graph } = scene
  await emulator.control('PATCH', `/users/${people.alex}`, { farEnd: { action: 'answer', after: 'PT2S' } })
  const { status, body } = await graph.create(bot.uri, { targets: [user('adele'), user('alex')] })
  t.match({ status, body }, { status: 201, body: { state: 'establishing', targets: [{}, {}] } })
  await emulator.advance('PT5S')
  t.strictSame(story(bot), [
    'updated establishing',
    'updated established',
    'updated established active',
    'roster bot',
    'roster adele bot',
    'roster adele alex bot'
  ])
  const listed = await graph.get(`${body.id}/participants`)
  t.strictSame(listed.body['value'], rosters(bot).at(-1), 'GET lists the same')
  t.equal((await graph.ask('GET', `${body.id}/participants/$count`)).body as unknown, 3)
  const one = lastEntry(bot, 'adele')
  t.match(one, { isMuted: false, isInLobby: false, mediaStreams: [{ mediaType: 'audio', label: 'main-audio' }] })
  t.match(one.mediaStreams[0]?.sourceId, /^\d+$/)
  t.match((await graph.get(`${body.id}/participants/${one.id}`)).body, { ...one })
  t.equal(
    code(await graph.get(`${body.id}/participants/${people.adele}`)),
    '404 8558',
    'that is a user, no participant'
  )
})

test('nobody picks up: the call ends with 5013', async t => {
  const { emulator, bot, graph } = await stage(t)
  await emulator.control('PATCH', `/users/${people.adele}`, { farEnd: { action: 'decline', after: 'PT1S' } })
  await emulator.control('PATCH', `/users/${people.alex}`, { farEnd: { action: 'ignore' } })
  await graph.create(bot.uri, { targets: [user('adele'), user('alex')] })
  await emulator.advance('PT2S')
  t.equal(story(bot).at(-1), 'roster bot', 'somebody is still rung')
  await emulator.advance('PT60S')
  t.equal(bot.received.at(-1)?.notification.resourceData.resultInfo?.subcode, 5013)
})

test('all others leave: the call ends with 5002', async t => {
  const scene = await stage(t)
  const { emulator, bot } = scene
  const call = emulator.callWithId(await groupCall(scene))
  await call.leave('adele')
  await emulator.advance('PT1S')
  t.strictSame(names(rosters(bot).at(-1)), ['alex', 'bot'])
  await call.leave('alex')
  await emulator.advance('PT1S')
  t.match(bot.received.at(-1)?.notification, {
    changeType: 'deleted',
    resourceData: { resultInfo: { code: 200, subcode: 5002 } }
  })
})

test('the bot leaves a group call, and is told of nothing afterwards', async t => {
  const scene = await stage(t)
  const { emulator, bot, graph } = scene
  const id = await groupCall(scene)
  t.equal(code(await graph.ask('DELETE', id)), 204)
  await emulator.advance('PT5S')
  t.strictSame(story(bot).slice(-2), ['updated terminating', 'deleted terminated'])
  t.equal(code(await graph.get(`${id}/participants`)), '404 8522')
})

test('inviting somebody into a group call: the operation completes once they are there, and the roster follows', async t => {
  const scene = await stage(t)
  const { emulator, bot, graph } = scene
  const id = await groupCall(scene)
  const before = bot.received.length
  const { status, headers, body } = await graph.post(`${id}/participants/invite`, {
    clientContext: 'please come',
    participants: [{ '@odata.type': '#microsoft.graph.invitationParticipantInfo', ...user('megan') }]
  })
  t.match(body, {
    '@odata.type': '#microsoft.graph.inviteParticipantsOperation',
    status: 'running',
    clientContext: 'please come',
    participants: [{ identity: { user: { id: people.megan } } }]
  })
  t.equal(status, 200)
  t.match(headers.get('location'), `/communications/calls/${id}/operations/${body.id}`)
  await emulator.advance('PT2S')
  t.strictSame(story(bot).slice(before), ['deleted completed', 'roster adele alex bot megan'])
  t.match(bot.received[before]?.notification, {
    resourceUrl: `/communications/calls/${id}/operations/${body.id}`,
    resourceData: { clientContext: 'please come', participants: [{ identity: { user: { id: people.megan } } }] }
  })
})

test('an invitation that fails says why, and the roster stays as it is', async t => {
  const scene = await stage(t)
  const { emulator, bot, graph } = scene
  const id = await groupCall(scene)
  const outcomes = [
    ['decline', 8538],
    ['busy', 8539],
    ['ignore', 8544]
  ] as const
  for (const [action, subcode] of outcomes) {
    await emulator.control('PATCH', `/users/${people.megan}`, { farEnd: { action } })
    await graph.post(`${id}/participants/invite`, { participants: [user('megan')] })
    await emulator.advance('PT61S')
    t.match(bot.received.at(-1)?.notification.resourceData, { status: 'failed', resultInfo: { subcode } }, action)
  }
  for (const [who, subcode] of [
    [{ identity: { user: { id: people.adele } } }, 8519],
    [{ identity: { user: { id: '0c0ffee0-05e4-4000-8000-00000000dead' } } }, 8543],
    [{ ...user('megan'), replacesCallId: 'none' }, 8522]
  ] as const) {
    await graph.post(`${id}/participants/invite`, { participants: [who] })
    await emulator.advance('PT1S')
    t.match(bot.received.at(-1)?.notification.resourceData, { status: 'failed', resultInfo: { subcode } })
  }
  t.strictSame(names((await graph.get(`${id}/participants`)).body['value'] as never), ['adele', 'alex', 'bot'])
})

test('several are invited at once: one operation, which is well if one of them comes', async t => {
  const scene = await stage(t)
  const { emulator, bot, graph } = scene
  const several = { participants: [user('megan'), user('lee')] }
  t.equal(
    code(await graph.post(`${await groupCall(scene)}/participants/invite`, several)),
    '400 8523',
    'it has no chat'
  )
  const meeting = await emulator.meeting({ organizer: 'adele' })
  await meeting.join('adele')
  const { id } = (await graph.create(bot.uri, byLink(meeting))).body
  await emulator.advance('PT2S')
  await emulator.control('PATCH', `/users/${people.lee}`, { farEnd: { action: 'decline', after: 'PT3S' } })
  await graph.post(`${id}/participants/invite`, several)
  await emulator.advance('PT5S')
  t.strictSame(story(bot).slice(-2), ['roster adele bot megan', 'deleted completed'])
})

test('a pending invitation is taken back, somebody who is there is removed', async t => {
  const scene = await stage(t)
  const { emulator, bot, graph } = scene
  const id = await groupCall(scene)
  await emulator.control('PATCH', `/users/${people.megan}`, { farEnd: { action: 'ignore' } })
  const { body } = await graph.post(`${id}/participants/invite`, { participants: [user('megan')] })
  const [{ participantId, id: wireId } = {}] = body['participants'] as { participantId?: string; id?: string }[]
  t.equal(code(await graph.ask('DELETE', `${id}/participants/${participantId ?? wireId}`)), 204)
  await emulator.advance('PT1S')
  t.match(bot.received.at(-1)?.notification.resourceData, { status: 'failed', resultInfo: { subcode: 8542 } })
  t.equal(code(await graph.ask('DELETE', `${id}/participants/${lastEntry(bot, 'adele').id}`)), 204)
  await emulator.advance('PT1S')
  t.strictSame(names(rosters(bot).at(-1)), ['alex', 'bot'])
  t.equal(code(await graph.ask('DELETE', `${id}/participants/nobody`)), '404 8558')
})

test('an invitation into a peer-to-peer call makes a conversation of it', async t => {
  const { emulator, bot, graph } = await stage(t)
  const call = await emulator.call({ from: 'adele', to: 'ivr-bot', callbackUri: bot.uri })
  await bot.told(1)
  await graph.answer(call.id, { callbackUri: bot.uri })
  await emulator.advance('PT1S')
  t.strictSame((await graph.get(`${call.id}/participants`)).body['value'], [], 'a peer-to-peer call lists nobody')
  const several = { participants: [user('megan'), user('lee')] }
  t.equal(code(await graph.post(`${call.id}/participants/invite`, several)), '400 8523')
  const before = bot.received.length
  await graph.post(`${call.id}/participants/invite`, { participants: [user('megan')] })
  await emulator.advance('PT2S')
  t.strictSame(story(bot).slice(before), ['updated established', 'deleted completed', 'roster bot adele megan'])
  t.match(bot.received[before]?.notification.resourceData, {
    meetingInfo: { '@odata.type': '#microsoft.graph.tokenMeetingInfo', token: /^[\w-]+\.[\w-]+\.$/ }
  })
  await call.hangUp('adele')
  await emulator.advance('PT1S')
  t.strictSame(story(bot).at(-1), 'roster bot megan', 'the one who leaves is one of several now')
})

test('a person moves from a peer-to-peer call into the group call that replaces it', async t => {
  const scene = await stage(t)
  const { emulator, bot, graph } = scene
  const group = await groupCall(scene)
  const single = await graph.create(bot.uri, { targets: [user('megan')] })
  await emulator.advance('PT2S')
  const before = bot.received.length
  await graph.post(`${group}/participants/invite`, {
    participants: [{ ...user('megan'), replacesCallId: single.body.id }, user('lee')]
  })
  await emulator.advance('PT2S')
  const told = bot.received.slice(before).map(({ notification }) => notification.resourceUrl.split('/')[3])
  t.strictSame(
    story(bot).slice(before).sort(),
    ['deleted completed', 'deleted terminated', 'roster adele alex bot megan', 'updated terminating'],
    'only the first counts'
  )
  t.equal(told.filter(id => id === single.body.id).length, 2)
  t.equal(code(await graph.get(single.body.id)), '404 8522')
})

test('a participant is moved from one conversation of the bot to another', async t => {
  const scene = await stage(t)
  const { emulator, bot, graph } = scene
  const first = await groupCall(scene)
  const moved = lastEntry(bot, 'adele')
  const second = await graph.create(bot.uri, { targets: [user('megan'), user('lee')] })
  await emulator.advance('PT2S')
  await graph.post(`/beta/communications/calls/${second.body.id}/participants/invite`, {
    participants: [{ ...user('adele'), participantId: moved.id }]
  })
  await emulator.advance('PT2S')
  const now = async (id: string) => names((await graph.get(`${id}/participants`)).body['value'] as never)
  t.strictSame(await now(first), ['alex', 'bot'])
  t.strictSame(await now(second.body.id), ['megan', 'lee', 'bot', 'adele'])
})

test('somebody of a group call is transferred: the bot stays', async t => {
  const scene = await stage(t)
  const { emulator, bot, graph } = scene
  const id = await groupCall(scene)
  const before = bot.received.length
  const transferTarget = user('megan')
  t.equal(code(await graph.post(`${id}/transfer`, { transferTarget })), '400 8523', 'whom?')
  const transferee = { ...user('adele'), participantId: lastEntry(bot, 'adele').id }
  t.equal(code(await graph.post(`${id}/transfer`, { transferTarget, transferee })), 202)
  await emulator.advance('PT3S')
  t.strictSame(story(bot).slice(before), [
    'updated transferring',
    'updated transferAccepted',
    'updated established',
    'roster alex bot'
  ])
})

test('the far end adds somebody, leaves, and hands its place over', async t => {
  const { emulator, bot, graph } = await stage(t)
  const call = await emulator.call({ from: 'adele', to: 'ivr-bot', callbackUri: bot.uri })
  await bot.told(1)
  await graph.answer(call.id)
  await emulator.advance('PT1S')
  await call.add('megan')
  await emulator.advance('PT2S')
  t.strictSame(story(bot).slice(-2), ['updated established', 'roster bot adele megan'])
  await call.transfer('lee', 'adele')
  await emulator.advance('PT2S')
  t.strictSame(story(bot).slice(-2), ['roster bot megan', 'roster bot megan lee'])
  t.match(await call.view(), {
    participants: [{ kind: 'application' }, { presence: 'present' }, { presence: 'present' }]
  })
})

test('in strict mode a bot without group permissions is dropped when somebody is added', async t => {
  const { emulator, bot } = await stage(t, { auth: 'strict' })
  const registered = await emulator.registerBot({ callbackUri: bot.uri, permissions: ['Calls.Initiate.All'] })
  const graph = await graphFor(emulator, registered)
  t.equal(code(await graph.create(bot.uri, { targets: [user('adele'), user('alex')] })), '403 7504')
  const call = await emulator.call({ from: 'adele', to: registered.appId })
  await bot.told(1)
  await graph.answer(call.id)
  await emulator.advance('PT1S')
  t.equal(code(await graph.post(`${call.id}/participants/invite`, { participants: [user('megan')] })), '403 7504')
  await call.add('megan')
  await emulator.advance('PT1S')
  t.match(bot.received.at(-1)?.notification.resourceData.resultInfo, { code: 403, subcode: 7504 })
})

test('two bots in one group call, one of which the other called', async t => {
  const scene = await stage(t)
  const { emulator, bot, graph } = scene
  const other = await fakeBot(t)
  const registered = await emulator.registerBot({ displayName: 'Notetaker', callbackUri: other.uri })
  const notes = await graphFor(emulator, registered)
  const { body } = await graph.create(bot.uri, {
    targets: [user('adele'), { identity: { application: { id: registered.appId } } }]
  })
  await emulator.advance('PT2S')
  const [announced] = other.received
  t.match(announced?.notification.resourceData, {
    state: 'incoming',
    meetingInfo: { '@odata.type': '#microsoft.graph.tokenMeetingInfo' }
  })
  await notes.answer(announced?.notification.resourceData.id ?? '')
  await emulator.advance('PT2S')
  t.strictSame(story(bot).at(-1), 'roster adele bot bot')
  t.strictSame(story(other).at(-1), 'roster adele bot bot')
  await graph.ask('DELETE', body.id)
  await emulator.advance('PT1S')
  t.strictSame(story(other).at(-1), 'roster adele bot')
})

test('in strict mode answering a call into a conversation takes a permission, and a foreign source is refused', async t => {
  const { emulator, bot, graph } = await stage(t, { auth: 'strict' })
  const other = await fakeBot(t)
  const registered = await emulator.registerBot({ callbackUri: other.uri, permissions: ['Calls.Initiate.All'] })
  const theirs = await graphFor(emulator, registered)
  await graph.create(bot.uri, { targets: [user('adele'), { identity: { application: { id: registered.appId } } }] })
  await emulator.advance('PT1S')
  const id = other.received[0]?.notification.resourceData.id ?? ''
  t.equal(code(await theirs.answer(id)), '403 7504')
  t.equal(code(await theirs.post(`${id}/reject`, {})), 202)
  const source = { identity: { applicationInstance: { id: people.adele } } }
  t.equal(code(await graph.create(bot.uri, { source })), '403 7507')
  t.equal(
    code(await theirs.create(bot.uri, { source: { identity: { application: { id: people.adele } } } })),
    '403 7507'
  )
})

test('which calls reach the telephone network', async t => {
  const { emulator, bot, graph } = await stage(t)
  const phone = { identity: { phone: { id: '+14255550123' } } }
  const invite = (id: string) => graph.post(`${id}/participants/invite`, { participants: [phone] })
  const established = async (call: Promise<{ id: string }>) => {
    const { id } = await call
    await graph.answer(id)
    await emulator.advance('PT1S')
    return id
  }
  const ring = { from: 'adele', callbackUri: bot.uri }
  const toNumber = await established(emulator.call({ ...ring, to: '+14255550199' }))
  const toBot = await established(emulator.call({ ...ring, to: 'ivr-bot' }))
  t.equal(code(await graph.post(`${toBot}/transfer`, { transferTarget: phone })), '400 8523', 'rung as itself')
  t.equal(code(await invite(toBot)), '400 8523')
  t.equal(code(await invite(toNumber)), 200, 'rung through its number')
  const meeting = await emulator.meeting({ organizer: 'adele' })
  await meeting.join('adele')
  const joined = (await graph.create(bot.uri, byLink(meeting))).body.id
  await emulator.advance('PT2S')
  t.equal(code(await invite(joined)), 200, 'joined by its coordinates')
  const { meetingInfo } = (await graph.get(toNumber)).body as unknown as { meetingInfo: object }
  const byToken = (await graph.create(bot.uri, { targets: [], meetingInfo })).body.id
  await emulator.advance('PT2S')
  t.equal(code(await invite(byToken)), '400 8523', 'joined by token')
})
