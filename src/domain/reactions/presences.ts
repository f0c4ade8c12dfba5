import { type Call, farEndIdentity } from '../calls/call.js'
import { isSharing, type Participant } from '../conversations/conversation.js'
import type { IdentitySet } from '../directory/identity-set.js'
import type { CallActivity } from '../presence/in-calls.js'
import type { Event, StateReader } from '../state.js'
import type { Reaction } from './reaction.js'

/** People in calls are shown as being in a call; how exactly is a guess, from what Teams shows. */
export function presenceReactions(event: Event, state: StateReader): Reaction[] {
  if (!state.settings.presenceInCalls) return []
  switch (event.type) {
    case 'callIncoming': {
      // Those whom a recorder is rung for are talking already.
      const { recording, conversationId = '' } = event.call
      if (recording === undefined) return []
      return Array.from(state.participants(conversationId)).flatMap(participant => inConversation(participant, state))
    }
    case 'callEstablished':
      return event.call.conversationId === undefined ? ofCall(event.call, state, 'InACall') : []
    case 'farEndChanged': {
      const before = event.call.conversationId === undefined ? usersOf(event.call, state) : []
      const now = farEndIdentity(event.call).user?.id
      const gone = before.filter(id => id !== now).map(id => shows(id, event.callId, undefined))
      return [...gone, ...ofCall(event.call, state, 'InACall')]
    }
    case 'callPromoted':
      return [
        ...ofCall(event.call, state, undefined),
        ...Array.from(state.participants(event.call.conversationId ?? ''), participant =>
          inConversation(participant, state)
        ).flat()
      ]
    case 'callTerminated':
      return event.call.conversationId === undefined ? ofCall(event.call, state, undefined) : []
    case 'participantJoined':
    case 'participantChanged':
      return inConversation(event.participant, state)
    case 'contentSharingStarted':
    case 'contentSharingStopped': {
      const { conversationId = '' } = event.call
      const presenter = state.participant(conversationId, event.session.presenterId)
      return presenter === undefined ? [] : inConversation(presenter, state)
    }
    case 'participantLeft':
      return ofParticipant(event.participant, state, undefined)
    default:
      return []
  }
}

/** The users a peer-to-peer call has or had at its other end. */
function usersOf(call: Call, state: StateReader): string[] {
  return knownUsers(
    [call.source.identity, ...call.targets.map(({ identity }) => identity), farEndIdentity(call)],
    state
  )
}

function knownUsers(identities: readonly IdentitySet[], state: StateReader): string[] {
  return identities.flatMap(({ user }) => (user !== undefined && state.user(user.id) !== undefined ? [user.id] : []))
}

function ofCall(call: Call, state: StateReader, activity: CallActivity | undefined): Reaction[] {
  // Whoever was there before a handover is not shown as there again.
  const users = activity === undefined ? usersOf(call, state) : knownUsers([farEndIdentity(call)], state)
  return Array.from(new Set(users), id => shows(id, call.id, activity))
}

function inConversation(participant: Participant, state: StateReader): Reaction[] {
  if (participant.presence !== 'present') return []
  const conversation = state.conversation(participant.conversationId)
  const shares = isSharing(conversation ?? { contentSharing: [] }, participant)
  return ofParticipant(participant, state, shares ? 'Presenting' : 'InAConferenceCall')
}

function ofParticipant({ id, info }: Participant, state: StateReader, activity: CallActivity | undefined): Reaction[] {
  return knownUsers([info.identity], state).map(userId => shows(userId, id, activity))
}

function shows(userId: string, sessionId: string, activity: CallActivity | undefined): Reaction {
  return { type: 'callShows', userId, sessionId, activity }
}
