import type { Artifact } from './artifacts/artifact.js'
import type { ArtifactCommand, ArtifactEvent } from './artifacts/commands.js'
import type { CallRecord, Session } from './call-records/call-record.js'
import type { CallRecordCommand, CallRecordEvent } from './call-records/commands.js'
import type { Call } from './calls/call.js'
import type { CallCommand, CreateCall, FarEndCalls, OperationLeaving, RingApplication } from './calls/commands.js'
import type { CallEvent } from './calls/events.js'
import type { Operation } from './calls/operations.js'
import type { ComplianceCommand } from './compliance/commands.js'
import type { ConversationCommand } from './conversations/commands.js'
import type { Conversation, Participant } from './conversations/conversation.js'
import type { ConversationEvent } from './conversations/events.js'
import type { DeadlineChange } from './deadlines.js'
import type { DirectoryCommand, DirectoryEvent } from './directory/commands.js'
import type { Application, User } from './directory/directory.js'
import type { AttendanceReport } from './meetings/attendance.js'
import type { MeetingCommand, MeetingEvent } from './meetings/commands.js'
import type { Meeting } from './meetings/meeting.js'
import type { MeetingName } from './meetings/names.js'
import type { Question, QuestionCommand, QuestionEvent } from './meetings/questions.js'
import type { PresenceCommand, PresenceEvent } from './presence/commands.js'
import type { CallEngagement, InCalls } from './presence/in-calls.js'
import type { Presence } from './presence/presence.js'
import type { Settings } from './settings.js'
import type { SubscriptionCommand, SubscriptionEvent } from './subscriptions/commands.js'
import type { Subscription } from './subscriptions/subscription.js'

/** Who is in the tenant. Ids are compared in lower case. */
export interface DirectoryReader {
  readonly tenantId: string
  user(id: string): User | undefined
  userByAddress(userPrincipalName: string): User | undefined
  users(): Iterable<User>
  application(appId: string): Application | undefined
  applications(): Iterable<Application>
}

/** A tenant's world as a decision sees it. */
export interface StateReader extends DirectoryReader {
  readonly settings: Settings
  /** A call that lives. */
  call(id: string): Call | undefined
  calls(): Iterable<Call>
  operation(callId: string, operationId: string): Operation | undefined
  /** A conversation that somebody is in. */
  conversation(id: string): Conversation | undefined
  participant(conversationId: string, participantId: string): Participant | undefined
  /** Those in a conversation, those in its lobby and those who are rung, in the order of their coming. */
  participants(conversationId: string): Iterable<Participant>
  meeting(id: string): Meeting | undefined
  /** Nothing is known of somebody who has never signed in. */
  presence(userId: string): Presence | undefined
  inCalls(userId: string): InCalls
  /** One that has not ended. */
  subscription(id: string): Subscription | undefined
  /** Those that share a claim, in the order they were made. */
  subscriptionsUnder(claim: string): Subscription[]
  /** How many share a claim. */
  subscriptionsClaiming(claim: string): number
  meetingNamed(name: MeetingName): Meeting | undefined
  /** What was asked beside a meeting. */
  question(id: string): Question | undefined
  /** What has ended in a conversation that has not been put on record yet. */
  sessions(conversationId: string): readonly Session[]
  /** Also one that cannot be read yet. */
  callRecord(id: string): CallRecord | undefined
  /** What is being recorded or transcribed in a conversation or a call. */
  runningArtifacts(of: string): readonly Artifact[]
  /** By which the phones of the tenant are reached; Microsoft when undefined. */
  readonly trunk: string | undefined
}

export type Command =
  | CreateCall
  | FarEndCalls
  | RingApplication
  | CallCommand
  | ConversationCommand
  | MeetingCommand
  | ComplianceCommand
  | DirectoryCommand
  | PresenceCommand
  | SubscriptionCommand
  | CallRecordCommand
  | ArtifactCommand
  | QuestionCommand

export type Event =
  | CallEvent
  | ConversationEvent
  | MeetingEvent
  | DirectoryEvent
  | PresenceEvent
  | SubscriptionEvent
  | CallRecordEvent
  | ArtifactEvent
  | QuestionEvent

/** What a command comes to: every entity it touched, as it is now, and what happened. */
export interface Outcome {
  readonly call?: Call
  /** Others it touched on the way. */
  readonly calls?: readonly Call[]
  readonly operations?: readonly Operation[]
  readonly conversation?: Conversation
  readonly participants?: readonly Participant[]
  readonly meeting?: Meeting
  readonly application?: Application
  readonly user?: User
  readonly presence?: Presence
  readonly engagement?: CallEngagement
  readonly subscription?: Subscription
  /** One more that has ended in a conversation. */
  readonly session?: Session & { readonly conversationId: string }
  /** The conversation whose sessions are on record now. */
  readonly concluded?: string
  readonly callRecord?: CallRecord
  readonly callRecords?: readonly CallRecord[]
  readonly attendanceReport?: AttendanceReport
  readonly artifact?: Artifact
  readonly question?: Question
  readonly events: readonly Event[]
  readonly deadlines?: readonly DeadlineChange[]
}

/** What a command to a call comes to. */
export interface CallOutcome extends Outcome {
  readonly call: Call
}

/** What an action that leaves an operation behind comes to. */
export interface OperationOutcome extends CallOutcome {
  readonly operation: Operation
}

export interface ConversationOutcome extends Outcome {
  readonly conversation: Conversation
}

export interface MeetingOutcome extends Outcome {
  readonly meeting: Meeting
}

export interface PresenceOutcome extends Outcome {
  readonly presence: Presence
}

export interface SubscriptionOutcome extends Outcome {
  readonly subscription: Subscription
  readonly events: readonly SubscriptionEvent[]
}

/** Which outcome which command has. */
export type OutcomeOf<C extends Command> = C extends OperationLeaving
  ? OperationOutcome
  : C extends DirectoryCommand | CallRecordCommand | ArtifactCommand | QuestionCommand
    ? Outcome
    : C extends MeetingCommand
      ? MeetingOutcome
      : C extends ConversationCommand
        ? ConversationOutcome
        : C extends PresenceCommand
          ? PresenceOutcome
          : C extends SubscriptionCommand
            ? SubscriptionOutcome
            : CallOutcome
