import type { IdentitySet } from '../directory/identity-set.js'

/**
 * A tenant's rule that what a user says is recorded by an application. What a failing recorder does to the user's call
 * or meeting is in the flags. Source: https://learn.microsoft.com/microsoftteams/teams-recording-policy
 */
export interface RecordingPolicy {
  /** The recorder. */
  readonly appId: string
  readonly requiredBeforeCallEstablishment: boolean
  readonly requiredDuringCall: boolean
  readonly requiredBeforeMeetingJoin: boolean
  readonly requiredDuringMeeting: boolean
}

/** What a recorder knows of why it was rung. */
export interface ComplianceRecording {
  /** Those under the policy whom this call serves; the first is whom it was rung for. */
  readonly observed: readonly Observed[]
  /** How many of them it takes, as it said when it answered. */
  readonly capacity: number
  readonly otherSide?: OtherSide | undefined
  readonly isMultiParty: boolean
  readonly policy: RecordingPolicy
  /** The peer-to-peer call that is recorded, when it is one of another application. */
  readonly recordedCallId?: string | undefined
}

export interface Observed {
  readonly userId: string
  readonly participantId: string
  /** Whether they began the call. */
  readonly began: boolean
}

/** With whom the observed one speaks. */
export interface OtherSide {
  readonly identity: IdentitySet
  readonly participantId: string
}
