import { convened } from '../calls/join-meeting.js'
import { personEnters } from '../conversations/joining.js'
import { conversationEnds, leave } from '../conversations/leaving.js'
import { isNamed } from '../conversations/naming.js'
import { identityOf } from '../directory/people.js'
import { Refusal } from '../refusals.js'
import type { MeetingOutcome, StateReader } from '../state.js'
import type { JoinMeeting, LeaveMeeting, MeetingCommand } from './commands.js'
import type { Meeting } from './meeting.js'

/** What people do with meetings. */
export function meetingTransition(state: StateReader, command: MeetingCommand): MeetingOutcome {
  if (command.type === 'scheduleMeeting') {
    const { meeting } = command
    const { id: meetingId, subject } = meeting
    return { meeting, events: [{ type: 'meetingScheduled', meetingId, subject }] }
  }
  const meeting = state.meeting(command.meetingId)
  if (meeting === undefined) throw new Refusal('meetingNotFound', `There is no meeting '${command.meetingId}'.`)
  switch (command.type) {
    case 'lockMeeting': {
      const { locked } = command
      return { meeting: { ...meeting, locked }, events: [{ type: 'meetingLocked', meetingId: meeting.id, locked }] }
    }
    case 'joinMeeting':
      return join(state, meeting, command)
    case 'leaveMeeting':
      return leaveMeeting(state, meeting, command)
    case 'endMeeting': {
      const ended = { type: 'meetingEnded' as const, meetingId: meeting.id }
      const conversation = heldIn(state, meeting)
      if (conversation === undefined) return { meeting, events: [ended] }
      const outcome = conversationEnds(state, conversation, 'over')
      return { meeting: { ...meeting, conversationId: undefined }, ...outcome, events: [...outcome.events, ended] }
    }
  }
}

function join(state: StateReader, meeting: Meeting, command: JoinMeeting): MeetingOutcome {
  if (meeting.locked) throw new Refusal('farEndNotThere', 'The meeting is locked.')
  const { participantId, person, at } = command
  const held = heldIn(state, meeting)
  const { conversation } = convened(state, { meeting, conversation: held }, command)
  const identity = identityOf(state, person, participantId)
  const outcome = personEnters(state, conversation, meeting, { participantId, identity, at })
  const started = { type: 'meetingStarted' as const, meetingId: meeting.id, conversationId: conversation.id }
  return {
    ...outcome,
    meeting: { ...meeting, conversationId: conversation.id },
    events: held === undefined ? [started, ...outcome.events] : outcome.events
  }
}

function leaveMeeting(state: StateReader, meeting: Meeting, { participant: name }: LeaveMeeting): MeetingOutcome {
  const conversation = heldIn(state, meeting)
  for (const participant of conversation === undefined ? [] : state.participants(conversation.id)) {
    if (conversation === undefined || !isNamed(state, participant, name)) continue
    const sent = participant.callId === undefined ? undefined : 'removed'
    return {
      meeting,
      ...leave(state, conversation, participant, sent ? { reason: 'removed', ending: sent } : { reason: 'left' })
    }
  }
  throw new Refusal('participantNotFound', `Nobody in the meeting answers to '${name}'.`)
}

function heldIn(state: StateReader, { conversationId }: Meeting) {
  return conversationId === undefined ? undefined : state.conversation(conversationId)
}
