import { test } from 'tap'
import { type FakeBot, fakeBot } from '../fixtures/bot.js'
import { code, people, stage, story, user } from '../fixtures/conversations.js'
import { type GraphCaller, graphFor } from '../fixtures/graph.js'

async function twoBots(t: Parameters<typeof stage>[0]) {
  const scene = await stage(t)
  const callee = await fakeBot(t)
  const registered = await scene.emulator.registerBot({ displayName: 'Callee', callbackUri: callee.uri })
  const theirs = await graphFor(scene.emulator, registered)
  const { body } = await scene.graph.create(scene.bot.uri, {
    targets: [{ identity: { application: { id: registered.appId } } }]
  })
  await scene.emulator.advance('PT1S')
  return { ...scene, callee, theirs, mine: body.id, their: callee.received[0]?.notification.resourceData.id ?? '' }
}

test('a bot calls a bot: what one does happens to the other', async t => {
  const { emulator, bot, graph, callee, theirs, mine, their } = await twoBots(t)
  t.match(callee.received[0]?.notification.resourceData, {
    state: 'incoming',
    source: { identity: { application: {} } }
  })
  await theirs.answer(their)
  await emulator.advance('PT1S')
  t.strictSame(story(bot), ['updated establishing', 'updated established', 'updated established active'])
  t.strictSame(story(callee), [
    'created incoming',
    'updated establishing',
    'updated established',
    'updated established active'
  ])
  await theirs.post(`${their}/subscribeToTone`, {})
  await graph.post(`${mine}/sendDtmfTones`, { tones: ['tone7', 'pound'] })
  await emulator.advance('PT1S')
  t.strictSame(story(callee).slice(-2), ['updated established tone7', 'updated established pound'])
  await graph.ask('DELETE', mine)
  await emulator.advance('PT1S')
  t.match(callee.received.at(-1)?.notification.resourceData.resultInfo, { code: 200, subcode: 4521 })
})

const refusals: [string, (their: string, theirs: GraphCaller) => Promise<unknown>, number][] = [
  ['rejects', (their, theirs) => theirs.post(`${their}/reject`, { reason: 'busy' }), 603],
  ['does not answer in time', async () => {}, 487]
]
for (const [what, act, expected] of refusals) {
  test(`a bot that ${what} ends the call of the one that called`, async t => {
    const { emulator, bot, theirs, their } = await twoBots(t)
    await act(their, theirs)
    await emulator.advance('PT20S')
    t.equal(bot.received.at(-1)?.notification.resourceData.resultInfo?.code, expected)
  })
}

test('a bot that gives up before the other has answered cancels its call', async t => {
  const { emulator, graph, callee, mine, their, theirs } = await twoBots(t)
  await graph.ask('DELETE', mine)
  await emulator.advance('PT1S')
  t.match(callee.received.at(-1)?.notification.resourceData.resultInfo, { code: 487, subcode: 0 })
  t.equal(code(await theirs.answer(their)), '404 8522')
})

test('a bot that redirects or transfers its caller leaves them to a person', async t => {
  const redirected = await twoBots(t)
  await redirected.theirs.post(`${redirected.their}/redirect`, { targets: [user('megan')] })
  await redirected.emulator.advance('PT3S')
  t.equal(story(redirected.bot).at(-1), 'updated established active')

  const transferred = await twoBots(t)
  await transferred.theirs.answer(transferred.their)
  await transferred.emulator.advance('PT1S')
  await transferred.theirs.post(`${transferred.their}/transfer`, { transferTarget: user('megan') })
  await transferred.emulator.advance('PT3S')
  t.match(last(transferred.callee), { state: 'terminated', resultInfo: { subcode: 7015 } })
  t.equal(code(await transferred.graph.get(transferred.mine)), 200, 'the caller talks to somebody else')
})

test('an invitation by one of two bots makes a conversation of both their calls', async t => {
  const { emulator, bot, graph, callee, theirs, mine, their } = await twoBots(t)
  await theirs.answer(their)
  await emulator.advance('PT1S')
  await graph.post(`${mine}/participants/invite`, { participants: [user('megan')] })
  await emulator.advance('PT2S')
  t.equal(story(bot).at(-1), 'roster bot bot megan')
  t.equal(story(callee).at(-1), 'roster bot bot megan')
  t.match((await theirs.get(their)).body, { meetingInfo: { '@odata.type': '#microsoft.graph.tokenMeetingInfo' } })
  t.ok(people.megan)
})

const last = (bot: FakeBot) => bot.received.at(-1)?.notification.resourceData
