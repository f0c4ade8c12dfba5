import type { Call, ParticipantInfo } from '../calls/call.js'
import { terminate } from '../calls/ending.js'
import type { CallEvent } from '../calls/events.js'
import { callLimits } from '../calls/limits.js'
import { cancel, type DeadlineChange, expiry } from '../deadlines.js'
import type { IdentitySet } from '../directory/identity-set.js'
import type { Meeting } from '../meetings/meeting.js'
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
  const waits = meeting !== undefined && invited === undefined && mustWait(meeting, call)
  const established: Call = { ...call, state: 'established' }
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
  const participant: Participant = { ...entering.participant, streams: opened.streams }
  const waits = participant.presence === 'lobby'
  const alone = !waits && !hasOthers(state, conversation, participant.id)
  const settled = settle(state, participant, undefined)
  const joined: ConversationEvent = {
    type: waits ? 'participantWaiting' : 'participantJoined',
    conversationId: conversation.id,
    participant
  }
  const deadlines: DeadlineChange[] = waits ? [lobbyDeadline(participant, at)] : []
  const changed = changeRoster(state, {
    conversation: { ...opened.conversation, metSomebody: conversation.metSomebody || !(alone || waits) },
    participants: [participant],
    ...(call && { calls: [call], newcomers: [call.id] }),
    events: [...events, joined, ...settled.events]
  })
  return { ...changed, operations: settled.operations, deadlines: [...deadlines, ...noLongerRung(participant)] }
}

/** Those who waited in the lobby are let in; an application among them hears from now on. */
export function admit(
  state: StateReader,
  conversation: Conversation,
  waiting: readonly Participant[]
): ConversationOutcome {
  const participants = waiting.map((participant): Participant => ({ ...participant, presence: 'present' }))
  const calls = participants.flatMap(({ callId }): Call[] => {
    const call = callId === undefined ? undefined : state.call(callId)
    return call === undefined ? [] : [{ ...call, audioActive: true }]
  })
  const others = participants.length > 1 || participants.some(({ id }) => hasOthers(state, conversation, id))
  const changed = changeRoster(state, {
    conversation: { ...conversation, metSomebody: conversation.metSomebody || others },
    participants,
    calls,
    newcomers: calls.map(({ id }) => id),
    events: [
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

/** Whether somebody has to wait until they are let in. Guess, where a meeting's settings do not say. */
export function mustWait(meeting: Meeting, { source, bypassesLobby }: Pick<Call, 'source'> & Partial<Call>): boolean {
  if (bypassesLobby) return false
  switch (meeting.lobbyBypassScope) {
    case 'everyone':
      return false
    case 'organization':
      return source.identity.guest !== undefined || source.identity.phone !== undefined
    case 'organizer':
      return source.identity.user?.id !== meeting.organizer.user?.id || source.identity.user === undefined
  }
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
  const waits = meeting !== undefined && mustWait(meeting, { source: newcomer.info })
  return enter(state, conversation, {
    participant: { ...newcomer, presence: waits ? 'lobby' : 'present', role: roleOf(identity, meeting) },
    modalities: ['audio'],
    at
  })
}

function roleOf({ user }: IdentitySet, meeting: Meeting | undefined): Participant['role'] {
  if (user === undefined) return 'attendee'
  return user.id === meeting?.organizer.user?.id ? 'organizer' : 'presenter'
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
