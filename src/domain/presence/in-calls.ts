import type { PresencePair } from './presence.js'

/** What somebody in a call can be shown as, the most telling first. */
export const callActivities = ['Presenting', 'InAConferenceCall', 'InACall'] as const
export type CallActivity = (typeof callActivities)[number]

/** The calls somebody is in: however many there are, nothing is gone through. */
export interface InCalls {
  /** In how many calls they are shown as what. */
  readonly counts: Readonly<Record<CallActivity, number>>
  /** As what they are shown in one of them; undefined where they are not. */
  activityIn(sessionId: string): CallActivity | undefined
}

/** As what somebody is shown in one more call, or differently in one; no longer when absent. */
export interface CallEngagement {
  readonly userId: string
  readonly sessionId: string
  readonly activity?: CallActivity | undefined
}

export function pairOf(activity: CallActivity): PresencePair {
  return { availability: activity === 'Presenting' ? 'DoNotDisturb' : 'Busy', activity }
}

/** What somebody is shown as, once one of their calls is different. */
export function strongestAfter(
  calls: InCalls,
  { sessionId, activity }: Omit<CallEngagement, 'userId'>
): CallActivity | undefined {
  const before = calls.activityIn(sessionId)
  return callActivities.find(one => calls.counts[one] - (one === before ? 1 : 0) + (one === activity ? 1 : 0) > 0)
}
