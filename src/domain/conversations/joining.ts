import type { Call, ParticipantInfo } from '../calls/call.js'
import { terminate } from '../calls/ending.js'
import type { CallEvent } from '../calls/events.js'
import { callLimits } from '../calls/limits.js'
import { cancel, type DeadlineChange, expiry } from '../deadlines.js'
import type { IdentitySet } from '../directory/identity-set.js'
import { type Meeting, mustWait, roleIn } from '../meetings/meeting.js'
import type { CallOutcome, ConversationOutcome, StateReader } from '../state.js'
import { type Conversation, isThere, type Participant } from './conversation.js'
import type { ConversationEvent } from './events.js'
import { noLongerRung, settle } from './invitations.js'
import { changeRoster } from './roster.js'
import { openStreams } from './streams.js'

/** An application's call is up: it is in its conversation, or in the lobby of it. */
export function legJoins(state: StateReader, call: Call & { conversationId: string }, at: number): CallOutcome {
  const conversation = state.conversation(call.conversationId)
  if (conversation === undefined) return terminate(call, 'joinFailed', 'service')
  const meeting = meetingOf(state, conversation)
  const invited = state.participant(conversation.id, call.myParticipantId)
  if (meeting?.locked && invited === undefined) return terminate(call, 'meetingLocked', 'service')
  const { identity } = legInfo(call)
  const waits = meeting !== undefined && invited === undefined && !call.bypassesLobby && mustWait(meeting, identity)
  const established: Call = { ...call, state: 'established', connectedAt: at }
  const now: Call = waits ? established : { ...established, audioActive: true }
  const events: CallEvent[] = [{ type: 'callEstablished', callId: call.id, call: established }]
  if (!waits) events.push({ type: 'audioActivated', callId: call.id, call: now })
  const outcome = enter(state, conversation, {
    participant: {
      ...newParticipant(call.myParticipantId, conversation.id, legInfo(call)),
      callId: call.id,
      presence: waits ? 'lobby' : 'present',
      role: 'attendee',
      hidden: call.recording !== undefined || undefined,
      invitedBy: invited?.invitedBy
    },
    modalities: call.requestedModalities,
    at,
    call: now,
    events
  })
  return { ...outcome, call: now }
}

export interface Entering {
  readonly participant: Participant
  readonly modalities: Call['requestedModalities']
  readonly at: number
  /** Of an application that enters. */
  readonly call?: Call
  readonly events?: readonly CallEvent[]
}

/** Somebody comes in, or into the lobby; whoever rang them is told. */
export function enter(state: StateReader, conversation: Conversation, entering: Entering): ConversationOutcome {
  const { modalities, at, call, events = [] } = entering
  const opened = openStreams(conversation, modalities)
  const waits = entering.participant.presence === 'lobby'
  const joinedAt = waits ? undefined : at
  const participant: Participant = {
    ...entering.participant,
    streams: opened.streams,
    joinedAt,
    meetingId: conversation.meetingId
  }
  const alone = !waits && !hasOthers(state, conversation, participant.id)
  const settled = settle(state, participant, undefined)
  const joined: ConversationEvent = {
    type: waits ? 'participantWaiting' : 'participantJoined',
    conversationId: conversation.id,
    participant
  }
  const started = waits
    ? { conversation: opened.conversation, events: [] }
    : withSomebody({ ...opened.conversation, metSomebody: conversation.metSomebody || !alone }, at)
  const deadlines: DeadlineChange[] = waits ? [lobbyDeadline(participant, at)] : []
  const changed = changeRoster(state, {
    conversation: started.conversation,
    participants: [participant],
    ...(call && { calls: [call], newcomers: [call.id] }),
    events: [...events, ...started.events, joined, ...settled.events]
  })
  return { ...changed, operations: settled.operations, deadlines: [...deadlines, ...noLongerRung(participant)] }
}

/** Those who waited in the lobby are let in; an application among them hears from now on. */
export function admit(
  state: StateReader,
  conversation: Conversation,
  waiting: readonly Participant[],
  at: number
): ConversationOutcome {
  const participants = waiting.map(
    (participant): Participant => ({ ...participant, presence: 'present', joinedAt: at })
  )
  const calls = participants.flatMap(({ callId }): Call[] => {
    const call = callId === undefined ? undefined : state.call(callId)
    return call === undefined ? [] : [{ ...call, audioActive: true }]
  })
  const others = participants.length > 1 || participants.some(({ id }) => hasOthers(state, conversation, id))
  const started = withSomebody({ ...conversation, metSomebody: conversation.metSomebody || others }, at)
  const changed = changeRoster(state, {
    conversation: started.conversation,
    participants,
    calls,
    newcomers: calls.map(({ id }) => id),
    events: [
      ...started.events,
      ...calls.map(call => ({ type: 'audioActivated' as const, callId: call.id, call })),
      ...participants.map(participant => ({
        type: 'participantJoined' as const,
        conversationId: conversation.id,
        participant
      }))
    ]
  })
  return { ...changed, calls, deadlines: participants.map(({ id }) => cancel(conversation, `lobby ${id}`)) }
}

/** A conversation that somebody is in; with the first of them it begins. */
function withSomebody(
  conversation: Conversation,
  at: number
): { conversation: Conversation; events: ConversationEvent[] } {
  if (conversation.startedAt !== undefined) return { conversation, events: [] }
  const started = { ...conversation, startedAt: at }
  const event = { type: 'conversationStarted', conversationId: conversation.id, conversation: started } as const
  return { conversation: started, events: [event] }
}

export function meetingOf(state: StateReader, { meetingId }: Conversation): Meeting | undefined {
  return meetingId === undefined ? undefined : state.meeting(meetingId)
}

/** Somebody as they come: nothing muted, nothing on hold, no streams yet. */
export function newParticipant(
  id: string,
  conversationId: string,
  info: Omit<ParticipantInfo, 'participantId'>
): Participant {
  return {
    id,
    conversationId,
    presence: 'present',
    info: { ...info, participantId: id },
    role: 'presenter',
    muted: false,
    serverMuted: false,
    onHold: false,
    streams: [],
    rosterSequence: 0
  }
}

/** A person comes, through the lobby if the meeting says so. */
export function personEnters(
  state: StateReader,
  conversation: Conversation,
  meeting: Meeting | undefined,
  { participantId, identity, at }: { participantId: string; identity: IdentitySet; at: number }
): ConversationOutcome {
  const newcomer = newParticipant(participantId, conversation.id, personInfo(identity))
  const waits = meeting !== undefined && mustWait(meeting, identity)
  return enter(state, conversation, {
    participant: {
      ...newcomer,
      presence: waits ? 'lobby' : 'present',
      role: meeting === undefined ? (identity.user ? 'presenter' : 'attendee') : roleIn(meeting, identity)
    },
    modalities: ['audio'],
    at
  })
}

export function personInfo(identity: IdentitySet): ParticipantInfo {
  return { identity, endpointType: 'default', languageId: 'en-US', region: 'amer' }
}

function legInfo({ source, targets, direction }: Call): ParticipantInfo {
  const identity = direction === 'incoming' ? (targets[0]?.identity ?? {}) : source.identity
  return { identity, endpointType: 'default' }
}

function lobbyDeadline({ id, conversationId }: Participant, at: number): DeadlineChange {
  const due = at + callLimits.lobby
  return expiry(`lobby ${id}`, due, { type: 'lobbyTimesOut', conversationId, participantId: id })
}

function hasOthers(state: StateReader, { id }: Conversation, participantId: string): boolean {
  for (const other of state.participants(id)) if (other.id !== participantId && isThere(other)) return true
  return false
}
