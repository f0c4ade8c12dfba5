import { loneliness } from '../conversations/leaving.js'
import type { Event, StateReader } from '../state.js'
import type { Reaction } from './reaction.js'

/** Calls end, so people are left alone; people leave, so calls end. */
export function companyReactions(event: Event, state: StateReader): Reaction[] {
  switch (event.type) {
    case 'callTerminated': {
      const { id: callId, conversationId, myParticipantId: participantId } = event.call
      return conversationId === undefined ? [] : [{ type: 'legEnds', conversationId, callId, participantId }]
    }
    case 'participantJoined': {
      const { movedFrom } = event.participant.invitedBy ?? {}
      return movedFrom === undefined ? [] : [{ type: 'participantMovesAway', ...movedFrom }]
    }
    case 'participantLeft':
      return [...dismissal(event), ...lonely(event.conversationId, state)]
    case 'conversationEnded':
      return event.conversation.legs.map(callId => ({ type: 'dismissed', callId, ending: event.ending }))
    case 'participantRefused':
      return lonely(event.conversationId, state)
    default:
      return []
  }
}

/** An application that did not leave by itself is told so by the end of its call. */
function dismissal({ participant: { callId }, ending }: Extract<Event, { type: 'participantLeft' }>): Reaction[] {
  return callId === undefined || ending === undefined ? [] : [{ type: 'dismissed', callId, ending }]
}

function lonely(conversationId: string, state: StateReader): Reaction[] {
  const conversation = state.conversation(conversationId)
  return (conversation?.legs ?? []).flatMap((callId): Reaction[] => {
    const call = state.call(callId)
    // One that is still on its way may be the first to come.
    if (conversation === undefined || call === undefined || call.state === 'establishing') return []
    const ending = loneliness(state, conversation, call.myParticipantId)
    return ending === undefined ? [] : [{ type: 'dismissed', callId, ending }]
  })
}
