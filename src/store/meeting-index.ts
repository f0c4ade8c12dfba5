import { type AttendanceReport, reportsKept } from '../domain/meetings/attendance.js'
import { type Meeting, namesOf } from '../domain/meetings/meeting.js'
import { type MeetingName, nameKey } from '../domain/meetings/names.js'

/** Meetings by id and by everything else they are called, with the reports of who attended. */
export class MeetingIndex {
  #meetings = new Map<string, Meeting>()
  /** Ids by name. */
  #names = new Map<string, string>()
  /** By meeting, the newest first. */
  #reports = new Map<string, readonly AttendanceReport[]>()

  get(id: string): Meeting | undefined {
    return this.#meetings.get(id)
  }

  all(): Iterable<Meeting> {
    return this.#meetings.values()
  }

  /** The oldest first. */
  allReports(): AttendanceReport[] {
    return Array.from(this.#reports.values(), reports => [...reports].reverse()).flat()
  }

  named(name: MeetingName): Meeting | undefined {
    return this.#meetings.get(this.#names.get(nameKey(name)) ?? '')
  }

  reports(meetingId: string): readonly AttendanceReport[] {
    return this.#reports.get(meetingId) ?? []
  }

  keep(meeting: Meeting): void {
    if (meeting.deleted) {
      for (const name of namesOf(meeting)) this.#names.delete(name)
      this.#meetings.delete(meeting.id)
      this.#reports.delete(meeting.id)
      return
    }
    const known = this.#meetings.has(meeting.id)
    this.#meetings.set(meeting.id, meeting)
    // Names never change.
    if (!known) for (const name of namesOf(meeting)) this.#names.set(name, meeting.id)
  }

  keepReport(report: AttendanceReport): void {
    this.#reports.set(report.meetingId, [report, ...this.reports(report.meetingId)].slice(0, reportsKept))
  }
}
