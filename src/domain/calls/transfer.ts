import { Refusal } from '../refusals.js'
import type { CallOutcome, StateReader } from '../state.js'
import type { Call } from './call.js'
import { behaviourOf, refuseUnreachablePhones } from './callee.js'
import type { Transfer } from './commands.js'
import { cancel, type DeadlineChange, expiry, progress } from './deadlines.js'
import { terminate } from './ending.js'
import { callLimits } from './limits.js'
import { callEndings, resultInfo } from './result-info.js'
import type { TransferAnswered, TransferRefused } from './service-commands.js'

/** The bot hands the caller over, to somebody who is rung (blind) or to another of its calls (consultative). */
export function transfer(call: Call, command: Transfer, state: StateReader): CallOutcome {
  const { identity } = command.transferTarget
  const tenant = identity.user?.tenantId
  if (tenant !== undefined && tenant !== call.tenantId) {
    throw new Refusal('tenantMismatch', 'Whoever a call is transferred to must be in the tenant of the call.')
  }
  refuseUnreachablePhones(call, [command.transferTarget])
  const transferring: Call = { ...call, state: 'transferring' }
  return {
    call: transferring,
    events: [{ type: 'callTransferring', callId: call.id, call: transferring }],
    deadlines: reaction(call, command, state)
  }
}

/** The target has the call; the legs are joined a moment later. */
export function transferAnswered(call: Call, { replacesCallId, at }: TransferAnswered): CallOutcome {
  const accepted: Call = { ...call, state: 'transferAccepted' }
  const silent: Call = { ...accepted, audioActive: false }
  return {
    call: silent,
    events: [
      { type: 'transferAccepted', callId: call.id, call: accepted },
      { type: 'audioDeactivated', callId: call.id, call: silent }
    ],
    deadlines: [
      cancel('ringing'),
      progress('farEndReacts', at + callLimits.mediaConnects, { type: 'legsJoined', callId: call.id, replacesCallId })
    ]
  }
}

/** The target does not have the call, so the bot keeps it. */
export function transferRefused(call: Call, { replacesCallId }: TransferRefused): CallOutcome {
  const ending = replacesCallId === undefined ? callEndings.blindTransferFailed : callEndings.consultativeTransferFailed
  const established: Call = { ...call, state: 'established', resultInfo: resultInfo(ending) }
  return {
    call: { ...established, resultInfo: undefined },
    events: [{ type: 'transferFailed', callId: call.id, call: established, replacesCallId }],
    deadlines: [cancel('ringing'), cancel('farEndReacts')]
  }
}

/** The caller and the target hear each other, and the bot is out of it; the call that was replaced ends, too. */
export function legsJoined(call: Call, replacesCallId: string | undefined): CallOutcome {
  const ended = terminate(call, 'transferred', 'bot')
  if (replacesCallId === undefined) return ended
  return {
    ...ended,
    events: [...ended.events, { type: 'callReplaced', callId: call.id, call: ended.call, replacesCallId }]
  }
}

function reaction(call: Call, { transferTarget, appId, at }: Transfer, state: StateReader): DeadlineChange[] {
  const { identity, replacesCallId } = transferTarget
  const due = at + callLimits.mediaConnects
  const refused = { type: 'transferRefused', callId: call.id, replacesCallId } as const
  const answered = { type: 'transferAnswered', callId: call.id, replacesCallId } as const
  if (replacesCallId !== undefined) {
    const other = state.call(replacesCallId)
    const joinable = other?.appId === appId && other.id !== call.id && other.state === 'established'
    return [progress('farEndReacts', due, joinable ? answered : refused)]
  }
  const behaviour = behaviourOf(state, identity)
  if (behaviour === undefined) return [progress('farEndReacts', due, refused)]
  if (behaviour.action === 'ignore') return [expiry('ringing', at + callLimits.ringing, refused)]
  return [progress('farEndReacts', at + behaviour.afterMs, behaviour.action === 'answer' ? answered : refused)]
}
