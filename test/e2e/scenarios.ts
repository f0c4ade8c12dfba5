import { type Test, test } from 'tap'
import type { EmulatorHandle } from '../../src/index.js'
import { fakeBot, type Notification, type Reply } from '../fixtures/bot.js'
import { byLink, type people, user } from '../fixtures/conversations.js'
import { emulatorFor } from '../fixtures/emulator.js'
import { exampleBot } from '../fixtures/example-bot.js'
import { type GraphCaller, graphFor, serviceHosted } from '../fixtures/graph.js'

/** What a bot is told, and the call it is told of. */
interface Told extends Notification {
  callId: string
}

/** A bot that does what a test says, on each notification; and the emulator it lives on. */
async function botThat(t: Test, act: (graph: GraphCaller, told: Told, uri: string) => Promise<Reply | undefined>) {
  const emulator = await emulatorFor(t, { clock: 'auto', clockPatience: 'PT0.2S' })
  const graph = await graphFor(emulator)
  const bot = await fakeBot(t, async ({ notification }) => {
    const [, , , callId = ''] = notification.resourceUrl.split('/')
    return (await act(graph, { ...notification, callId }, bot.uri)) ?? undefined
  })
  return { emulator, play: (scenario: object) => emulator.run(scenario, { callbackUri: bot.uri }) }
}

const isIncoming = ({ changeType, resourceData: { state } }: Told) => changeType === 'created' && state === 'incoming'
const isConnected = ({ resourceData: { state, mediaState } }: Told) =>
  state === 'established' && mediaState?.audio === 'active'
const states = ({ steps }: Awaited<ReturnType<EmulatorHandle['run']>>) => steps.map(({ state }) => state).join(' ')

const menu = {
  name: 'caller presses 1, hears sales and is wished a good day',
  call: { from: 'adele' },
  steps: [
    { expect: 'answered' },
    { expect: 'toneSubscription' },
    { expect: { prompt: 'welcome.wav' } },
    { press: '1' },
    { expect: { prompt: 'sales.wav' } },
    { expect: { prompt: { uri: 'goodbye.wav', status: 'completed' } } },
    { expect: { ended: { code: 200, by: 'bot' } } }
  ]
}

test('a scenario is played with the example bot, and is remembered', async t => {
  const emulator = await emulatorFor(t, { clock: 'auto' })
  const callbackUri = await exampleBot(t, emulator)
  const run = await emulator.play(menu, { callbackUri })
  t.match(run, { state: 'passed', calls: [{ name: 'call' }], lasted: 'PT6.3S', failure: undefined })
  t.equal(states(run), Array(8).fill('played').join(' '))
  const { value } = await emulator.control<{ value: object[] }>('GET', '/scenarios')
  t.strictSame(value, [run])
  t.strictSame(await emulator.control('GET', `/scenarios/runs/${run.id}`), run)
  await t.rejects(emulator.control('GET', '/scenarios/runs/none'), /No scenario has the run 'none'/)
})

test('a scenario that fails tells what was not played, what came instead, and the story', async t => {
  const emulator = await emulatorFor(t, { clock: 'auto' })
  const callbackUri = await exampleBot(t, emulator)
  const wrong = {
    ...menu,
    steps: [{ expect: 'answered' }, { press: '2' }, { expect: { prompt: 'sales.wav' } }, 'mute']
  }
  const failure = await emulator.play(wrong, { callbackUri }).catch(error => error)
  t.equal(failure.name, 'ExpectationFailure')
  for (const line of [
    'Expected prompt: sales.wav, but the call is over.',
    '  ✓ press: 2',
    '  ✗ expect: {prompt: sales.wav}',
    '  · mute (not played)',
    'the call ended 200/5001 (by bot): The bot deleted the call.',
    'P->>G: presses tone2'
  ]) {
    t.ok(failure.message.includes(line), line)
  }
  t.match(failure.message, /Instead:\n {2}played .*welcome\.wav\n {2}played .*support\.wav/)
})

test('Graph and its notifications go wrong from a step on, until the scenario is over', async t => {
  const emulator = await emulatorFor(t, { clock: 'auto' })
  const callbackUri = await exampleBot(t, emulator)
  const { steps, ...story } = menu
  const calls = '/communications/calls/*'
  const run = await emulator.play(
    {
      ...story,
      steps: [
        { fault: { action: 'throttle', path: `${calls}/playPrompt`, retryAfterSeconds: 1, count: 1 } },
        // Microsoft's client tries again after three real seconds, in which nothing that is expected of it may run out.
        { fault: { action: 'refuse', path: `${calls}/subscribeToTone`, count: 1 } },
        steps[0],
        { expect: { request: { path: 'subscribeToTone', status: 503 } } },
        steps[1],
        { expect: { request: { path: 'playPrompt', status: 429 } } },
        ...steps.slice(2),
        { fault: 'duplicate' }
      ]
    },
    { callbackUri }
  )
  t.match(run.steps[1], { state: 'played', step: /^fault: \{action: throttle/ })
  t.strictSame(await emulator.control('GET', '/faults'), { value: [] })
})

test('a scenario whose tenant is reset or taken away meanwhile is over, and has failed', async t => {
  const emulator = await emulatorFor(t, { clock: 'virtual' })
  const { uri: callbackUri } = await fakeBot(t)
  const [one, other] = await Promise.all([emulator.tenant({ callbackUri }), emulator.tenant({ callbackUri })])
  const waiting = { name: 'waiting', call: 'adele', steps: [{ expect: 'answered' }, 'hang-up'] }
  const runs = Promise.all([one.run(waiting), other.run(waiting)])
  for (const { id } of [one, other]) {
    await emulator.control('GET', `/events?tenantId=${id}&type=callIncoming&wait=PT5S`)
  }
  await one.reset()
  await other.close({ undelivered: 'allow' })
  const failure = {
    message: 'The tenant was reset or taken away while the scenario was played.',
    unplayed: ['expect: answered', 'hang-up']
  }
  for (const run of await runs) t.match(run, { state: 'failed', failure })
})

test('a scenario that is wrong is refused with everything that is wrong', async t => {
  const emulator = await emulatorFor(t)
  await t.rejects(emulator.run({ name: 'a', steps: [{ pres: 1 }, { expect: 'answerd' }] }), {
    status: 400,
    message: /steps\.0\.pres: .*did you mean 'press'.* steps\.1\.expect: 'answerd'.*did you mean 'answered'/
  })
  await t.rejects(emulator.run({ name: 'a', call: 'adele' }, { application: 'nobody' }), /No bot answers to 'nobody'/)
})

test('a bot transfers the caller to somebody who takes two seconds to answer', async t => {
  const { play } = await botThat(t, async (graph, told) => {
    if (isIncoming(told)) await graph.answer(told.callId)
    if (isConnected(told)) await graph.post(`${told.callId}/transfer`, { transferTarget: user('megan') })
    return undefined
  })
  const transfer = (...more: (object | string)[]) => ({
    name: 'a transfer',
    call: { from: 'adele' },
    steps: [{ expect: 'answered' }, { expect: { transfer: { to: 'megan' } } }, ...more]
  })
  t.match(
    await play(
      transfer(
        { megan: { answer: { after: 'PT2S' } } },
        { expect: { state: 'transferAccepted' } },
        { expect: { ended: { subcode: 7015 } } }
      )
    ),
    { state: 'passed' }
  )
  const declined = await play(
    transfer({ megan: 'decline' }, { expect: { event: { type: 'transferFailed' } } }, 'hang-up', { expect: 'ended' })
  )
  t.match(declined, { state: 'passed' })
  t.match(await play(transfer({ expect: { transfer: { to: 'lee' } } })), {
    state: 'failed',
    failure: { message: /^Expected transfer: \{to: lee\}, but/ }
  })
})

test('whoever the bot calls answers as the rules say, and presses a key', async t => {
  const { play } = await botThat(t, async (graph, told, uri) => {
    if (told.changeType === 'go') await graph.create(uri, { targets: [user(told.resource as keyof typeof people)] })
    if (isConnected(told)) await graph.post(`${told.callId}/subscribeToTone`, {})
    if (told.resourceData['toneInfo'] !== undefined) await graph.ask('DELETE', told.callId)
  })
  const go = (whom: string) => ({
    trigger: {
      url: '/api/calling',
      body: { value: [{ changeType: 'go', resource: whom, resourceUrl: '', resourceData: {} }] }
    }
  })
  const rules = {
    name: 'the bot calls two people',
    whenCalled: [
      {
        to: 'megan',
        times: 1,
        steps: [
          { answer: {}, after: 'PT3S' },
          { expect: 'toneSubscription' },
          { press: '#' },
          { expect: { ended: { by: 'bot' } } }
        ]
      },
      { to: '*', steps: ['decline'] }
    ],
    steps: [
      go('megan'),
      { expect: { calls: { to: 'megan', as: 'first' } } },
      go('lee'),
      { expect: { calls: 'lee' } },
      { expect: { ended: { by: 'farEnd' } } },
      { expect: 'ended', in: 'first' }
    ]
  }
  const run = await play(rules)
  t.match(run, { state: 'passed', calls: [{ name: 'first' }, { name: 'call' }] }, JSON.stringify(run.failure))
  t.match(
    await play({
      ...rules,
      whenCalled: [{ to: 'lee', times: 2, steps: ['decline'] }],
      steps: rules.steps.slice(2, -1)
    }),
    {
      state: 'failed',
      failure: { message: "Expected the bot to call 'lee' 2 times; it did 1 times." }
    }
  )
  const named = await play({
    name: 'and by its own steps',
    people: { diego: 'busy' },
    steps: [
      go('diego'),
      { expect: { calls: 'diego' } },
      { expect: { ended: { code: 486 } } },
      go('alex'),
      { expect: { calls: 'alex' } },
      { answer: {}, after: 'PT9S' },
      { expect: 'established' },
      { speak: { silence: 'PT1S' } },
      { press: 1 },
      { expect: { request: { method: 'DELETE' } } }
    ]
  })
  t.match(named, { state: 'passed' }, JSON.stringify(named.failure))
  t.match(await play({ name: 'nobody there', steps: [{ trigger: { url: 'http://127.0.0.1:1/' } }] }), {
    failure: { message: /POST http:\/\/127.0.0.1:1\/ was not answered/ }
  })
})

test('a bot joins a meeting in which people come and go', async t => {
  const { play } = await botThat(t, async (graph, told, uri) => {
    const [threadId = '', organizerId = '', tenantId = ''] = (told.resource ?? '').split(' ')
    if (told.changeType === 'go') {
      await graph.post('/v1.0/communications/calls', {
        '@odata.type': '#microsoft.graph.call',
        ...{ callbackUri: uri, requestedModalities: ['audio'], mediaConfig: serviceHosted, tenantId },
        ...byLink({ threadId, organizerId, tenantId })
      })
    }
  })
  const tenantId = '0c0ffee0-7e4a-4000-8000-000000000001'
  const resource = `\${standup.threadId} \${standup.organizerId} ${tenantId}`
  const meeting = {
    name: 'a stand-up',
    steps: [
      { meeting: { organizer: 'adele', as: 'standup', lobbyBypassScope: 'everyone' } },
      { adele: { join: 'standup' } },
      {
        trigger: {
          url: '/api/calling',
          body: { value: [{ changeType: 'go', resource, resourceUrl: '', resourceData: {} }] }
        }
      },
      { expect: { joins: { meeting: 'standup', as: 'bot' } } },
      { expect: 'established' },
      { megan: { join: 'standup' } },
      { expect: { participant: 'megan' } },
      { megan: 'mute' },
      { expect: { participant: { name: 'Megan Bowen', muted: true } } },
      { megan: { leave: 'standup' } },
      { expect: { participant: { name: 'megan', presence: 'left' } }, within: 'PT5S' }
    ]
  }
  const run = await play(meeting)
  t.match(run.steps.at(-2), { state: 'played' }, JSON.stringify(run, null, 1))
})

test('what is expected not to come, and what a bot does not accept', async t => {
  const { play } = await botThat(t, async (graph, told) => {
    if (told.resourceData['toneInfo'] !== undefined) return { status: 500 }
    if (isIncoming(told)) await graph.answer(told.callId)
    if (isConnected(told)) {
      await graph.post(`${told.callId}/subscribeToTone`, { clientContext: 'keys' })
      await graph.post(`${told.callId}/mute`)
    }
    return undefined
  })
  const begun = [
    { expect: 'answered' },
    { expect: { request: { path: 'subscribeToTone', body: { clientContext: 'k*' } } } }
  ]
  const quiet = await play({
    name: 'quiet',
    call: 'adele',
    steps: [...begun, { expect: { request: 'mute' } }, { expect: { noRequest: { for: 'PT10S' } } }]
  })
  t.match(quiet, { state: 'passed' }, JSON.stringify(quiet.failure))
  t.match(
    await play({
      name: 'not quiet',
      call: 'adele',
      steps: [{ expect: 'answered' }, { expect: { noRequest: 'mute' } }]
    }),
    {
      state: 'failed',
      failure: { message: /Expected no such request, but the bot asked POST .*\/mute/ }
    }
  )
  const refusing = { name: 'refusing', call: 'adele', steps: [...begun, { press: '1' }, { wait: 'PT1M' }] }
  t.match(await play(refusing), {
    state: 'failed',
    failure: { message: 'The bot did not accept every notification.', undelivered: [/tonePressed/] }
  })
  t.match(await play({ ...refusing, undelivered: 'allow' }), { state: 'passed' })
  t.match(await play({ name: 'late', call: 'adele', steps: [{ expect: { prompt: 'x.wav' }, within: 'PT3S' }] }), {
    lasted: 'PT3S',
    failure: { message: 'Expected prompt: x.wav, but it did not come within PT3S.' }
  })
  for (const [step, message] of [
    [{ press: '1', in: 'other' }, /No call has the name 'other'; named calls: call/],
    [{ adele: { leave: 'nowhere' } }, /No meeting has the name 'nowhere'/],
    [{ megan: 'mute' }, /'megan' is not in this call/]
  ] as const) {
    t.match(await play({ name: 'impossible', call: 'adele', steps: [{ expect: 'answered' }, step] }), {
      steps: [{ state: 'played' }, { state: 'played' }, { state: 'failed' }],
      failure: { message }
    })
  }
  t.match(await play({ name: 'too early', steps: ['hang-up'] }), { failure: { message: /There is no call yet/ } })
  const both = {
    name: 'both',
    steps: [
      {
        together: [
          [{ call: 'adele' }, { expect: 'rejected' }],
          [{ wait: 'PT1H' }, { call: 'lee' }]
        ]
      }
    ]
  }
  const failed = await play(both)
  t.match(failed, { failure: { message: /^Expected rejected/, unplayed: ['call: lee'] } })
})
