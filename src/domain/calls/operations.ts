import type { MediaInfo } from './call.js'
import type { ResultInfo } from './result-info.js'
import type { Tone } from './tones.js'

export type OperationType =
  | 'playPrompt'
  | 'subscribeToTone'
  | 'cancelMediaProcessing'
  | 'mute'
  | 'unmute'
  | 'sendDtmfTones'
export type OperationStatus = 'notStarted' | 'running' | 'completed' | 'failed'
export type CompletionReason = 'completedSuccessfully' | 'mediaOperationCanceled' | 'unknown'

/** A long-running action's record: Graph's `commsOperation`. */
export interface Operation {
  readonly id: string
  readonly callId: string
  readonly type: OperationType
  readonly status: OperationStatus
  readonly clientContext?: string | undefined
  readonly resultInfo?: ResultInfo | undefined
  readonly completionReason?: CompletionReason | undefined
  /** What playPrompt plays, in order. */
  readonly prompts?: readonly MediaInfo[] | undefined
  /** What sendDtmfTones sends. */
  readonly tones?: readonly Tone[] | undefined
  /** Whether the prompts start again when they are over (beta). */
  readonly loop?: boolean | undefined
}
