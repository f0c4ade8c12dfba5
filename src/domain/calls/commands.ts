import type { ComplianceRecording, RecordingPolicy } from '../compliance/policy.js'
import type { ChatInfo, MeetingInfo } from '../meetings/meeting.js'
import type { BotCommand, OperationCommand } from './bot-command.js'
import type {
  CallOptions,
  InvitationParticipantInfo,
  MediaConfig,
  MediaInfo,
  Modality,
  ParticipantInfo,
  RejectReason
} from './call.js'
import type { FarEndCommand } from './far-end-commands.js'
import type {
  AddAudioRoutingGroup,
  AddLargeGalleryView,
  ChangeAudioRoutingGroup,
  ChangeScreenSharingRole,
  ConfigureMixer,
  Invite,
  MuteAll,
  ParticipantAction,
  PlainAction,
  RemoveAudioRoutingGroup,
  RemoveParticipant
} from './participant-commands.js'
import type { ServiceCommand } from './service-commands.js'
import type { Tone } from './tones.js'

export type RecordingStatus = 'notRecording' | 'recording' | 'failed'

/** Ids a new call needs; drawn by the caller, because the domain draws none. */
export interface NewCallIds {
  callId: string
  callChainId: string
  myParticipantId: string
  /** Of the conversation, should there be one. */
  conversationId: string
}

/** The bot places a call. Source: https://learn.microsoft.com/graph/api/application-post-calls */
export interface CreateCall extends NewCallIds {
  type: 'createCall'
  /** One for each of the targets. */
  targetParticipantIds: readonly string[]
  /** Of the other end's call, should that be an application. */
  peerCallId: string
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
  /** The meeting to join, instead of somebody to call. */
  meetingInfo?: MeetingInfo | undefined
  chatInfo?: ChatInfo | undefined
  bypassesLobby?: boolean | undefined
  subject?: string | undefined
  ringingTimeoutSeconds?: number | undefined
  scenarioId?: string | undefined
  /** What the application may do; undefined where that is not asked. */
  granted: readonly string[] | undefined
}

/** Somebody rings the bot. Names are resolved against the directory: `adele`, an id, a number. */
export interface FarEndCalls extends NewCallIds {
  type: 'farEndCalls'
  farEndParticipantId: string
  otherParticipantId: string
  at: number
  from: { user?: string | undefined; phone?: string | undefined; guest?: string | undefined }
  to: { application?: string | undefined; phone?: string | undefined }
  modalities: readonly Modality[]
  /** Where this call is announced, instead of the application's own calling webhook. */
  callbackUri?: string | undefined
  /** The bot is rung because this policy wants the caller recorded, who speaks with somebody else. */
  recordingPolicy?: RecordedCall | undefined
}

/** A call of a user with somebody else that a policy wants recorded. */
export interface RecordedCall extends Omit<RecordingPolicy, 'appId'> {
  with: { user?: string | undefined; phone?: string | undefined; guest?: string | undefined }
}

/** An application is rung by another one, invited into a conversation, or rung by a recording policy. */
export interface RingApplication {
  type: 'ringApplication'
  at: number
  callId: string
  callChainId: string
  myParticipantId: string
  source: ParticipantInfo
  target: InvitationParticipantInfo
  modalities: readonly Modality[]
  callbackUri?: string | undefined
  /** The call of the application that rings it. */
  peerCallId?: string | undefined
  /** The conversation it is to come into. */
  conversationId?: string | undefined
  recording?: ComplianceRecording | undefined
}

export interface Answer extends BotCommand {
  type: 'answer'
  callbackUri?: string | undefined
  mediaConfig: MediaConfig
  acceptedModalities?: readonly Modality[] | undefined
  callOptions?: CallOptions | undefined
  /** How many people under its policy a recorder takes; 0 and nothing mean the same. */
  participantCapacity?: number | undefined
  granted: readonly string[] | undefined
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
  /** Whom to move, out of a group call. */
  transferee?: ParticipantInfo | undefined
}

export interface Delete extends BotCommand {
  type: 'delete'
}

export interface KeepAlive extends BotCommand {
  type: 'keepAlive'
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

export interface UpdateRecordingStatus extends OperationCommand {
  type: 'updateRecordingStatus'
  status: RecordingStatus
}

/** Source: https://learn.microsoft.com/graph/api/call-record; times in milliseconds. */
export interface RecordResponse extends OperationCommand {
  type: 'recordResponse'
  prompts: readonly MediaInfo[]
  bargeInAllowed: boolean
  initialSilenceMs: number
  maxSilenceMs: number
  maxDurationMs: number
  playBeep: boolean
  stopTones: readonly Tone[]
  recordingId: string
  recordingLocation: string
  recordingAccessToken: string
}

/** What every command that leaves an operation behind is. */
export type OperationLeaving =
  | PlayPrompt
  | RecordResponse
  | SubscribeToTone
  | CancelMediaProcessing
  | Mute
  | Unmute
  | SendDtmfTones
  | UpdateRecordingStatus
  | Invite
  | ParticipantAction
  | PlainAction
  | MuteAll
  | ConfigureMixer
  | AddLargeGalleryView

/** A command to a call that exists. */
export type CallCommand =
  | Answer
  | Reject
  | Redirect
  | Transfer
  | Delete
  | KeepAlive
  | OperationLeaving
  | ChangeScreenSharingRole
  | RemoveParticipant
  | AddAudioRoutingGroup
  | ChangeAudioRoutingGroup
  | RemoveAudioRoutingGroup
  | FarEndCommand
  | ServiceCommand
