import { type Call, farEndIdentity } from '../calls/call.js'
import { isRequired } from '../compliance/recorder.js'
import { isThere, type Participant } from '../conversations/conversation.js'
import type { Event, StateReader } from '../state.js'
import type { Draw, Reaction } from './reaction.js'

/** People under a recording policy are not to speak without their recorder. */
export function recorderReactions(event: Event, state: StateReader, draw: Draw): Reaction[] {
  switch (event.type) {
    case 'callIncoming':
    case 'farEndAnswered':
      return isRecorded(event.call, state)
        ? [{ type: 'policyUserCalls', recordedCallId: event.callId, conversationId: draw(), ...drawn(draw) }]
        : []
    case 'participantJoined': {
      const { conversationId, participant } = event
      const { user } = participant.info.identity
      if (user === undefined || state.user(user.id)?.recordingPolicy === undefined) return []
      return [{ type: 'policyUserJoins', conversationId, participantId: participant.id, ...drawn(draw) }]
    }
    case 'participantLeft':
      return observedBy(event.participant, state).map(({ id: callId }) => ({
        type: 'policyUserLeaves',
        callId,
        participantId: event.participant.id
      }))
    case 'recorderRejected':
      return drops(event.call, [event.participantId], state)
    case 'callTerminated':
      return [...recordingOver(event.call), ...recorderGone(event.call, state)]
    default:
      return []
  }
}

const drawn = (draw: Draw) => ({ callId: draw(), myParticipantId: draw() })

/** A peer-to-peer call of another application with somebody under a policy. */
function isRecorded(call: Call, state: StateReader): boolean {
  const { user } = farEndIdentity(call)
  const policy = user && state.user(user.id)?.recordingPolicy
  return policy !== undefined && policy.appId !== call.appId && call.conversationId === undefined
}

/** The recorders that look after somebody. */
function observedBy({ id, conversationId }: Participant, state: StateReader): Call[] {
  return (state.conversation(conversationId)?.legs ?? []).flatMap((callId): Call[] => {
    const call = state.call(callId)
    return call?.recording?.observed.some(({ participantId }) => participantId === id) ? [call] : []
  })
}

/** The call that was recorded is over, and with it what its recorder was in. */
function recordingOver({ recordedIn: conversationId }: Call): Reaction[] {
  return conversationId === undefined ? [] : [{ type: 'conversationEnds', conversationId, ending: 'onlyHiddenLeft' }]
}

/** A recorder is gone while those it was there for are not: a strict policy does not let them go on. */
function recorderGone(call: Call, state: StateReader): Reaction[] {
  if (call.recording === undefined || call.conversationId === undefined) return []
  const conversation = state.conversation(call.conversationId)
  if (conversation === undefined || !isRequired(call, conversation)) return []
  return drops(
    call,
    call.recording.observed.map(({ participantId }) => participantId),
    state
  )
}

function drops(
  { conversationId = '', recording }: Call,
  participantIds: readonly string[],
  state: StateReader
): Reaction[] {
  const stillThere = participantIds.filter(id => {
    const participant = state.participant(conversationId, id)
    return participant !== undefined && isThere(participant)
  })
  if (stillThere.length === 0) return []
  const { recordedCallId } = recording ?? {}
  if (recordedCallId !== undefined) return [{ type: 'dismissed', callId: recordedCallId, ending: 'recorderFailed' }]
  return stillThere.map(participantId => ({ type: 'participantMovesAway', conversationId, participantId }))
}
