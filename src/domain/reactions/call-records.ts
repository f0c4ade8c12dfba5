import { hasSession } from '../call-records/transition.js'
import type { Event } from '../state.js'
import type { Draw, Reaction } from './reaction.js'

/** What is over is put on record. */
export function callRecordReactions(event: Event, draw: Draw): Reaction[] {
  switch (event.type) {
    case 'participantLeft':
      return hasSession(event.participant)
        ? [{ type: 'sessionEnds', sessionId: draw(), participant: event.participant }]
        : []
    case 'participantRefused':
      return [{ type: 'sessionEnds', sessionId: draw(), participant: event.participant, because: event.because }]
    case 'conversationEnded':
      return [{ type: 'concludeConversation', conversation: event.conversation, reportId: draw() }]
    case 'callTerminated': {
      const { conversationId, recording, peerCallId, direction, answeredBy } = event.call
      // Of two applications that call each other, the one who called tells of it; of what was redirected nobody can.
      const told = (peerCallId === undefined || direction === 'outgoing') && answeredBy === undefined
      const betweenTwo = conversationId === undefined && recording === undefined && event.call.meetingInfo === undefined
      return told && betweenTwo ? [{ type: 'concludeCall', call: event.call, sessionId: draw() }] : []
    }
    default:
      return []
  }
}
