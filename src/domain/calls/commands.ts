import type {
  CallOptions,
  IdentitySet,
  InvitationParticipantInfo,
  MediaConfig,
  MediaInfo,
  Modality,
  ParticipantInfo,
  RejectReason
} from './call.js'
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

/** What the service itself notices about a call: media, deliveries, deadlines. */
interface ServiceCommand {
  at: number
  callId: string
}

export interface PromptLoaded extends ServiceCommand {
  type: 'promptLoaded'
  operationId: string
  durationMs: number
}

export interface PromptFails extends ServiceCommand {
  type: 'promptFails'
  operationId: string
  ending: 'mediaFileInvalid' | 'mediaFileUnavailable'
  detail: string
}

export interface PromptEnds extends ServiceCommand {
  type: 'promptEnds'
  operationId: string
  durationMs: number
}

export interface TonesSent extends ServiceCommand {
  type: 'tonesSent'
  operationId: string
}

export interface IncomingNotAccepted extends ServiceCommand {
  type: 'incomingNotAccepted'
}

/** The bot redirected a notification: later ones go to the new address. */
export interface MoveCallback extends ServiceCommand {
  type: 'moveCallback'
  callbackUri: string
}

export interface MediaConnects extends ServiceCommand {
  type: 'mediaConnects'
}

export interface AnswerWindowEnds extends ServiceCommand {
  type: 'answerWindowEnds'
}

export interface RingingEnds extends ServiceCommand {
  type: 'ringingEnds'
}

export interface LifeEnds extends ServiceCommand {
  type: 'lifeEnds'
}

export interface CalleeHasNoEndpoint extends ServiceCommand {
  type: 'calleeHasNoEndpoint'
}

export interface RedirectAnswered extends ServiceCommand {
  type: 'redirectAnswered'
  identity: IdentitySet
}

export interface RedirectRefused extends ServiceCommand {
  type: 'redirectRefused'
}

export interface TransferAnswered extends ServiceCommand {
  type: 'transferAnswered'
  replacesCallId: string | undefined
}

export interface TransferRefused extends ServiceCommand {
  type: 'transferRefused'
  replacesCallId: string | undefined
}

export interface LegsJoined extends ServiceCommand {
  type: 'legsJoined'
  replacesCallId: string | undefined
}

/** Another call has taken the place of this one. */
export interface Replaced extends ServiceCommand {
  type: 'replaced'
}

export interface FarEndAnswers extends ServiceCommand {
  type: 'farEndAnswers'
}

export interface FarEndDeclines extends ServiceCommand {
  type: 'farEndDeclines'
}

export interface FarEndIsBusy extends ServiceCommand {
  type: 'farEndIsBusy'
}

export interface FarEndIgnores extends ServiceCommand {
  type: 'farEndIgnores'
}

export interface FarEndHangsUp extends ServiceCommand {
  type: 'farEndHangsUp'
}

export interface FarEndPresses extends ServiceCommand {
  type: 'farEndPresses'
  tones: readonly Tone[]
}

/** Something goes wrong that no rule of ours brings about: any ending of the catalogue. */
export interface FarEndFails extends ServiceCommand {
  type: 'farEndFails'
  code: number
  subcode: number
}

export type DeadlineCommand =
  | MediaConnects
  | AnswerWindowEnds
  | RingingEnds
  | LifeEnds
  | CalleeHasNoEndpoint
  | PromptEnds
  | TonesSent
  | RedirectAnswered
  | RedirectRefused
  | TransferAnswered
  | TransferRefused
  | LegsJoined
  | FarEndAnswers
  | FarEndDeclines
  | FarEndIsBusy

/** A command to a call that exists. */
export type CallCommand =
  | Answer
  | Reject
  | Delete
  | KeepAlive
  | OperationLeaving
  | UpdateRecordingStatus
  | Redirect
  | Transfer
  | Replaced
  | PromptLoaded
  | PromptFails
  | IncomingNotAccepted
  | MoveCallback
  | FarEndIgnores
  | FarEndHangsUp
  | FarEndPresses
  | FarEndFails
  | DeadlineCommand
