import type { Call } from './call.js'
import type { Operation } from './operations.js'
import type { Tone } from './tones.js'

/** Who brought a call to its end. */
export type EndedBy = 'bot' | 'farEnd' | 'service'

/** What happened to a call. Each keeps the call as it was right after, so that a notification needs nothing else. */
export type CallEvent =
  /** Somebody rings the bot. */
  | { type: 'callIncoming'; callId: string; call: Call }
  /** The bot placed a call or answered one. */
  | { type: 'callEstablishing'; callId: string; call: Call }
  /** The person the bot calls hears it ring. */
  | { type: 'farEndRang'; callId: string; call: Call }
  /** The person the bot calls picked up. */
  | { type: 'farEndAnswered'; callId: string; call: Call }
  | { type: 'callEstablished'; callId: string; call: Call }
  /** Audio flows; apart from `callEstablished` because bots start playing on this one. */
  | { type: 'audioActivated'; callId: string; call: Call }
  | { type: 'callKeptAlive'; callId: string; call: Call }
  /** Later notifications go elsewhere. */
  | { type: 'callbackMoved'; callId: string; call: Call }
  /** An action left a record; it may already be completed. */
  | { type: 'operationCreated'; callId: string; call: Call; operation: Operation }
  /** It is this prompt's turn. */
  | { type: 'promptStarted'; callId: string; call: Call; operation: Operation }
  /** An operation that had been running is over. */
  | { type: 'operationEnded'; callId: string; call: Call; operation: Operation }
  /** A key; without `sequenceId` when the bot has not subscribed and hears nothing. */
  | { type: 'tonePressed'; callId: string; call: Call; tone: Tone; sequenceId?: number }
  /** Others are rung in the bot's place. */
  | { type: 'callRedirecting'; callId: string; call: Call }
  | { type: 'callTransferring'; callId: string; call: Call }
  | { type: 'transferAccepted'; callId: string; call: Call }
  /** Audio no longer flows between the bot and the far end. */
  | { type: 'audioDeactivated'; callId: string; call: Call }
  /** The bot keeps the call, which tells why in its result. */
  | { type: 'transferFailed'; callId: string; call: Call; replacesCallId: string | undefined }
  /** A call of the bot has been joined with another, which ends. */
  | { type: 'callReplaced'; callId: string; call: Call; replacesCallId: string }
  | { type: 'callTerminating'; callId: string; call: Call }
  | { type: 'callTerminated'; callId: string; call: Call; endedBy: EndedBy }
