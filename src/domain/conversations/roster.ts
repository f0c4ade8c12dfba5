import type { Call } from '../calls/call.js'
import type { CallEvent } from '../calls/events.js'
import type { ConversationOutcome, Event, StateReader } from '../state.js'
import { type Conversation, isListed, type Participant } from './conversation.js'

/** What one command does to those in a conversation. */
export interface RosterChange {
  readonly conversation: Conversation
  /** Everybody who is touched, as they are now. */
  readonly participants: readonly Participant[]
  /** Calls of the conversation that the same command changes, as they are now. */
  readonly calls?: readonly Call[]
  /** Calls that come to know the whole roster by this. */
  readonly newcomers?: readonly string[]
  /** What happened, to be told before the roster is. */
  readonly events?: readonly Event[]
}

type RosterOutcome = Required<Pick<ConversationOutcome, 'conversation' | 'participants' | 'events'>>

/** Numbers the change, and tells each application in the conversation that may know of it. */
export function changeRoster(state: StateReader, change: RosterChange): RosterOutcome {
  const { conversation, participants, events = [] } = change
  const rosterSequence = conversation.rosterSequence + 1
  const touched = participants.map(participant => ({ ...participant, rosterSequence }))
  const now = { ...conversation, rosterSequence }
  const told = now.legs.flatMap(callId => rosterEvents(state, { ...change, participants: touched }, callId))
  return { conversation: now, participants: touched, events: [...events, ...told] }
}

function rosterEvents(state: StateReader, change: RosterChange, callId: string): CallEvent[] {
  const { conversation, participants, calls = [], newcomers = [] } = change
  const call = calls.find(({ id }) => id === callId) ?? state.call(callId)
  if (call === undefined || !hearsRosters(call)) return []
  const own =
    participants.find(({ id }) => id === call.myParticipantId) ??
    state.participant(conversation.id, call.myParticipantId)
  if (own === undefined || !isListed(own)) return []
  // Who waits in the lobby sees nobody but itself.
  const visible = own.presence === 'lobby' ? participants.filter(({ id }) => id === own.id) : participants
  const changed = visible.filter(participant => isListed(participant) || participant.presence === 'left')
  if (changed.length === 0) return []
  // Those whose peer-to-peer call became this conversation have been told nothing before the first change.
  const whole = newcomers.includes(callId) || conversation.rosterSequence === 0
  return [{ type: 'rosterChanged', callId, call, changed, whole, lobby: own.presence === 'lobby' }]
}

/** A leg hears of others once it is up, and until it is over. */
function hearsRosters({ state }: Call): boolean {
  return state === 'established' || state === 'hold' || state === 'transferring' || state === 'transferAccepted'
}
