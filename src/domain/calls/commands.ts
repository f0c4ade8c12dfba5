import type {
  CallOptions,
  InvitationParticipantInfo,
  MediaConfig,
  MediaInfo,
  Modality,
  ParticipantInfo,
  RejectReason
} from './call.js'
import type { ServiceCommand } from './service-commands.js'
import type { Tone } from './tones.js'

/** Ids a new call needs; drawn by the caller, because the domain draws none. */
export interface NewCallIds {
  callId: string
  callChainId: string
  myParticipantId: string
  farEndParticipantId: string
}

/** The bot places a call. Source: https://learn.microsoft.com/graph/api/application-post-calls */
export interface CreateCall extends NewCallIds {
  type: 'createCall'
  at: number
  appId: string
  /** The tenant named in the body; must be the token's. */
  tenantId?: string | undefined
  callbackUri: string
  source?: ParticipantInfo | undefined
  targets: readonly InvitationParticipantInfo[]
  requestedModalities: readonly Modality[]
  mediaConfig: MediaConfig
  callOptions?: CallOptions | undefined
  /** Whether the body names a meeting to join instead of somebody to call. */
  joinsMeeting: boolean
  subject?: string | undefined
  ringingTimeoutSeconds?: number | undefined
  scenarioId?: string | undefined
  /** What the application may do; undefined where that is not asked. */
  granted: readonly string[] | undefined
}

/** Somebody rings the bot. Names are resolved against the directory: `adele`, an id, a number. */
export interface FarEndCalls extends NewCallIds {
  type: 'farEndCalls'
  at: number
  from: { user?: string | undefined; phone?: string | undefined; guest?: string | undefined }
  to: { application?: string | undefined; phone?: string | undefined }
  modalities: readonly Modality[]
  /** Where this call is announced, instead of the application's own calling webhook. */
  callbackUri?: string | undefined
}

/** What every request of a bot about one of its calls carries. */
interface BotCommand {
  at: number
  callId: string
  /** Whose token came with the request: another app's call does not exist for it. */
  appId: string
}

export interface Answer extends BotCommand {
  type: 'answer'
  callbackUri?: string | undefined
  mediaConfig: MediaConfig
  acceptedModalities?: readonly Modality[] | undefined
  callOptions?: CallOptions | undefined
  scenarioId?: string | undefined
}

export interface Reject extends BotCommand {
  type: 'reject'
  reason: RejectReason
  callbackUri?: string | undefined
}

/** Source: https://learn.microsoft.com/graph/api/call-redirect */
export interface Redirect extends BotCommand {
  type: 'redirect'
  targets: readonly InvitationParticipantInfo[]
  timeoutSeconds?: number | undefined
  callbackUri?: string | undefined
}

/** Source: https://learn.microsoft.com/graph/api/call-transfer */
export interface Transfer extends BotCommand {
  type: 'transfer'
  transferTarget: InvitationParticipantInfo
}

export interface Delete extends BotCommand {
  type: 'delete'
}

export interface KeepAlive extends BotCommand {
  type: 'keepAlive'
}

/** What every action that leaves an operation behind carries. */
interface OperationCommand extends BotCommand {
  operationId: string
  clientContext?: string | undefined
}

export interface PlayPrompt extends OperationCommand {
  type: 'playPrompt'
  prompts: readonly MediaInfo[]
  loop?: boolean | undefined
}

export interface SubscribeToTone extends OperationCommand {
  type: 'subscribeToTone'
}

export interface CancelMediaProcessing extends OperationCommand {
  type: 'cancelMediaProcessing'
}

/** The bot mutes itself. */
export interface Mute extends OperationCommand {
  type: 'mute'
}

export interface Unmute extends OperationCommand {
  type: 'unmute'
}

/** The bot presses keys itself. Source: https://learn.microsoft.com/graph/api/call-senddtmftones */
export interface SendDtmfTones extends OperationCommand {
  type: 'sendDtmfTones'
  tones: readonly Tone[]
  delayBetweenTonesMs: number
}

export interface UpdateRecordingStatus extends BotCommand {
  type: 'updateRecordingStatus'
}

/** What every command that leaves an operation behind is. */
export type OperationLeaving = PlayPrompt | SubscribeToTone | CancelMediaProcessing | Mute | Unmute | SendDtmfTones

/** A command to a call that exists. */
export type CallCommand =
  | Answer
  | Reject
  | Redirect
  | Transfer
  | Delete
  | KeepAlive
  | OperationLeaving
  | UpdateRecordingStatus
  | ServiceCommand
