import type { InvitationParticipantInfo, MediaInfo } from './call.js'
import type { OperationLeaving } from './commands.js'
import type { ResultInfo } from './result-info.js'
import type { Tone } from './tones.js'

/** Named after the action that leaves it behind. */
export type OperationType = OperationLeaving['type']

export type OperationStatus = 'notStarted' | 'running' | 'completed' | 'failed'
export type CompletionReason =
  | 'completedSuccessfully'
  | 'mediaOperationCanceled'
  | 'unknown'
  | 'operationCanceled'
  | 'stopToneDetected'
  | 'maxRecordDurationReached'
  | 'maxSilenceTimeout'
  | 'initialSilenceTimeout'
  | 'playPromptFailed'

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
  /** Whom invite invited. */
  readonly invited?: readonly InvitationParticipantInfo[] | undefined
  /** Of one participant: which. */
  readonly participantId?: string | undefined
  readonly recording?: Recording | undefined
}

/** What recordResponse is to record, and what there was to record. Times in milliseconds. */
export interface Recording {
  readonly id: string
  readonly location: string
  readonly accessToken: string
  readonly initialSilenceMs: number
  readonly maxSilenceMs: number
  readonly maxDurationMs: number
  readonly playBeep: boolean
  readonly stopTones: readonly Tone[]
  /** When it began, after prompt and beep, in milliseconds since 1970. */
  readonly from?: number | undefined
  readonly lastedMs?: number | undefined
  readonly heard: readonly Heard[]
}

/** A piece of speech in a recording. */
export interface Heard {
  readonly speechId: string
  /** Where in the recording it begins. */
  readonly offsetMs: number
  /** How much of its beginning was missed. */
  readonly skippedMs: number
}
