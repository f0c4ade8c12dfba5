import { LRUCache } from 'lru-cache'
import type { Call } from '../domain/calls/call.js'
import type { Operation } from '../domain/calls/operations.js'
import type { Conversation, Participant } from '../domain/conversations/conversation.js'
import type { Application, User } from '../domain/directory/directory.js'
import type { Meeting } from '../domain/meetings/meeting.js'
import type { Presence } from '../domain/presence/presence.js'
import type { Outcome, StateReader } from '../domain/state.js'
import type { Subscription } from '../domain/subscriptions/subscription.js'
import type { TenantSeed } from './seed.js'
import { SubscriptionIndex } from './subscription-index.js'

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
  readonly permissionsAsked: boolean
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
  #meetings = new Map<string, Meeting>()
  #presences = new Map<string, Presence>()
  #subscriptions = new SubscriptionIndex()
  /** Meetings by the thread of their chat, and by the digits people type. */
  #meetingNames = new Map<string, string>()

  constructor(seed: TenantSeed, permissionsAsked: boolean) {
    this.tenantId = seed.id
    this.permissionsAsked = permissionsAsked
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
    return this.#meetings.values()
  }

  meetingNamed(name: { threadId: string } | { joinMeetingId: string }): Meeting | undefined {
    const id = this.#meetingNames.get('threadId' in name ? name.threadId : name.joinMeetingId)
    return id === undefined ? undefined : this.#meetings.get(id)
  }

  presence(userId: string): Presence | undefined {
    return this.#presences.get(userId)
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
    if (outcome.meeting) this.#keepMeeting(outcome.meeting)
    if (outcome.application) this.#applications.set(outcome.application.appId, outcome.application)
    if (outcome.presence) this.#presences.set(outcome.presence.userId, outcome.presence)
    if (outcome.subscription) this.#subscriptions.keep(outcome.subscription)
    if (outcome.user) this.#keepUser(outcome.user)
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

  #keepMeeting(meeting: Meeting): void {
    this.#meetings.set(meeting.id, meeting)
    this.#meetingNames.set(meeting.chatInfo.threadId, meeting.id)
    this.#meetingNames.set(meeting.joinMeetingId, meeting.id)
  }
}
