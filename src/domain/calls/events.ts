import type { ContentSharing, Participant } from '../conversations/conversation.js'
import type { IdentitySet } from '../directory/identity-set.js'
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
  /** A peer-to-peer call has become one of several. */
  | { type: 'callPromoted'; callId: string; call: Call }
  /** Who is there has changed; `whole` when the application has not been told before, `lobby` while it waits itself. */
  | {
      type: 'rosterChanged'
      callId: string
      call: Call
      changed: readonly Participant[]
      whole: boolean
      lobby: boolean
    }
  | { type: 'contentSharingStarted' | 'contentSharingStopped'; callId: string; call: Call; session: ContentSharing }
  | { type: 'transcriptionChanged'; callId: string; call: Call }
  /** Prompt and beep are over. */
  | { type: 'recordingStarted'; callId: string; call: Call; operation: Operation }
  /** Somebody says something; without a voice it is silence. */
  | { type: 'farEndSpoke'; callId: string; call: Call; speechId: string; durationMs: number; voice: boolean }
  /** Something the bot is not told. */
  | { type: 'farEndChanged'; callId: string; call: Call; change: string }
  | { type: 'callHeld' | 'callResumed'; callId: string; call: Call }
  | { type: 'audioRoutingChanged'; callId: string; call: Call }
  /** Somebody more under the policy; the recorder says whether it takes them. */
  | { type: 'policyParticipantJoining'; callId: string; call: Call; participantId: string; identity: IdentitySet }
  /** The recorder does not take one more. */
  | { type: 'recorderRejected'; callId: string; call: Call; participantId: string }
  | { type: 'policyParticipantLeft'; callId: string; call: Call; participantId: string }
