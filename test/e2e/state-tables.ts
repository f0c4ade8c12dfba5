import { test } from 'tap'
import { code, people, type Stage, stage, story, user } from '../fixtures/conversations.js'

/**
 * The tables of call states, row by row: from a state, when something happens, then a bot is told so. Group calls,
 * meetings, recorders and promotions have files of their own.
 */

type Act = (scene: Stage, callId: string) => Promise<unknown>

const rung: Act = async ({ emulator, bot }) => {
  const { id } = await emulator.call({ from: 'adele', to: 'ivr-bot', callbackUri: bot.uri })
  await bot.told(1)
  return id
}
const answered: Act = async scene => {
  const id = String(await rung(scene, ''))
  await scene.graph.answer(id)
  return id
}
const established: Act = async scene => {
  const id = await answered(scene, '')
  await scene.emulator.advance('PT1S')
  return id
}
const placed: Act = async ({ graph, bot }) => (await graph.create(bot.uri)).body.id
const talking: Act = async scene => {
  const id = await placed(scene, '')
  await scene.emulator.advance('PT2S')
  return id
}
const onThePhone: Act = async ({ emulator, graph, bot }) => {
  const source = { identity: { applicationInstance: { id: '0c0ffee0-1257-4000-8000-000000000001' } } }
  const targets = [{ identity: { phone: { id: '+14255550123' } } }]
  const { id } = (await graph.create(bot.uri, { source, targets, tenantId: emulator.tenantId })).body
  return id
}
const transferring: Act = async scene => {
  const id = String(await talking(scene, ''))
  await farEnd('ignore')(scene, id)
  await scene.graph.post(`${id}/transfer`, { transferTarget: user('megan') })
  return id
}

const farEnd =
  (action: 'answer' | 'decline' | 'busy' | 'ignore'): Act =>
  ({ emulator }) =>
    emulator.control('PATCH', `/users/${people.megan}`, { farEnd: { action, after: 'PT2S' } })
const hangsUp: Act = ({ emulator }, id) => emulator.callWithId(id).hangUp()
const fails =
  (status: number, subcode: number): Act =>
  ({ emulator }, id) =>
    emulator.callWithId(id).fail(status, subcode)
const post =
  (path: string, body: object = {}): Act =>
  ({ graph }, id) =>
    graph.post(`${id}/${path}`, body)
const deletes: Act = ({ graph }, id) => graph.ask('DELETE', id)
const waits: Act = async () => {}
const says =
  (action: 'decline' | 'busy' | 'ignore'): Act =>
  ({ emulator }, id) =>
    emulator.callWithId(id)[action]()

const up = ['updated established', 'updated established active']
const over = (status: number, subcode: number) => `${status}/${subcode}`

/** Sentence, from, when, how long it takes, what is told, how it ends. */
type Row = [string, Act, Act, string, string[], string | undefined]

const rows: Row[] = [
  [
    'incoming: the bot answers',
    rung,
    post('answer', { mediaConfig: { '@odata.type': '#microsoft.graph.serviceHostedMediaConfig' } }),
    'PT1S',
    ['updated establishing', ...up],
    undefined
  ],
  [
    'incoming: media fails',
    answered,
    fails(500, 1_203_002),
    'PT1S',
    ['updated establishing', 'deleted terminated'],
    over(500, 1_203_002)
  ],
  ['incoming: the bot rejects', rung, post('reject'), 'PT1S', ['deleted terminated'], over(603, 0)],
  [
    'incoming: the bot redirects',
    rung,
    post('redirect', { targets: [user('megan')] }),
    'PT2S',
    ['deleted terminated'],
    undefined
  ],
  ['incoming: the caller hangs up', rung, hangsUp, 'PT1S', ['deleted terminated'], over(487, 0)],
  ['incoming: 15 seconds pass', rung, waits, 'PT15S', ['deleted terminated'], over(487, 10_004)],
  [
    'established: a key is pressed and subscribed to',
    established,
    async (scene, id) => {
      await post('subscribeToTone')(scene, id)
      await scene.emulator.callWithId(id).press('4')
    },
    'PT1S',
    ['updated established tone4'],
    undefined
  ],
  [
    'established: the bot deletes the call',
    established,
    deletes,
    'PT1S',
    ['updated terminating', 'deleted terminated'],
    over(200, 5_001)
  ],
  ['established: the other party hangs up', established, hangsUp, 'PT1S', ['deleted terminated'], over(200, 4_521)],
  [
    'established: 45 minutes pass without keepAlive',
    established,
    waits,
    'PT46M',
    ['deleted terminated'],
    over(408, 8_537)
  ],
  ['outgoing: the target accepts', placed, waits, 'PT2S', ['updated establishing', ...up], undefined],
  [
    'outgoing: the target declines',
    placed,
    says('decline'),
    'PT2S',
    ['updated establishing', 'deleted terminated'],
    over(603, 0)
  ],
  [
    'outgoing: a phone is busy',
    onThePhone,
    says('busy'),
    'PT2S',
    ['updated establishing', 'deleted terminated'],
    over(486, 560_486)
  ],
  [
    'outgoing: the target is not reached',
    placed,
    fails(480, 10_076),
    'PT2S',
    ['updated establishing', 'deleted terminated'],
    over(480, 10_076)
  ],
  [
    'outgoing: nobody picks up',
    placed,
    says('ignore'),
    'PT60S',
    ['updated establishing', 'deleted terminated'],
    over(487, 10_004)
  ],
  [
    'outgoing: the bot deletes the call while it rings',
    placed,
    deletes,
    'PT2S',
    ['updated establishing', 'updated terminating', 'deleted terminated'],
    over(200, 5_001)
  ],
  [
    'outgoing: the person on the phone hangs up',
    async scene => {
      const id = String(await onThePhone(scene, ''))
      await scene.emulator.advance('PT2S')
      return id
    },
    hangsUp,
    'PT1S',
    ['deleted terminated'],
    over(200, 540_000)
  ],
  [
    'transfer: the target accepts',
    talking,
    post('transfer', { transferTarget: user('megan') }),
    'PT3S',
    ['updated transferring', 'updated transferAccepted', 'updated transferAccepted inactive', 'deleted terminated'],
    over(0, 7_015)
  ],
  [
    'transfer: the target declines',
    talking,
    async (scene, id) => {
      await farEnd('decline')(scene, id)
      await post('transfer', { transferTarget: user('megan') })(scene, id)
    },
    'PT3S',
    ['updated transferring', 'updated established'],
    undefined
  ],
  [
    'transfer: the caller hangs up meanwhile',
    async scene => {
      await farEnd('ignore')(scene, '')
      const id = String(await talking(scene, ''))
      await post('transfer', { transferTarget: user('megan') })(scene, id)
      return id
    },
    hangsUp,
    'PT1S',
    ['updated transferring', 'deleted terminated'],
    over(200, 4_521)
  ],
  [
    'transfer: a second one meanwhile is refused',
    transferring,
    async (scene, id) => code(await scene.graph.post(`${id}/transfer`, { transferTarget: user('lee') })),
    'PT1S',
    ['updated transferring'],
    undefined
  ],
  [
    'meeting: the time of a breakout room is over',
    talking,
    fails(200, 5_030),
    'PT1S',
    ['deleted terminated'],
    over(200, 5_030)
  ]
]

for (const [sentence, from, when, after, told, ending] of rows) {
  test(sentence, async t => {
    const scene = await stage(t)
    const id = String(await from(scene, ''))
    const before = /^(incoming|outgoing)/.test(sentence) ? firstOf(scene) : scene.bot.received.length
    await when(scene, id)
    await scene.emulator.advance(after)
    const heard = story(scene.bot).slice(before)
    t.strictSame(heard.slice(-told.length), told)
    const result = scene.bot.received.at(-1)?.notification.resourceData.resultInfo
    if (ending !== undefined) t.equal(`${result?.code}/${result?.subcode}`, ending)
    t.equal(code(await scene.graph.get(id)), told.at(-1) === 'deleted terminated' ? '404 8522' : 200)
  })
}

/** What comes after the announcement, which only incoming calls have. */
const firstOf = ({ bot }: Stage) => (bot.story[0] === 'created incoming' ? 1 : 0)

test('a webhook that cannot be reached ends the call with 8544', async t => {
  const { emulator } = await stage(t)
  const { id } = await emulator.call({ from: 'adele', to: 'ivr-bot', callbackUri: 'http://127.0.0.1:9/' })
  t.match((await emulator.callWithId(id).until('terminated')).ending, { code: 408, subcode: 8544 })
})

test('a callee who does not exist has no endpoint', async t => {
  const { emulator, bot, graph } = await stage(t)
  await graph.create(bot.uri, { targets: [{ identity: { user: { id: emulator.tenantId } } }] })
  await emulator.advance('PT2S')
  t.match(bot.received.at(-1)?.notification.resourceData.resultInfo, { code: 480, subcode: 10_037 })
})
