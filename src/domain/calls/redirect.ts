import { cancel, type DeadlineChange, expiry, progress } from '../deadlines.js'
import type { IdentitySet } from '../directory/identity-set.js'
import type { CallOutcome, DirectoryReader } from '../state.js'
import type { Call } from './call.js'
import { behaviourOf, refuseUnreachablePhones } from './callee.js'
import type { Redirect } from './commands.js'
import { over } from './ending.js'
import { callLimits } from './limits.js'
import type { RedirectAnswered } from './service-commands.js'

/** The bot sends the caller on to others, who all ring; the first to pick up has the call. */
export function redirect(call: Call, command: Redirect, directory: DirectoryReader): CallOutcome {
  const { targets, timeoutSeconds, callbackUri = call.callbackUri, at } = command
  refuseUnreachablePhones(call, targets, 'moveAway')
  const redirecting: Call = { ...call, state: 'redirecting', callbackUri }
  const ringing = targets.length > 1 ? callLimits.ringingSeveral : callLimits.ringingOne
  const giveUp = timeoutSeconds === undefined ? ringing : timeoutSeconds * 1_000
  return {
    call: redirecting,
    events: [{ type: 'callRedirecting', callId: call.id, call: redirecting }],
    deadlines: [
      cancel(call, 'answerWindow'),
      expiry('ringing', at + giveUp, { type: 'ringingEnds', callId: call.id }),
      ...firstReaction(call, command, directory)
    ]
  }
}

/** Somebody picked up: for the bot the call is over, without a result of its own. */
export function redirectAnswered(call: Call, { identity }: RedirectAnswered): CallOutcome {
  return over({ ...call, answeredBy: { identity } }, 'farEnd')
}

/** The first to pick up, or the moment when the last has refused; nothing when somebody just lets it ring. */
function firstReaction(call: Call, { targets, at }: Redirect, directory: DirectoryReader): DeadlineChange[] {
  const rung = targets.map(({ identity }) => ({ identity, behaviour: behaviourOf(directory, identity) }))
  const answering = rung
    .flatMap(({ identity, behaviour }) =>
      behaviour?.action === 'answer' ? [{ identity, after: behaviour.afterMs }] : []
    )
    .sort((a, b) => a.after - b.after)
  const [first] = answering
  if (first !== undefined) return [picksUp(call.id, first.identity, at + first.after)]
  if (!rung.every(({ behaviour }) => behaviour?.action === 'decline' || behaviour?.action === 'busy')) return []
  const last = Math.max(...rung.map(({ behaviour }) => behaviour?.afterMs ?? 0))
  return [progress('farEndReacts', at + last, { type: 'redirectRefused', callId: call.id })]
}

function picksUp(callId: string, identity: IdentitySet, due: number): DeadlineChange {
  return progress('farEndReacts', due, { type: 'redirectAnswered', callId, identity })
}
