import type { CallEnding } from '../calls/call-endings.js'
import type { OperationEnding } from '../calls/operation-endings.js'
import type { Conversation, Participant } from './conversation.js'

/** Why somebody who was rung does not come. */
export type RefusedBecause = Extract<OperationEnding, `invitee${string}`>

/** What happened among those in a conversation. */
export type ConversationEvent =
  /** The first one is there. */
  | { type: 'conversationStarted'; conversationId: string; conversation: Conversation }
  /** Somebody is rung. */
  | { type: 'participantInvited'; conversationId: string; participant: Participant }
  /** Somebody who was rung does not come. */
  | { type: 'participantRefused'; conversationId: string; participant: Participant; because: RefusedBecause }
  /** Somebody waits in the lobby. */
  | { type: 'participantWaiting'; conversationId: string; participant: Participant }
  /** Somebody is there. */
  | { type: 'participantJoined'; conversationId: string; participant: Participant }
  | { type: 'participantChanged'; conversationId: string; participant: Participant; change: string }
  /** Somebody is gone; `ending` says how an application's call ends that did not end it itself. */
  | { type: 'participantLeft'; conversationId: string; participant: Participant; ending: CallEnding | undefined }
  /** It is over, and with it the calls of those who were on their way. */
  | { type: 'conversationEnded'; conversationId: string; conversation: Conversation; ending: CallEnding }
