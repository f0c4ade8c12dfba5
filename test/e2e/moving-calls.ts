import { test } from 'tap'
import { fakeBot } from '../fixtures/bot.js'
import { emulatorFor } from '../fixtures/emulator.js'
import { graphFor } from '../fixtures/graph.js'

const megan = '0c0ffee0-05e4-4000-8000-000000000005'
const target = { '@odata.type': '#microsoft.graph.invitationParticipantInfo', identity: { user: { id: megan } } }

test('a bot redirects a caller to somebody, who picks up', async t => {
  const emulator = await emulatorFor(t)
  const bot = await fakeBot(t)
  const graph = await graphFor(emulator)
  const call = await emulator.call({ from: 'adele', to: 'ivr-bot', callbackUri: bot.uri })
  await bot.told(1)
  t.equal((await graph.post(`${call.id}/redirect`, { targets: [target], timeout: 30 })).status, 202)
  t.equal((await graph.answer(call.id)).body.error.code, '8585', 'it cannot be answered any more')
  await emulator.advance('PT0.9S')
  t.equal(bot.received.length, 1, 'nothing is told while it rings')
  await emulator.advance('PT0.1S')
  t.strictSame(bot.story, ['created incoming', 'deleted terminated'])
  t.match(bot.received[1]?.notification.resourceData, {
    direction: 'incoming',
    answeredBy: { identity: { user: { id: megan } } },
    myParticipantId: String
  })
  t.match(await call.diagram(), /somebody else picked up/)
})

test('what a redirect may not ask is refused', async t => {
  const emulator = await emulatorFor(t)
  const bot = await fakeBot(t)
  const graph = await graphFor(emulator)
  const call = await emulator.call({ from: 'adele', to: 'ivr-bot', callbackUri: bot.uri })
  const wrong: [object, RegExp][] = [
    [{}, /'targets' is required/],
    [{ targets: [] }, /1 entries at the least/],
    [{ targets: Array(26).fill(target) }, /25 entries at the most/],
    [{ targets: [target], timeout: 14 }, /'timeout'.*15/],
    [{ targets: [target], timeout: 91 }, /'timeout'.*90/],
    [{ targets: [{ identity: { phone: { id: '+15550100' } } }] }, /instance/]
  ]
  for (const [body, message] of wrong) {
    t.match(await graph.post(`${call.id}/redirect`, body), { status: 400, body: { error: { code: '8523', message } } })
  }
  t.equal((await call.view()).state, 'incoming')
})

test('a bot transfers a caller, who is out of its hands then, or stays when nobody takes the call', async t => {
  const emulator = await emulatorFor(t)
  const graph = await graphFor(emulator)
  const established = async () => {
    const bot = await fakeBot(t)
    const { id } = (await graph.create(bot.uri)).body
    await emulator.advance('PT2S')
    return { bot, id }
  }

  const moved = await established()
  t.equal((await graph.post(`${moved.id}/transfer`, { transferTarget: target })).status, 202)
  t.match(await graph.post(`${moved.id}/transfer`, { transferTarget: target }), {
    status: 409,
    body: { error: { code: '8607' } }
  })
  await emulator.advance('PT2S')
  t.strictSame(moved.bot.story.slice(3), [
    'updated transferring',
    'updated transferAccepted',
    'updated transferAccepted inactive',
    'deleted terminated'
  ])
  t.match(moved.bot.received.at(-1)?.notification.resourceData, {
    terminationReason: 'AppTransferred',
    resultInfo: { code: 0, subcode: 7_015 }
  })

  await emulator.control('PATCH', `/users/${megan}`, { farEnd: { action: 'decline' } })
  const kept = await established()
  await graph.post(`${kept.id}/transfer`, { transferTarget: target })
  await emulator.advance('PT2S')
  t.match(kept.bot.received.at(-1)?.notification.resourceData, {
    state: 'established',
    resultInfo: { code: 500, subcode: 7_000 }
  })
  t.match((await graph.get(kept.id)).body, { state: 'established', resultInfo: null })
  t.equal((await graph.post(`${kept.id}/subscribeToTone`)).status, 200, 'it goes on')
})

test('a consultative transfer ends both calls of the bot', async t => {
  const emulator = await emulatorFor(t)
  const bots = [await fakeBot(t), await fakeBot(t)] as const
  const graph = await graphFor(emulator)
  const [one, two] = await Promise.all(bots.map(async bot => (await graph.create(bot.uri)).body.id))
  await emulator.advance('PT2S')
  const transferTarget = { ...target, replacesCallId: two?.toUpperCase() }
  t.equal((await graph.post(`${one}/transfer`, { transferTarget })).status, 202)
  await emulator.advance('PT2S')
  t.match(bots[0].received.at(-1)?.notification.resourceData, { state: 'terminated', resultInfo: { subcode: 7_015 } })
  t.strictSame(bots[1].story.slice(3), ['updated terminating', 'deleted terminated'])

  const lonely = (await graph.create(bots[0].uri)).body.id
  await emulator.advance('PT2S')
  await graph.post(`${lonely}/transfer`, { transferTarget: { ...target, replacesCallId: two } })
  await emulator.advance('PT2S')
  t.match(bots[0].received.at(-1)?.notification.resourceData, {
    state: 'established',
    resultInfo: { subcode: 7_700 },
    replacesContext: two
  })
})
