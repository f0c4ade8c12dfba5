import type { RecorderIds } from '../compliance/commands.js'
import type { IdentitySet } from '../directory/identity-set.js'
import type { ParticipantInfo } from './call.js'
import type { CallEnding } from './call-endings.js'
import type { FarEndAnswers, FarEndCommand, FarEndDeclines, FarEndIsBusy } from './far-end-commands.js'
import type { ResultInfo } from './result-info.js'

/** What the service itself notices about a call: media, deliveries, deadlines. */
interface OfCall {
  at: number
  callId: string
}

export interface PromptLoaded extends OfCall {
  type: 'promptLoaded'
  operationId: string
  durationMs: number
}

export interface PromptFails extends OfCall {
  type: 'promptFails'
  operationId: string
  ending: 'mediaFileInvalid' | 'mediaFileUnavailable'
  detail: string
}

export interface PromptEnds extends OfCall {
  type: 'promptEnds'
  operationId: string
  durationMs: number
}

export interface TonesSent extends OfCall {
  type: 'tonesSent'
  operationId: string
}

export interface IncomingNotAccepted extends OfCall {
  type: 'incomingNotAccepted'
}

/** The bot redirected a notification: later ones go to the new address. */
export interface MoveCallback extends OfCall {
  type: 'moveCallback'
  callbackUri: string
}

export interface MediaConnects extends OfCall {
  type: 'mediaConnects'
}

export interface AnswerWindowEnds extends OfCall {
  type: 'answerWindowEnds'
}

export interface RingingEnds extends OfCall {
  type: 'ringingEnds'
}

export interface LifeEnds extends OfCall {
  type: 'lifeEnds'
}

export interface CalleeHasNoEndpoint extends OfCall {
  type: 'calleeHasNoEndpoint'
}

export interface RedirectAnswered extends OfCall {
  type: 'redirectAnswered'
  identity: IdentitySet
}

export interface RedirectRefused extends OfCall {
  type: 'redirectRefused'
}

export interface TransferAnswered extends OfCall {
  type: 'transferAnswered'
  replacesCallId: string | undefined
}

export interface TransferRefused extends OfCall {
  type: 'transferRefused'
  replacesCallId: string | undefined
}

export interface LegsJoined extends OfCall {
  type: 'legsJoined'
  replacesCallId: string | undefined
}

/** Another call has taken the place of this one. */
export interface Replaced extends OfCall {
  type: 'replaced'
}

/** What takes a moment is in place. */
export interface OperationCompletes extends OfCall {
  type: 'operationCompletes'
  operationId: string
}

/** Why a recording is over. */
export type RecordingOver =
  | 'stopToneDetected'
  | 'maxRecordDurationReached'
  | 'maxSilenceTimeout'
  | 'initialSilenceTimeout'

export interface RecordingEnds extends OfCall {
  type: 'recordingEnds'
  operationId: string
  because: RecordingOver
}

/** The meeting that was named cannot be joined. */
export interface JoinFails extends OfCall {
  type: 'joinFails'
  ending: CallEnding
}

/** The conversation, or whoever was left in it, sends the application away. */
export interface Dismissed extends OfCall {
  type: 'dismissed'
  ending: CallEnding
}

/** The other end, an application, ended its call. */
export interface PeerEnds extends OfCall {
  type: 'peerEnds'
  resultInfo: ResultInfo | undefined
  answeredBy: ParticipantInfo | undefined
}

/** The other end moved the call into a conversation. */
export interface PeerPromotes extends OfCall {
  type: 'peerPromotes'
  conversationId: string
}

/** What a recorder said to one more person it could record. */
export interface JoiningReplied extends OfCall {
  type: 'joiningReplied'
  participantId: string
  reply: { accept: true } | { accept: false; inviteUri?: string | undefined }
  /** Of the call of another instance, should the recorder want that. */
  ids: RecorderIds
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
  | OperationCompletes
  | RecordingEnds
  | JoinFails
  | FarEndAnswers
  | FarEndDeclines
  | FarEndIsBusy

/** What happens to a call without its bot having asked for it, and without anybody at the other end doing it. */
export type ServiceCommand =
  | Dismissed
  | IncomingNotAccepted
  | JoiningReplied
  | MoveCallback
  | PeerEnds
  | PeerPromotes
  | PromptFails
  | PromptLoaded
  | Replaced
  | Exclude<DeadlineCommand, FarEndCommand>
