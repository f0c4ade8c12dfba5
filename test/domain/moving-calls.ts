import { test } from 'tap'
import type { FarEndBehaviour, User } from '../../src/domain/directory/directory.js'
import { aCall, command, noon, when } from '../fixtures/calls.js'

const someone = (id: string, action: FarEndBehaviour['action'], afterMs = 1_000): User => ({
  id,
  displayName: id,
  userPrincipalName: `${id}@contoso.example`,
  farEnd: { action, afterMs }
})
const to = (...ids: string[]) => ids.map(id => ({ identity: { user: { id } } }))
const phone = [{ identity: { phone: { id: '+15550100' } } }]
const viaInstance = [{ identity: { applicationInstance: { id: 'i1' } } }]

test('given an incoming call, when the bot redirects it, then the bot waits for the first to pick up', async t => {
  const users = [someone('slow', 'answer', 3_000), someone('quick', 'answer', 2_000), someone('busy', 'busy', 100)]
  const given = command('redirect', { targets: to('slow', 'busy', 'quick'), callbackUri: 'http://bot/redirected' })
  const { call, happened, deadlines } = when(aCall('incoming'), given, [], { users })
  t.match(call, { state: 'redirecting', callbackUri: 'http://bot/redirected' })
  t.strictSame(happened, ['callRedirecting'])
  t.match(deadlines, [
    { change: 'cancel', name: 'answerWindow' },
    { name: 'ringing', due: noon + 60_000, kind: 'expiry' },
    {
      name: 'farEndReacts',
      due: noon + 2_000,
      command: { type: 'redirectAnswered', identity: { user: { id: 'quick' } } }
    }
  ])
})

test('one target rings for 55 seconds unless the bot says how long', async t => {
  const users = [someone('megan', 'ignore')]
  const due = (more: object) => when(aCall('incoming'), command('redirect', more), [], { users }).deadlines.slice(1)
  t.match(due({}), [{ name: 'ringing', due: noon + 55_000 }])
  t.match(due({ timeoutSeconds: 20 }), [{ due: noon + 20_000 }])
  t.equal(due({}).length, 1, 'somebody who ignores it does nothing')
})

test('when everybody the call was redirected to refuses, then it ends with the last of them', async t => {
  const users = [someone('one', 'decline', 500), someone('two', 'busy', 900)]
  const { deadlines } = when(aCall('incoming'), command('redirect', { targets: to('one', 'two') }), [], { users })
  t.match(deadlines[2], { due: noon + 900, command: { type: 'redirectRefused' } })
  t.match(when(aCall('redirecting'), command('redirectRefused')).call.resultInfo, { code: 487, subcode: 10_024 })
})

test('given a call that is being redirected', async t => {
  const redirecting = aCall('redirecting')
  t.test('when somebody picks up, then it is over without a result, and the bot is told who', async t => {
    const { call } = when(redirecting, command('redirectAnswered'))
    t.match(call, { state: 'terminated', resultInfo: undefined, answeredBy: { identity: { user: { id: 'megan' } } } })
  })
  t.test('when nobody does in time, or the caller gives up, then it ends so', async t => {
    t.match(when(redirecting, command('ringingEnds')).call.resultInfo, { code: 487, subcode: 10_004 })
    t.match(when(redirecting, command('farEndHangsUp')).call.resultInfo, { code: 487, subcode: 0 })
  })
  t.test('when the bot deletes it, then that counts as a reject', async t => {
    t.strictSame(when(redirecting, command('delete')).happened, ['callTerminated'])
  })
})

test('a phone number is reached only through the resource account', async t => {
  for (const [given, state] of [
    [command('redirect', { targets: phone }), 'incoming'],
    [command('transfer', { transferTarget: phone[0] }), 'established']
  ] as const) {
    t.equal(when(aCall(state), given).refused, 'invalidArgument')
    t.equal(when(aCall(state, { targets: viaInstance }), given).refused, undefined)
  }
})

test('given an established call, when the bot transfers it, then it waits for the target', async t => {
  const transferred = (action: FarEndBehaviour['action']) =>
    when(aCall('established'), command('transfer'), [], { users: [someone('megan', action, 700)] })
  t.match(transferred('answer').call.state, 'transferring')
  t.strictSame(transferred('answer').happened, ['callTransferring'])
  t.match(transferred('answer').deadlines, [{ due: noon + 700, command: { type: 'transferAnswered' } }])
  t.match(transferred('decline').deadlines, [{ due: noon + 700, command: { type: 'transferRefused' } }])
  t.match(transferred('ignore').deadlines, [{ name: 'ringing', kind: 'expiry', command: { type: 'transferRefused' } }])
  const nobody = when(aCall('established'), command('transfer'))
  t.match(nobody.deadlines, [{ due: noon + 300, command: { type: 'transferRefused' } }])
  const abroad = { identity: { user: { id: 'megan', tenantId: 'elsewhere' } } }
  t.equal(when(aCall('established'), command('transfer', { transferTarget: abroad })).refused, 'tenantMismatch')
})

test('given a transfer under way', async t => {
  const transferring = aCall('transferring')
  t.test('when the target accepts, then audio stops, and a moment later the call is over', async t => {
    const { call, happened, deadlines } = when(transferring, command('transferAnswered'))
    t.match(call, { state: 'transferAccepted', audioActive: false })
    t.strictSame(happened, ['transferAccepted', 'audioDeactivated'])
    t.match(deadlines, [{ change: 'cancel' }, { due: noon + 300, command: { type: 'legsJoined' } }])
    const over = when(call, command('legsJoined'))
    t.match(over.call.resultInfo, { code: 0, subcode: 7_015, message: 'GracefulTransferCompleted' })
    t.strictSame(over.happened, ['callTerminated'])
  })
  t.test('when the target refuses, then the bot keeps the call and is told why', async t => {
    const { call, events } = when(transferring, command('transferRefused'))
    t.match(call, { state: 'established', resultInfo: undefined })
    t.match(events, [
      { type: 'transferFailed', call: { state: 'established', resultInfo: { code: 500, subcode: 7_000 } } }
    ])
    const consultative = when(transferring, command('transferRefused', { replacesCallId: 'other' }))
    t.match(consultative.events, [{ call: { resultInfo: { subcode: 7_700 } }, replacesCallId: 'other' }])
  })
  t.test('when the bot transfers again, then that is a conflict; when the caller hangs up, it is over', async t => {
    t.equal(when(transferring, command('transfer')).refused, 'transferConflict')
    t.equal(when(aCall('transferAccepted'), command('transfer')).refused, 'transferConflict')
    t.match(when(transferring, command('farEndHangsUp')).call.resultInfo, { code: 200, subcode: 4_521 })
  })
})

test('a consultative transfer joins two established calls of the same bot, and nothing else', async t => {
  const given = command('transfer', {
    transferTarget: { identity: { user: { id: 'megan' } }, replacesCallId: 'other' }
  })
  const due = (other: object) =>
    when(aCall('established'), given, [], { calls: [aCall('established', { id: 'other', ...other })] }).deadlines[0]
  t.match(due({}), { command: { type: 'transferAnswered', replacesCallId: 'other' } })
  for (const other of [{ state: 'establishing' }, { appId: 'another' }, { id: 'unknown' }] as const) {
    t.match(due(other), { command: { type: 'transferRefused', replacesCallId: 'other' } })
  }
  const over = when(aCall('transferAccepted'), command('legsJoined', { replacesCallId: 'other' }))
  t.match(over.events, [{ type: 'callTerminated' }, { type: 'callReplaced', replacesCallId: 'other' }])
})
