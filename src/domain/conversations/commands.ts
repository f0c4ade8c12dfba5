import type { CallEnding } from '../calls/call-endings.js'
import type { RefusedBecause } from './events.js'

/** What befalls a conversation. */
interface OfConversation {
  at: number
  conversationId: string
}

interface OfParticipant extends OfConversation {
  participantId: string
}

/** Somebody who was rung picks up. */
export interface InvitationAnswered extends OfParticipant {
  type: 'invitationAnswered'
}

export interface InvitationRefused extends OfParticipant {
  type: 'invitationRefused'
  because: RefusedBecause
}

/** Nobody let them in. */
export interface LobbyTimesOut extends OfParticipant {
  type: 'lobbyTimesOut'
}

/** An application's call is over, so that it is no longer in the conversation. */
export interface LegEnds extends OfParticipant {
  type: 'legEnds'
  callId: string
}

/** Somebody has gone into another conversation. */
export interface ParticipantMovesAway extends OfParticipant {
  type: 'participantMovesAway'
}

/** Everybody is sent away. */
export interface ConversationEnds extends OfConversation {
  type: 'conversationEnds'
  ending: CallEnding
}

/** What falls due in a conversation. */
export type ConversationDeadline = InvitationAnswered | InvitationRefused | LobbyTimesOut

export type ConversationCommand = ConversationDeadline | LegEnds | ParticipantMovesAway | ConversationEnds
