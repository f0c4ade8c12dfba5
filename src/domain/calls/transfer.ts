import { leave } from '../conversations/leaving.js'
import { legOf, meant, participantOf } from '../conversations/naming.js'
import { cancel, type DeadlineChange, expiry, progress } from '../deadlines.js'
import { Refusal } from '../refusals.js'
import type { CallOutcome, StateReader } from '../state.js'
import type { Call } from './call.js'
import { callEndings } from './call-endings.js'
import { behaviourOf, refuseUnreachablePhones } from './callee.js'
import type { Transfer } from './commands.js'
import { terminate } from './ending.js'
import type { CallEvent } from './events.js'
import { callLimits } from './limits.js'
import { resultInfo } from './result-info.js'
import type { LegsJoined, TransferAnswered, TransferRefused } from './service-commands.js'

/** The bot hands the caller over, to somebody who is rung (blind) or to another of its calls (consultative). */
export function transfer(call: Call, command: Transfer, state: StateReader): CallOutcome {
  const { identity } = command.transferTarget
  const tenant = identity.user?.tenantId
  if (tenant !== undefined && tenant !== call.tenantId) {
    throw new Refusal('tenantMismatch', 'Whoever a call is transferred to must be in the tenant of the call.')
  }
  refuseUnreachablePhones(call, [command.transferTarget], 'moveAway')
  const transferee = transfereeOf(call, command, state)
  const transferring: Call = { ...call, state: 'transferring', transferee }
  return {
    call: transferring,
    events: [{ type: 'callTransferring', callId: call.id, call: transferring }],
    deadlines: reaction(call, command, state)
  }
}

/** Whom to move out of a group call, by their id in it; in a peer-to-peer call there is but one. */
function transfereeOf(call: Call, { transferee }: Transfer, state: StateReader): string | undefined {
  if (call.conversationId === undefined) return undefined
  if (transferee === undefined) {
    throw new Refusal('invalidArgument', "'transferee' is required in a group call: it says whom to move.")
  }
  const leg = legOf(state, call)
  const { participantId, identity } = transferee
  const id = identity.user?.id ?? identity.phone?.id
  return participantId === undefined ? meant(state, leg, id).id : participantOf(state, leg, participantId).id
}

/** The target has the call; the legs are joined a moment later. A group call goes on, and is heard on. */
export function transferAnswered(call: Call, { replacesCallId, at }: TransferAnswered): CallOutcome {
  const accepted: Call = { ...call, state: 'transferAccepted' }
  const silent: Call = { ...accepted, audioActive: false }
  const told: CallEvent = { type: 'transferAccepted', callId: call.id, call: accepted }
  const deadlines = [
    cancel(call, 'ringing'),
    progress('farEndReacts', at + callLimits.mediaConnects, { type: 'legsJoined', callId: call.id, replacesCallId })
  ]
  if (call.transferee !== undefined) return { call: accepted, events: [told], deadlines }
  return {
    call: silent,
    events: [told, { type: 'audioDeactivated', callId: call.id, call: silent }],
    deadlines
  }
}

/** The target does not have the call, so the bot keeps it. */
export function transferRefused(call: Call, { replacesCallId }: TransferRefused): CallOutcome {
  const ending = replacesCallId === undefined ? callEndings.blindTransferFailed : callEndings.consultativeTransferFailed
  const established: Call = { ...call, state: 'established', transferee: undefined, resultInfo: resultInfo(ending) }
  return {
    call: { ...established, resultInfo: undefined },
    events: [{ type: 'transferFailed', callId: call.id, call: established, replacesCallId }],
    deadlines: [cancel(call, 'ringing'), cancel(call, 'farEndReacts')]
  }
}

/** The caller and the target hear each other, and the bot is out of it; the call that was replaced ends, too. */
export function legsJoined(call: Call, { replacesCallId }: LegsJoined, state: StateReader): CallOutcome {
  const joined =
    call.transferee === undefined ? terminate(call, 'transferred', 'bot') : moved(call, call.transferee, state)
  if (replacesCallId === undefined) return joined
  return {
    ...joined,
    events: [...joined.events, { type: 'callReplaced', callId: call.id, call: joined.call, replacesCallId }]
  }
}

/** Only the one who was to be moved leaves the conversation. */
function moved(call: Call, participantId: string, state: StateReader): CallOutcome {
  const established: Call = { ...call, state: 'established', transferee: undefined }
  const back: CallEvent = { type: 'callEstablished', callId: call.id, call: established }
  const leg = legOf(state, call)
  const participant = state.participant(leg.conversation.id, participantId)
  if (participant === undefined) return { call: established, events: [back] }
  const left = leave(state, leg.conversation, participant, { reason: 'left', ending: 'transferred' })
  return { ...left, call: established, events: [back, ...left.events] }
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
