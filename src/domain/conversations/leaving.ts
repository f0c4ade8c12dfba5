import type { CallEnding } from '../calls/call-endings.js'
import type { ConversationOutcome, StateReader } from '../state.js'
import { type Conversation, isListed, type Participant } from './conversation.js'
import type { ConversationEvent } from './events.js'
import { changeRoster } from './roster.js'

export interface Leaving {
  /** Why, as a delta roster tells it. */
  readonly reason: 'left' | 'removed'
  /** How the call of an application ends that is sent away. */
  readonly ending?: CallEnding
}

/** Somebody is no longer in the conversation, or no longer waits for it. */
export function leave(
  state: StateReader,
  conversation: Conversation,
  { id }: Participant,
  { reason, ending }: Leaving
): ConversationOutcome {
  const participant = state.participant(conversation.id, id)
  if (participant === undefined) return { conversation, events: [] }
  const gone: Participant = { ...participant, presence: 'left', removedReason: reason }
  const sharing = conversation.contentSharing.filter(({ presenterId }) => presenterId !== id)
  return forgetIfOver(
    state,
    changeRoster(state, {
      conversation: { ...conversation, contentSharing: sharing },
      participants: [gone],
      events: [leaves(gone, ending)]
    })
  )
}

/** An application's call is over: the conversation goes on without it. */
export function legEnds(
  state: StateReader,
  conversation: Conversation,
  { callId, participantId }: { callId: string; participantId: string }
): ConversationOutcome {
  const without = { ...conversation, legs: conversation.legs.filter(id => id !== callId) }
  const participant = state.participant(conversation.id, participantId)
  if (participant === undefined) return forgetIfOver(state, { conversation: without, events: [] })
  return leave(state, without, participant, { reason: 'left' })
}

/** Everybody is sent away at once. */
export function conversationEnds(
  state: StateReader,
  conversation: Conversation,
  ending: CallEnding
): ConversationOutcome {
  const gone = stillThere(state, conversation)
  const over = { ...conversation, over: true }
  return {
    conversation: over,
    participants: gone,
    ...meetingIsOver(state, over),
    events: [
      ...gone.map(participant => leaves(participant, ending)),
      { type: 'conversationEnded', conversationId: conversation.id, conversation: over, ending }
    ],
    deadlines: [{ change: 'cancelAll', of: conversation.id }]
  }
}

/** A group call is over without its applications, a meeting once nobody at all is left. */
function forgetIfOver(state: StateReader, outcome: ConversationOutcome): ConversationOutcome {
  const { conversation, participants: touched = [] } = outcome
  if (conversation.legs.length > 0) return outcome
  if (conversation.kind === 'meeting' && somebodyListed(state, conversation, touched)) return outcome
  const over = { ...conversation, over: true }
  // A group call without applications goes on where nobody here looks.
  const unseen = stillThere(state, conversation, touched)
  return {
    ...outcome,
    ...meetingIsOver(state, over),
    conversation: over,
    participants: [...touched, ...unseen],
    events: [
      ...outcome.events,
      ...unseen.map(participant => leaves(participant, undefined)),
      { type: 'conversationEnded', conversationId: conversation.id, conversation: over, ending: 'allOthersLeft' }
    ],
    deadlines: [...(outcome.deadlines ?? []), { change: 'cancelAll', of: conversation.id }]
  }
}

/** Everybody of a conversation that is over, but for those who have just left it, as they leave. */
function stillThere(state: StateReader, { id }: Conversation, touched: readonly Participant[] = []): Participant[] {
  return Array.from(state.participants(id)).flatMap((participant): Participant[] =>
    touched.some(one => one.id === participant.id && one.presence === 'left')
      ? []
      : [{ ...participant, presence: 'left', removedReason: 'left' }]
  )
}

function leaves(participant: Participant, ending: CallEnding | undefined): ConversationEvent {
  return { type: 'participantLeft', conversationId: participant.conversationId, participant, ending }
}

function somebodyListed(state: StateReader, { id }: Conversation, touched: readonly Participant[]): boolean {
  for (const participant of state.participants(id)) {
    const now = touched.find(one => one.id === participant.id) ?? participant
    if (isListed(now)) return true
  }
  return false
}

function meetingIsOver(state: StateReader, { meetingId }: Conversation): Pick<ConversationOutcome, 'meeting'> {
  const meeting = meetingId === undefined ? undefined : state.meeting(meetingId)
  return meeting === undefined ? {} : { meeting: { ...meeting, conversationId: undefined } }
}

/**
 * How a call of an application ends that is left without company; undefined while somebody whom users can see is
 * there or rung.
 */
export function loneliness(
  state: StateReader,
  conversation: Conversation,
  participantId: string
): CallEnding | undefined {
  const self = state.participant(conversation.id, participantId)
  for (const { id, presence, hidden } of state.participants(conversation.id)) {
    if (id !== participantId && !hidden && (presence === 'present' || presence === 'ringing')) return undefined
  }
  if (self?.hidden) return 'onlyHiddenLeft'
  return conversation.metSomebody ? 'allOthersLeft' : 'nobodyJoined'
}
