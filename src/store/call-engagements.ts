import type { CallActivity, CallEngagement, InCalls } from '../domain/presence/in-calls.js'

const none = { Presenting: 0, InAConferenceCall: 0, InACall: 0 }

const inNone: InCalls = { counts: none, activityIn: () => undefined }

/** Who is in which calls, counted. */
export class CallEngagements {
  #ofUsers = new Map<string, UserEngagements>()

  of(userId: string): InCalls {
    return this.#ofUsers.get(userId) ?? inNone
  }

  all(): CallEngagement[] {
    return Array.from(this.#ofUsers).flatMap(([userId, engagements]) =>
      engagements.all().map(([sessionId, activity]) => ({ userId, sessionId, activity }))
    )
  }

  keep({ userId, sessionId, activity }: CallEngagement): void {
    const engagements = this.#ofUsers.get(userId) ?? new UserEngagements()
    engagements.keep(sessionId, activity)
    if (engagements.isEmpty) this.#ofUsers.delete(userId)
    else this.#ofUsers.set(userId, engagements)
  }
}

class UserEngagements implements InCalls {
  readonly counts: Record<CallActivity, number> = { ...none }
  #sessions = new Map<string, CallActivity>()

  get isEmpty(): boolean {
    return this.#sessions.size === 0
  }

  activityIn(sessionId: string): CallActivity | undefined {
    return this.#sessions.get(sessionId)
  }

  all(): [string, CallActivity][] {
    return Array.from(this.#sessions)
  }

  keep(sessionId: string, activity: CallActivity | undefined): void {
    const before = this.#sessions.get(sessionId)
    if (before !== undefined) this.counts[before]--
    if (activity === undefined) this.#sessions.delete(sessionId)
    else {
      this.#sessions.set(sessionId, activity)
      this.counts[activity]++
    }
  }
}
