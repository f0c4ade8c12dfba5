import type { CallEvent } from '../calls/events.js'
import { cancel } from '../deadlines.js'
import { Refusal } from '../refusals.js'
import type { ConversationOutcome, StateReader } from '../state.js'
import type { ConversationCommand, InvitationAnswered } from './commands.js'
import type { Conversation, Participant } from './conversation.js'
import { refuse } from './invitations.js'
import { enter } from './joining.js'
import { conversationEnds, leave, legEnds } from './leaving.js'

/** What befalls a conversation without any application or person at a call having asked for it. */
export function conversationTransition(state: StateReader, command: ConversationCommand): ConversationOutcome {
  const conversation = state.conversation(command.conversationId)
  if (conversation === undefined) throw new Refusal('callNotFound', 'The conversation is over.')
  switch (command.type) {
    case 'conversationEnds':
      return conversationEnds(state, conversation, command.ending)
    case 'legEnds':
      return legEnds(state, conversation, command)
    case 'participantMovesAway':
      return only(state, conversation, command.participantId, 'present', there =>
        leave(state, conversation, there, { reason: 'left', ending: 'removed' })
      )
    case 'invitationAnswered':
      return only(state, conversation, command.participantId, 'ringing', rung =>
        answered(state, conversation, rung, command)
      )
    case 'invitationRefused':
      return only(state, conversation, command.participantId, 'ringing', rung =>
        refuse(state, conversation, rung, command.because)
      )
    case 'lobbyTimesOut':
      return only(state, conversation, command.participantId, 'lobby', waiting =>
        leave(state, conversation, waiting, { reason: 'removed', ending: 'lobbyTimeout' })
      )
  }
}

/** Nothing happens when whoever is spoken of is no longer rung, waiting or there. */
function only(
  state: StateReader,
  conversation: Conversation,
  participantId: string,
  presence: Participant['presence'],
  then: (participant: Participant) => ConversationOutcome
): ConversationOutcome {
  const participant = state.participant(conversation.id, participantId)
  return participant?.presence === presence ? then(participant) : { conversation, events: [] }
}

/** Somebody who was rung comes; a call they were in with the application is replaced by this one. */
export function answered(
  state: StateReader,
  conversation: Conversation,
  rung: Participant,
  { at }: Pick<InvitationAnswered, 'at'>
): ConversationOutcome {
  const entered = enter(state, conversation, {
    participant: { ...rung, presence: 'present' },
    modalities: ['audio'],
    at
  })
  const { callId, replacesCallId } = rung.invitedBy ?? {}
  const call = callId === undefined ? undefined : state.call(callId)
  if (call === undefined || replacesCallId === undefined) return entered
  const replaced: CallEvent = { type: 'callReplaced', callId: call.id, call, replacesCallId }
  return { ...entered, events: [...entered.events, replaced] }
}

/** Somebody who is rung lets it ring. */
export function ignored(conversation: Conversation, { id }: Participant): ConversationOutcome {
  return { conversation, events: [], deadlines: [cancel(conversation, `reacts ${id}`)] }
}
