import type { Call } from '../calls/call.js'
import type { OperationLeaving } from '../calls/commands.js'
import { completedAtOnce } from '../calls/media.js'
import type { MuteAll, ParticipantAction, PlainAction, RemoveParticipant } from '../calls/participant-commands.js'
import { Refusal } from '../refusals.js'
import type { CallOutcome, OperationOutcome, StateReader } from '../state.js'
import { isListed, type Participant } from './conversation.js'
import { refuse } from './invitations.js'
import { admit } from './joining.js'
import { leave } from './leaving.js'
import { invitedOrPresent, type Leg, legOf, participantOf } from './naming.js'
import { changeRoster } from './roster.js'

/** Changes participants at once, with the operation that says it is done. */
export function withRoster(
  state: StateReader,
  leg: Leg,
  command: OperationLeaving,
  changed: readonly Participant[]
): OperationOutcome {
  const done = completedAtOnce(leg.call, command)
  if (changed.length === 0) return done
  const events = changed.map(participant => ({
    type: 'participantChanged' as const,
    conversationId: leg.conversation.id,
    participant,
    change: command.type
  }))
  const {
    conversation,
    participants,
    events: told
  } = changeRoster(state, {
    conversation: leg.conversation,
    participants: changed,
    calls: [leg.call],
    events: [...done.events, ...events]
  })
  return { ...done, conversation, participants, events: told }
}

/** The bot mutes or unmutes itself; in a peer-to-peer call nobody is told. */
export function muteItself(call: Call, command: OperationLeaving & { type: 'mute' | 'unmute' }, state: StateReader) {
  const muted = command.type === 'mute'
  const self = ownEntry(state, call)
  if (self === undefined) return completedAtOnce(call, command)
  if (!muted && self.serverMuted) {
    throw new Refusal('unmuteNotAllowed', 'Somebody else has muted the bot, who may unmute it.')
  }
  return withRoster(state, legOf(state, call), command, [{ ...self, muted }])
}

/** The bot mutes somebody else, for everybody. Source: https://learn.microsoft.com/graph/api/participant-mute */
export function muteParticipant(call: Call, command: ParticipantAction, state: StateReader): OperationOutcome {
  const leg = legOf(state, call)
  const participant = participantOf(state, leg, command.participantId)
  return withRoster(state, leg, command, [{ ...participant, serverMuted: true }])
}

/** Beta: everybody, or those who are named. */
export function muteAll(call: Call, command: MuteAll, state: StateReader): OperationOutcome {
  const leg = legOf(state, call)
  const named = command.participants.map(id => participantOf(state, leg, id))
  const others = Array.from(state.participants(leg.conversation.id)).filter(
    participant => isListed(participant) && participant.id !== call.myParticipantId
  )
  const muted = (named.length > 0 ? named : others).map(participant => ({ ...participant, serverMuted: true }))
  return withRoster(state, leg, command, muted)
}

/** Source: https://learn.microsoft.com/graph/api/participant-delete */
export function removeParticipant(call: Call, command: RemoveParticipant, state: StateReader): CallOutcome {
  const leg = legOf(state, call)
  const participant = invitedOrPresent(state, leg, command.participantId)
  if (participant.role === 'organizer') throw new Refusal('organizerStays', 'The organizer cannot be removed.')
  const gone =
    participant.presence === 'ringing'
      ? refuse(state, leg.conversation, participant, 'inviteeCancelled')
      : leave(state, leg.conversation, participant, { reason: 'removed', ending: 'removed' })
  return { ...gone, call }
}

/** Beta: lets somebody in from the lobby, or sends them away. */
export function decideOnLobby(call: Call, command: ParticipantAction, state: StateReader): OperationOutcome {
  const leg = legOf(state, call)
  const waiting = participantOf(state, leg, command.participantId)
  if (waiting.presence !== 'lobby') throw new Refusal('notValidInThisState', 'The participant is not in the lobby.')
  const done = completedAtOnce(call, command)
  const decided =
    command.type === 'admitFromLobby'
      ? admit(state, leg.conversation, [waiting], command.at)
      : leave(state, leg.conversation, waiting, { reason: 'removed', ending: 'notAdmitted' })
  return { ...decided, ...done, events: [...done.events, ...decided.events] }
}

/** Beta: everybody who waits. */
export function admitAll(call: Call, command: PlainAction, state: StateReader): OperationOutcome {
  const leg = legOf(state, call)
  const done = completedAtOnce(call, command)
  const waiting = Array.from(state.participants(leg.conversation.id)).filter(({ presence }) => presence === 'lobby')
  if (waiting.length === 0) return done
  const admitted = admit(state, leg.conversation, waiting, command.at)
  return { ...admitted, ...done, events: [...done.events, ...admitted.events] }
}

/** Beta: hands go up and down. */
export function hands(call: Call, command: PlainAction | ParticipantAction, state: StateReader): OperationOutcome {
  const leg = legOf(state, call)
  const turned = (participant: Participant, handRaised: boolean) => ({ ...participant, handRaised })
  if (command.type === 'lowerHandOf') {
    return withRoster(state, leg, command, [turned(participantOf(state, leg, command.participantId), false)])
  }
  if (command.type === 'lowerAllHands') {
    const raised = Array.from(state.participants(leg.conversation.id)).filter(({ handRaised }) => handRaised)
    return withRoster(
      state,
      leg,
      command,
      raised.map(participant => turned(participant, false))
    )
  }
  const self = participantOf(state, leg, call.myParticipantId)
  return withRoster(state, leg, command, [turned(self, command.type === 'raiseHand')])
}

function ownEntry(state: StateReader, { conversationId, myParticipantId }: Call): Participant | undefined {
  return conversationId === undefined ? undefined : state.participant(conversationId, myParticipantId)
}
