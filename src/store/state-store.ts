import { LRUCache } from 'lru-cache'
import type { Artifact } from '../domain/artifacts/artifact.js'
import type { CallRecord, Session } from '../domain/call-records/call-record.js'
import type { Call } from '../domain/calls/call.js'
import type { Operation } from '../domain/calls/operations.js'
import type { Conversation, Participant } from '../domain/conversations/conversation.js'
import type { Application, User } from '../domain/directory/directory.js'
import type { AttendanceReport } from '../domain/meetings/attendance.js'
import type { Meeting } from '../domain/meetings/meeting.js'
import type { MeetingName } from '../domain/meetings/names.js'
import type { Question } from '../domain/meetings/questions.js'
import type { InCalls } from '../domain/presence/in-calls.js'
import type { Presence } from '../domain/presence/presence.js'
import type { Settings } from '../domain/settings.js'
import type { Outcome, StateReader } from '../domain/state.js'
import type { Subscription } from '../domain/subscriptions/subscription.js'
import { ArtifactIndex } from './artifact-index.js'
import { CallEngagements } from './call-engagements.js'
import { CallRecordIndex } from './call-record-index.js'
import { MeetingIndex } from './meeting-index.js'
import type { TenantSeed } from './seed.js'
import { SubscriptionIndex } from './subscription-index.js'
import type { World } from './world.js'

/** A call that is over, with what it left: for the far end's view only, since Graph no longer knows it. */
export interface EndedCall {
  readonly call: Call
  readonly operations: readonly Operation[]
}

/** How many ended calls are remembered. */
const remembered = 500

/** One tenant's world in memory. Only stores: which change is right was decided before it comes here. */
export class StateStore implements StateReader {
  readonly tenantId: string
  readonly domain: string
  readonly settings: Settings
  readonly trunk: string | undefined
  readonly transcriptAccess: boolean
  readonly ended = new LRUCache<string, EndedCall>({ max: remembered })
  #users = new Map<string, User>()
  /** By address, in lower case. */
  #addresses = new Map<string, string>()
  #applications: Map<string, Application>
  #calls = new Map<string, Call>()
  #callCounts = new Map<string, number>()
  #operations = new Map<string, Map<string, Operation>>()
  #conversations = new Map<string, Conversation>()
  #participants = new Map<string, Map<string, Participant>>()
  #meetings = new MeetingIndex()
  /** What has ended in conversations that go on. */
  #sessions = new Map<string, Session[]>()
  #engagements = new CallEngagements()
  #presences = new Map<string, Presence>()
  #subscriptions = new SubscriptionIndex()
  #questions = new Map<string, Question>()
  readonly callRecords = new CallRecordIndex()
  readonly artifacts = new ArtifactIndex()

  constructor(seed: TenantSeed, settings: Settings) {
    this.tenantId = seed.id
    this.settings = settings
    this.trunk = seed.trunk
    this.transcriptAccess = seed.transcriptAccess ?? true
    this.domain = seed.domain
    for (const user of seed.users) this.#keepUser(user)
    this.#applications = new Map(seed.applications.map(application => [application.appId, application]))
  }

  user(id: string): User | undefined {
    return this.#users.get(id)
  }

  userByAddress(userPrincipalName: string): User | undefined {
    return this.#users.get(this.#addresses.get(userPrincipalName.toLowerCase()) ?? '')
  }

  users(): Iterable<User> {
    return this.#users.values()
  }

  application(appId: string): Application | undefined {
    return this.#applications.get(appId)
  }

  applications(): Iterable<Application> {
    return this.#applications.values()
  }

  call(id: string): Call | undefined {
    return this.#calls.get(id)
  }

  /** How many live calls an application has. */
  callCount(appId: string): number {
    return this.#callCounts.get(appId) ?? 0
  }

  calls(): Iterable<Call> {
    return this.#calls.values()
  }

  operation(callId: string, operationId: string): Operation | undefined {
    return this.#operations.get(callId)?.get(operationId)
  }

  operations(callId: string): Operation[] {
    return Array.from(this.#operations.get(callId)?.values() ?? [])
  }

  conversation(id: string): Conversation | undefined {
    return this.#conversations.get(id)
  }

  conversations(): Iterable<Conversation> {
    return this.#conversations.values()
  }

  participant(conversationId: string, participantId: string): Participant | undefined {
    return this.#participants.get(conversationId)?.get(participantId)
  }

  participants(conversationId: string): Iterable<Participant> {
    return this.#participants.get(conversationId)?.values() ?? []
  }

  meeting(id: string): Meeting | undefined {
    return this.#meetings.get(id)
  }

  meetings(): Iterable<Meeting> {
    return this.#meetings.all()
  }

  meetingNamed(name: MeetingName): Meeting | undefined {
    return this.#meetings.named(name)
  }

  /** Each time a meeting was held, the newest first. */
  attendanceReports(meetingId: string): readonly AttendanceReport[] {
    return this.#meetings.reports(meetingId)
  }

  question(id: string): Question | undefined {
    return this.#questions.get(id)
  }

  questions(): Iterable<Question> {
    return this.#questions.values()
  }

  sessions(conversationId: string): readonly Session[] {
    return this.#sessions.get(conversationId) ?? []
  }

  callRecord(id: string): CallRecord | undefined {
    return this.callRecords.get(id)
  }

  runningArtifacts(of: string): readonly Artifact[] {
    return this.artifacts.running(of)
  }

  presence(userId: string): Presence | undefined {
    return this.#presences.get(userId)
  }

  inCalls(userId: string): InCalls {
    return this.#engagements.of(userId)
  }

  subscription(id: string): Subscription | undefined {
    return this.#subscriptions.get(id)
  }

  subscriptionsClaiming(claim: string): number {
    return this.#subscriptions.claiming(claim).size
  }

  subscriptionsUnder(claim: string): Subscription[] {
    return Array.from(this.#subscriptions.claiming(claim)).flatMap(id => this.#subscriptions.get(id) ?? [])
  }

  /** Those that listen to a topic. */
  listeners(topic: string): Iterable<Subscription> {
    return this.#subscriptions.listeners(topic)
  }

  /** Takes over what an outcome names, and nothing else: as cheap with a hundred thousand live calls as with ten. */
  commit(outcome: Outcome): void {
    for (const operation of outcome.operations ?? []) this.#keepOperation(operation)
    for (const participant of outcome.participants ?? []) this.#keepParticipant(participant)
    for (const call of outcome.calls ?? []) this.#keepCall(call)
    if (outcome.call) this.#keepCall(outcome.call)
    if (outcome.conversation) this.#keepConversation(outcome.conversation)
    if (outcome.meeting) this.#meetings.keep(outcome.meeting)
    if (outcome.attendanceReport) this.#meetings.keepReport(outcome.attendanceReport)
    if (outcome.session) this.#keepSession(outcome.session)
    if (outcome.concluded) this.#sessions.delete(outcome.concluded)
    if (outcome.callRecord) this.callRecords.keep(outcome.callRecord)
    for (const record of outcome.callRecords ?? []) this.callRecords.keep(record)
    if (outcome.question) this.#questions.set(outcome.question.id, outcome.question)
    if (outcome.artifact) this.artifacts.keep(outcome.artifact)
    if (outcome.application) this.#applications.set(outcome.application.appId, outcome.application)
    if (outcome.engagement) this.#engagements.keep(outcome.engagement)
    if (outcome.presence) this.#presences.set(outcome.presence.userId, outcome.presence)
    if (outcome.subscription) this.#subscriptions.keep(outcome.subscription)
    if (outcome.user) this.#keepUser(outcome.user)
  }

  /** Everything there is, to be taken in again by {@link load}. */
  world(): World {
    const perConversation = Array.from(this.#sessions)
    return {
      users: Array.from(this.#users.values()),
      applications: Array.from(this.#applications.values()),
      calls: Array.from(this.#calls.values()),
      operations: Array.from(this.#operations.values()).flatMap(operations => Array.from(operations.values())),
      conversations: Array.from(this.#conversations.values()),
      participants: Array.from(this.#participants.values()).flatMap(there => Array.from(there.values())),
      sessions: perConversation.flatMap(([conversationId, ended]) => ended.map(one => ({ conversationId, ...one }))),
      meetings: Array.from(this.#meetings.all()),
      attendanceReports: this.#meetings.allReports(),
      presences: Array.from(this.#presences.values()),
      engagements: this.#engagements.all(),
      subscriptions: Array.from(this.#subscriptions.all()),
      callRecords: Array.from(this.callRecords.all()),
      artifacts: this.artifacts.all(),
      questions: Array.from(this.#questions.values())
    }
  }

  /** Takes in everything, into a store that holds no more than its seed. */
  load(world: World): void {
    for (const meeting of world.meetings) this.#meetings.keep(meeting)
    for (const conversation of world.conversations) this.#keepConversation(conversation)
    for (const report of world.attendanceReports) this.#meetings.keepReport(report)
    for (const session of world.sessions) this.#keepSession(session)
    for (const user of world.users) this.commit({ user, events: [] })
    for (const application of world.applications) this.commit({ application, events: [] })
    for (const presence of world.presences) this.commit({ presence, events: [] })
    for (const engagement of world.engagements) this.commit({ engagement, events: [] })
    for (const subscription of world.subscriptions) this.commit({ subscription, events: [] })
    for (const artifact of world.artifacts) this.commit({ artifact, events: [] })
    for (const question of world.questions) this.commit({ question, events: [] })
    const { calls, operations, participants, callRecords } = world
    this.commit({ calls, operations, participants, callRecords, events: [] })
  }

  #keepUser(user: User): void {
    this.#users.set(user.id, user)
    this.#addresses.set(user.userPrincipalName.toLowerCase(), user.id)
  }

  #keepCall(call: Call): void {
    if (!this.#calls.has(call.id)) this.#countCall(call, 1)
    if (call.state !== 'terminated') {
      this.#calls.set(call.id, call)
      return
    }
    this.#countCall(call, -1)
    this.ended.set(call.id, { call, operations: this.operations(call.id) })
    this.#calls.delete(call.id)
    this.#operations.delete(call.id)
  }

  #countCall({ appId }: Call, by: 1 | -1): void {
    this.#callCounts.set(appId, this.callCount(appId) + by)
  }

  #keepOperation(operation: Operation): void {
    const ofCall = this.#operations.get(operation.callId)
    if (ofCall !== undefined) ofCall.set(operation.id, operation)
    else this.#operations.set(operation.callId, new Map([[operation.id, operation]]))
  }

  #keepParticipant(participant: Participant): void {
    const there = this.#participants.get(participant.conversationId)
    if (participant.presence === 'left') there?.delete(participant.id)
    else if (there !== undefined) there.set(participant.id, participant)
    else this.#participants.set(participant.conversationId, new Map([[participant.id, participant]]))
  }

  #keepConversation(conversation: Conversation): void {
    if (!conversation.over) {
      this.#conversations.set(conversation.id, conversation)
      return
    }
    this.#conversations.delete(conversation.id)
    this.#participants.delete(conversation.id)
  }

  #keepSession({ conversationId, ...session }: Session & { conversationId: string }): void {
    const ended = this.#sessions.get(conversationId)
    if (ended === undefined) this.#sessions.set(conversationId, [session])
    else ended.push(session)
  }
}
