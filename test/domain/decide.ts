import { test } from 'tap'
import type { CreateCall, FarEndCalls } from '../../src/domain/calls/commands.js'
import { decide } from '../../src/domain/decide.js'
import type { Application, User } from '../../src/domain/directory/directory.js'
import type { CallOutcome } from '../../src/domain/state.js'
import { StateStore } from '../../src/store/state-store.js'
import { sourceToWire } from '../../src/wire/call.js'
import { noon, refusal, usualSettings } from '../fixtures/calls.js'

const adele: User = {
  id: 'u1',
  displayName: 'Adele Vance',
  userPrincipalName: 'AdeleV@contoso.example',
  phone: '+14255550101',
  farEnd: { action: 'answer', afterMs: 1_000 }
}
const bot: Application = {
  appId: 'a1',
  servicePrincipalId: 'sp1',
  displayName: 'IVR Bot',
  callbackUri: 'http://bot/calls',
  permissions: ['Calls.Initiate.All'],
  delegatedPermissions: [],
  instances: [{ id: 'i1', displayName: 'Hotline', phone: '+14255550199' }]
}
const silentBot: Application = { ...bot, appId: 'a2', displayName: 'Silent', callbackUri: undefined, instances: [] }

const world = (user: Partial<User> = {}) =>
  new StateStore(
    { id: 't1', domain: 'd', users: [{ ...adele, ...user }], applications: [bot, silentBot] },
    usualSettings
  )

const newIds = { callId: 'c', callChainId: 'ch', myParticipantId: 'p1', conversationId: 'co' }

const create = (more: Partial<CreateCall> = {}): CreateCall => ({
  type: 'createCall',
  at: noon,
  ...newIds,
  targetParticipantIds: ['p2', 'p3'],
  peerCallId: 'peer',
  appId: 'a1',
  callbackUri: 'http://bot/calls',
  targets: [{ identity: { user: { id: 'u1' } } }],
  requestedModalities: ['audio'],
  mediaConfig: { kind: 'serviceHosted', preFetchMedia: [] },
  granted: undefined,
  ...more
})

const ring = (more: Partial<FarEndCalls> = {}): FarEndCalls => ({
  type: 'farEndCalls',
  at: noon,
  ...newIds,
  farEndParticipantId: 'p2',
  otherParticipantId: 'p3',
  from: { user: 'adele' },
  to: { application: 'a1' },
  modalities: ['audio'],
  ...more
})

const outcome = (state: StateStore, command: CreateCall | FarEndCalls) => decide(state, command) as CallOutcome

test('given a user who answers after a second, when the bot calls, then it rings and the answer falls due', async t => {
  const { call, events, deadlines } = outcome(world(), create())
  t.match(call, {
    state: 'establishing',
    direction: 'outgoing',
    source: { identity: { application: { displayName: 'IVR Bot' } } }
  })
  t.strictSame(
    events.map(({ type }) => type),
    ['callEstablishing', 'farEndRang']
  )
  t.match(deadlines, [
    { name: 'life' },
    { name: 'ringing', due: noon + 60_000, kind: 'expiry' },
    { name: 'farEndReacts', due: noon + 1_000, command: { type: 'farEndAnswers' } }
  ])
})

test('given a user told to decline, be busy or ignore, when the bot calls, then that falls due', async t => {
  const due = (action: User['farEnd']['action']) =>
    outcome(world({ farEnd: { action, afterMs: 500 } }), create()).deadlines?.slice(2)
  t.match(due('decline'), [{ due: noon + 500, command: { type: 'farEndDeclines' } }])
  t.match(due('busy'), [{ command: { type: 'farEndIsBusy' } }])
  t.strictSame(due('ignore'), [])
})

test('when the bot says how long to ring, then it rings that long', async t => {
  const { deadlines } = outcome(world(), create({ ringingTimeoutSeconds: 20 }))
  t.match(deadlines?.[1], { name: 'ringing', due: noon + 20_000 })
})

test('when the bot calls somebody who does not exist, then the call is created and ends soon', async t => {
  const { events, deadlines } = outcome(world(), create({ targets: [{ identity: { user: { id: 'nobody' } } }] }))
  t.strictSame(
    events.map(({ type }) => type),
    ['callEstablishing']
  )
  t.match(deadlines?.[1], { command: { type: 'calleeHasNoEndpoint' } })
})

test('when the bot calls a phone number, then it needs its resource account and the tenant', async t => {
  const targets = [{ identity: { phone: { id: '+14255550101' } } }]
  const source = { identity: { applicationInstance: { id: 'i1' } } }
  t.throws(() => decide(world(), create({ targets })), refusal('invalidArgument'))
  t.throws(() => decide(world(), create({ targets, source })), refusal('invalidArgument'))
  const { call, deadlines } = outcome(world(), create({ targets, source, tenantId: 't1' }))
  t.match(call.source.identity, { applicationInstance: { id: 'i1' } })
  t.match(deadlines?.[2], { command: { type: 'farEndAnswers' } }, 'the number is that of a user, who answers')
  const stranger = [{ identity: { phone: { id: '+19995550100' } } }]
  t.match(outcome(world(), create({ targets: stranger, source, tenantId: 't1' })).deadlines?.[2], { due: noon + 1_000 })
})

test('what cannot be called is refused', async t => {
  const target = { identity: { user: { id: 'u1' } } }
  t.throws(() => decide(world(), create({ targets: [] })), refusal('invalidArgument'))
  t.throws(() => decide(world(), create({ targets: Array(6).fill(target) })), refusal('invalidArgument'))
  t.throws(() => decide(world(), create({ tenantId: 'other' })), refusal('tenantMismatch'))
})

test('where permissions are asked, placing a call takes them, in any spelling', async t => {
  const granted = (...permissions: string[]) => create({ granted: permissions })
  t.throws(() => decide(world(), granted()), refusal('permissionMissing', /Calls.Initiate.All/))
  t.throws(() => decide(world(), granted('Calls.JoinGroupCall.All')), refusal('permissionMissing'))
  t.equal(outcome(world(), granted('calls.initiate.all')).call.state, 'establishing')
  const media = { ...granted('Calls.Initiate.All'), mediaConfig: { kind: 'appHosted', blob: '' } } as const
  t.throws(() => decide(world(), media), refusal('permissionMissing', /Calls.AccessMedia.All/))
  const silent = { ...granted('Calls.Initiate.All'), appId: 'a2' }
  t.throws(() => decide(world(), silent), refusal('notCallingEnabled', /callbackUri/))
})

test('a bot without any permission on calls is not told who calls', async t => {
  const told = (permissions: string[]) => {
    const state = world()
    state.commit(decide(state, { type: 'changeApplication', at: noon, appId: 'a1', change: { permissions } }))
    return sourceToWire(outcome(state, ring()).call).identity
  }
  t.match(told(['Calls.JoinGroupCalls.All']), { user: { id: 'u1' } })
  t.match(told(['OnlineMeetings.Read.All']), { encrypted: { id: String } })
  t.notOk(told([]).user)
})

test('when somebody rings the bot, then it has fifteen seconds', async t => {
  const { call, deadlines } = outcome(world(), ring())
  t.match(call, { state: 'incoming', appId: 'a1', callbackUri: 'http://bot/calls', farEndConnected: true })
  t.match(call.source.identity, { user: { id: 'u1', tenantId: 't1', identityProvider: 'AAD' } })
  t.match(deadlines, [{ name: 'answerWindow', due: noon + 15_000, kind: 'expiry' }])
})

test('people and bots answer to several names', async t => {
  for (const user of ['adele', 'Adele Vance', 'adelev', 'AdeleV@contoso.example', 'u1', '+14255550101']) {
    t.equal(outcome(world(), ring({ from: { user } })).call.source.identity.user?.id, 'u1', user)
  }
  for (const application of ['a1', 'IVR Bot', 'ivr-bot']) {
    t.equal(
      outcome(world(), ring({ to: { application } })).call.targets[0]?.identity.application?.id,
      'a1',
      application
    )
  }
})

test('a bot is reached through its phone number or resource account as that account', async t => {
  for (const to of [{ phone: '+14255550199' }, { application: 'i1' }]) {
    t.match(outcome(world(), ring({ to })).call.targets[0]?.identity, { applicationInstance: { id: 'i1' } })
  }
})

test('phones and guests ring, too', async t => {
  t.match(outcome(world(), ring({ from: { phone: '+15550100' } })).call.source.identity, { phone: { id: '+15550100' } })
  t.match(outcome(world(), ring({ from: { guest: 'Visitor' } })).call.source.identity, {
    guest: { displayName: 'Visitor' }
  })
})

test('who cannot ring or be rung is named, with who can', async t => {
  t.throws(() => decide(world(), ring({ from: { user: 'eve' } })), refusal('userNotFound', /Adele Vance/))
  t.throws(() => decide(world(), ring({ to: { application: 'x' } })), refusal('applicationNotFound', /IVR Bot/))
  t.throws(() => decide(world(), ring({ to: { phone: '+1' } })), refusal('applicationNotFound'))
  t.throws(() => decide(world(), ring({ to: { application: 'silent' } })), refusal('noCallbackUri', /PATCH/))
})

test("another application's call does not exist for a bot", async t => {
  const state = world()
  state.commit(decide(state, ring()))
  t.throws(() => decide(state, { type: 'delete', at: noon, callId: 'c', appId: 'a2' }), refusal('callNotFound'))
  t.throws(() => decide(state, { type: 'farEndHangsUp', at: noon, callId: 'other' }), refusal('callNotFound'))
})

test('the directory changes, and says so', async t => {
  const state = world()
  state.commit(decide(state, { type: 'changeApplication', at: noon, appId: 'a1', change: { callbackUri: 'http://b' } }))
  t.match(state.application('a1'), { callbackUri: 'http://b', displayName: 'IVR Bot' })
  state.commit(decide(state, { type: 'changeUser', at: noon, userId: 'u1', change: { displayName: 'Adele V.' } }))
  t.equal(state.user('u1')?.displayName, 'Adele V.')
  state.commit(decide(state, { type: 'addUser', at: noon, user: { ...adele, id: 'u2' } }))
  t.ok(state.user('u2'))
  t.throws(() => decide(state, { type: 'addUser', at: noon, user: adele }), refusal('alreadyExists'))
  t.throws(() => decide(state, { type: 'changeUser', at: noon, userId: 'x', change: {} }), refusal('userNotFound'))
  const change = { type: 'changeApplication', at: noon, appId: 'x', change: {} } as const
  t.throws(() => decide(state, change), refusal('applicationNotFound'))
})
