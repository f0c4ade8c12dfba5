import type { IdentitySet } from './call.js'
import type { Tone } from './tones.js'

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

export interface FarEndAnswers extends OfCall {
  type: 'farEndAnswers'
}

export interface FarEndDeclines extends OfCall {
  type: 'farEndDeclines'
}

export interface FarEndIsBusy extends OfCall {
  type: 'farEndIsBusy'
}

export interface FarEndIgnores extends OfCall {
  type: 'farEndIgnores'
}

export interface FarEndHangsUp extends OfCall {
  type: 'farEndHangsUp'
}

export interface FarEndPresses extends OfCall {
  type: 'farEndPresses'
  tones: readonly Tone[]
}

/** Something goes wrong that no rule of ours brings about: an ending of the catalogue. */
export interface FarEndFails extends OfCall {
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

/** What happens to a call without its bot having asked for it. */
export type ServiceCommand =
  | FarEndFails
  | FarEndHangsUp
  | FarEndIgnores
  | FarEndPresses
  | IncomingNotAccepted
  | MoveCallback
  | PromptFails
  | PromptLoaded
  | Replaced
  | DeadlineCommand
