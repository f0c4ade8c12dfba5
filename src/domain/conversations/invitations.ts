import { behaviourOf, isRungByCall } from '../calls/callee.js'
import { callLimits } from '../calls/limits.js'
import { operationEnded } from '../calls/media.js'
import { operationEndings } from '../calls/operation-endings.js'
import type { Operation } from '../calls/operations.js'
import { resultInfo } from '../calls/result-info.js'
import { type DeadlineChange, expiry, progress } from '../deadlines.js'
import type { FarEndBehaviour } from '../directory/directory.js'
import type { ConversationOutcome, Outcome, StateReader } from '../state.js'
import type { Conversation, Participant } from './conversation.js'
import type { RefusedBecause } from './events.js'

/** Rings those who are to come; what each of them does is in the directory. */
export function ring(state: StateReader, participants: readonly Participant[], at: number): Ringing {
  return {
    participants,
    events: participants.map(participant => ({
      type: 'participantInvited' as const,
      conversationId: participant.conversationId,
      participant
    })),
    deadlines: participants.flatMap(participant => reaction(state, participant, at))
  }
}

type Ringing = Required<Pick<Outcome, 'participants' | 'deadlines'>> & Pick<ConversationOutcome, 'events'>

const refusals = { decline: 'inviteeDeclined', busy: 'inviteeBusy' } as const

function reaction(state: StateReader, participant: Participant, at: number): DeadlineChange[] {
  const { id: participantId, conversationId, info, invitedBy } = participant
  const refused = (because: RefusedBecause) =>
    ({ type: 'invitationRefused', conversationId, participantId, because }) as const
  // An application is rung by a call of its own, whose end settles it.
  const name = `reacts ${participantId}` as const
  const answers = { type: 'invitationAnswered', conversationId, participantId } as const
  // Whoever comes out of another call of the application has picked up already.
  if (invitedBy?.replacesCallId !== undefined || invitedBy?.movedFrom !== undefined) {
    return [progress(name, at + callLimits.mediaConnects, answers)]
  }
  if (isRungByCall(state, info.identity)) return []
  const behaviour: FarEndBehaviour | undefined = behaviourOf(state, info.identity)
  if (behaviour === undefined) return [progress(name, at + callLimits.mediaConnects, refused('inviteeUnknown'))]
  const { action, afterMs } = behaviour
  const giveUp = expiry(`ringing ${participantId}`, at + callLimits.ringing, refused('inviteeSilent'))
  if (action === 'ignore') return [giveUp]
  const reacts = action === 'answer' ? answers : refused(refusals[action])
  return [giveUp, progress(name, at + afterMs, reacts)]
}

/** Somebody who was rung does not come: nobody but who rang them is told, since they were never listed. */
export function refuse(
  state: StateReader,
  conversation: Conversation,
  invited: Participant,
  because: RefusedBecause
): ConversationOutcome {
  const participant: Participant = { ...invited, presence: 'left' }
  const settled = settle(state, participant, because)
  return {
    conversation,
    participants: [participant],
    operations: settled.operations,
    events: [...settled.events, { type: 'participantRefused', conversationId: conversation.id, participant, because }],
    deadlines: noLongerRung(participant)
  }
}

export function noLongerRung({ id, conversationId: of }: Participant): DeadlineChange[] {
  return [
    { change: 'cancel', of, name: `reacts ${id}` },
    { change: 'cancel', of, name: `ringing ${id}` }
  ]
}

/**
 * Ends the operation by which somebody was invited, once everybody invited by it has come or not: well if at least one
 * has come. Guess, for several.
 */
export function settle(
  state: StateReader,
  { id, conversationId, invitedBy }: Participant,
  because: RefusedBecause | undefined
): Required<Pick<Outcome, 'operations'>> & Pick<ConversationOutcome, 'events'> {
  const nothing = { operations: [], events: [] }
  if (invitedBy?.callId === undefined || invitedBy.operationId === undefined) return nothing
  const call = state.call(invitedBy.callId)
  const operation = state.operation(invitedBy.callId, invitedBy.operationId)
  if (call === undefined || operation?.status !== 'running') return nothing
  const others = (operation.invited ?? [])
    .filter(({ participantId }) => participantId !== id)
    .map(({ participantId = '' }) => state.participant(conversationId, participantId)?.presence)
  if (others.includes('ringing')) return nothing
  const came = because === undefined || others.some(presence => presence !== undefined)
  const ended: Operation = {
    ...operation,
    status: came ? 'completed' : 'failed',
    resultInfo: resultInfo(came || because === undefined ? operationEndings.completed : operationEndings[because])
  }
  return { operations: [ended], events: [operationEnded(call, ended)] }
}
