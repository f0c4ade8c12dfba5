import { convened } from '../calls/join-meeting.js'
import type { Participant } from '../conversations/conversation.js'
import { admit, personEnters } from '../conversations/joining.js'
import { conversationEnds, leave } from '../conversations/leaving.js'
import { isNamed } from '../conversations/naming.js'
import { identityOf } from '../directory/people.js'
import { Refusal } from '../refusals.js'
import type { MeetingOutcome, StateReader } from '../state.js'
import { changedMeeting, newMeeting } from './arranging.js'
import type { DecideOnLobby, JoinMeeting, LeaveMeeting, MeetingCommand, ScheduleMeeting } from './commands.js'
import type { Meeting } from './meeting.js'
import { withRegistration } from './registering.js'

/** What people do with meetings. */
export function meetingTransition(state: StateReader, command: MeetingCommand): MeetingOutcome {
  if (command.type === 'scheduleMeeting') return schedule(state, command)
  const meeting = state.meeting(command.meetingId)
  if (meeting === undefined) throw new Refusal('meetingNotFound', `There is no meeting '${command.meetingId}'.`)
  const { id: meetingId } = meeting
  switch (command.type) {
    case 'changeMeeting': {
      const { wish, at } = command
      return { meeting: changedMeeting(state, meeting, wish, at), events: [{ type: 'meetingChanged', meetingId }] }
    }
    case 'changeRegistration':
      return {
        meeting: withRegistration(meeting, command.registration),
        events: [{ type: 'meetingChanged', meetingId }]
      }
    case 'changeVirtualAppointment': {
      const { virtualAppointment } = command
      return { meeting: { ...meeting, virtualAppointment }, events: [{ type: 'meetingChanged', meetingId }] }
    }
    case 'deleteMeeting':
      return { meeting: { ...meeting, deleted: true }, events: [{ type: 'meetingDeleted', meetingId }] }
    case 'lockMeeting': {
      const { locked } = command
      return { meeting: { ...meeting, locked }, events: [{ type: 'meetingLocked', meetingId, locked }] }
    }
    case 'joinMeeting':
      return join(state, meeting, command)
    case 'leaveMeeting':
      return leaveMeeting(state, meeting, command)
    case 'admitToMeeting':
    case 'denyFromMeeting':
      return decideOnLobby(state, meeting, command)
    case 'endMeeting': {
      const ended = { type: 'meetingEnded' as const, meetingId }
      const conversation = heldIn(state, meeting)
      if (conversation === undefined) return { meeting, events: [ended] }
      const outcome = conversationEnds(state, conversation, 'over')
      return { meeting: { ...meeting, conversationId: undefined }, ...outcome, events: [...outcome.events, ended] }
    }
  }
}

/** The same organizer and externalId name the same meeting. Source: https://learn.microsoft.com/graph/api/onlinemeeting-createorget */
function schedule(state: StateReader, command: ScheduleMeeting): MeetingOutcome {
  const { organizerId, externalId, wish, type: _type, ...draws } = command
  const existing = externalId === undefined ? undefined : state.meetingNamed({ organizerId, externalId })
  if (existing !== undefined) return { meeting: existing, events: [] }
  const meeting = newMeeting(state, organizerId, wish, { ...draws, externalId })
  const { id: meetingId, subject } = meeting
  return { meeting, events: [{ type: 'meetingScheduled', meetingId, subject }] }
}

function join(state: StateReader, meeting: Meeting, command: JoinMeeting): MeetingOutcome {
  if (meeting.locked) throw new Refusal('farEndNotThere', 'The meeting is locked.')
  const { participantId, person, at } = command
  const { conversation } = convened(state, { meeting, conversation: heldIn(state, meeting) }, command)
  const identity = identityOf(state, person, participantId)
  const outcome = personEnters(state, conversation, meeting, { participantId, identity, at })
  return { ...outcome, meeting: { ...meeting, conversationId: conversation.id } }
}

function leaveMeeting(state: StateReader, meeting: Meeting, { participant: name }: LeaveMeeting): MeetingOutcome {
  const { conversation, participant } = inMeeting(state, meeting, name)
  const sent = participant.callId === undefined ? undefined : 'removed'
  return {
    meeting,
    ...leave(state, conversation, participant, sent ? { reason: 'removed', ending: sent } : { reason: 'left' })
  }
}

function decideOnLobby(state: StateReader, meeting: Meeting, command: DecideOnLobby): MeetingOutcome {
  const { conversation, participant } = inMeeting(state, meeting, command.participant, 'lobby')
  const outcome =
    command.type === 'admitToMeeting'
      ? admit(state, conversation, [participant], command.at)
      : leave(state, conversation, participant, { reason: 'removed', ending: 'notAdmitted' })
  return { meeting, ...outcome }
}

/** Somebody in a meeting by name, id, or id in the roster. */
function inMeeting(state: StateReader, meeting: Meeting, name: string, where?: Participant['presence']) {
  const conversation = heldIn(state, meeting)
  if (conversation !== undefined) {
    for (const participant of state.participants(conversation.id)) {
      if (!isNamed(state, participant, name) || (where ?? participant.presence) !== participant.presence) continue
      return { conversation, participant }
    }
  }
  const place = where === 'lobby' ? 'lobby of the meeting' : 'meeting'
  throw new Refusal('participantNotFound', `Nobody in the ${place} answers to '${name}'.`)
}

function heldIn(state: StateReader, { conversationId }: Meeting) {
  return conversationId === undefined ? undefined : state.conversation(conversationId)
}
