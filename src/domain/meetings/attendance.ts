import type { Session } from '../call-records/call-record.js'
import { type IdentitySet, isBot, partyOf } from '../directory/identity-set.js'

export interface AttendanceInterval {
  /** Milliseconds since 1970. */
  readonly joinedAt: number
  readonly leftAt: number
}

/** How long somebody was there. Graph's `attendanceRecord`. */
export interface AttendanceRecord {
  /** That of the one who attended. */
  readonly id: string
  readonly identity: IdentitySet
  readonly role: 'Organizer' | 'Presenter' | 'Attendee'
  readonly intervals: readonly AttendanceInterval[]
}

/** Who was in a meeting, from when it began to when it ended; each time it is held has its own. */
export interface AttendanceReport {
  readonly id: string
  readonly meetingId: string
  readonly startedAt: number
  readonly endedAt: number
  readonly records: readonly AttendanceRecord[]
}

/** How many reports of a meeting can be read, the newest. Source: https://learn.microsoft.com/graph/api/meetingattendancereport-list */
export const reportsKept = 50

const roles = { organizer: 'Organizer', presenter: 'Presenter', attendee: 'Attendee' } as const

/** The attendance of those who were there: not of bots, nor of those who only waited in the lobby. Guesses, both. */
export function attendanceOf(sessions: readonly Session[]): AttendanceRecord[] {
  const records = new Map<string, AttendanceRecord>()
  for (const { caller: identity, role, joinedAt, leftAt, failure } of sessions) {
    const party = partyOf(identity)
    if (party === undefined || isBot(identity) || failure !== undefined) continue
    const before = records.get(party.id)?.intervals ?? []
    records.set(party.id, {
      id: party.id,
      identity,
      role: roles[role],
      intervals: merged([...before, { joinedAt, leftAt }])
    })
  }
  return Array.from(records.values())
}

/** Whole seconds, rounded down for each interval. */
export function secondsOf({ joinedAt, leftAt }: AttendanceInterval): number {
  return Math.floor((leftAt - joinedAt) / 1_000)
}

/** Somebody on two devices is there once; a guess. */
function merged(intervals: readonly AttendanceInterval[]): AttendanceInterval[] {
  const ordered = [...intervals].sort((a, b) => a.joinedAt - b.joinedAt)
  const whole: AttendanceInterval[] = []
  for (const interval of ordered) {
    const last = whole.at(-1)
    if (last === undefined || interval.joinedAt > last.leftAt) whole.push(interval)
    else whole[whole.length - 1] = { ...last, leftAt: Math.max(last.leftAt, interval.leftAt) }
  }
  return whole
}
