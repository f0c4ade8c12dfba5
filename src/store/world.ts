import type { Artifact } from '../domain/artifacts/artifact.js'
import type { CallRecord, Session } from '../domain/call-records/call-record.js'
import type { Call } from '../domain/calls/call.js'
import type { Operation } from '../domain/calls/operations.js'
import type { Conversation, Participant } from '../domain/conversations/conversation.js'
import type { Application, User } from '../domain/directory/directory.js'
import type { AttendanceReport } from '../domain/meetings/attendance.js'
import type { Meeting } from '../domain/meetings/meeting.js'
import type { Question } from '../domain/meetings/questions.js'
import type { CallEngagement } from '../domain/presence/in-calls.js'
import type { Presence } from '../domain/presence/presence.js'
import type { Subscription } from '../domain/subscriptions/subscription.js'

/** Everything there is in a tenant, as plain data: what is left out when it is written as JSON is undefined anyway. */
export interface World {
  readonly users: readonly User[]
  readonly applications: readonly Application[]
  readonly calls: readonly Call[]
  readonly operations: readonly Operation[]
  readonly conversations: readonly Conversation[]
  readonly participants: readonly Participant[]
  /** What has ended in conversations that go on. */
  readonly sessions: readonly (Session & { readonly conversationId: string })[]
  readonly meetings: readonly Meeting[]
  /** The oldest first. */
  readonly attendanceReports: readonly AttendanceReport[]
  readonly presences: readonly Presence[]
  readonly engagements: readonly CallEngagement[]
  readonly subscriptions: readonly Subscription[]
  readonly callRecords: readonly CallRecord[]
  /** Those that are finished in the order in which they were, then those that are being made. */
  readonly artifacts: readonly Artifact[]
  readonly questions: readonly Question[]
}
