import type { Participant } from '../../domain/conversations/conversation.js'
import { partyOf } from '../../domain/directory/identity-set.js'
import type { Meeting } from '../../domain/meetings/meeting.js'
import type { DirectoryReader, StateReader } from '../../domain/state.js'
import { meetingTopics } from '../../domain/subscriptions/resource.js'
import type { Subscription } from '../../domain/subscriptions/subscription.js'
import type { RecordedEvent } from '../../engine/tenant.js'
import { sentinel } from '../../wire/graph-type.js'
import type { Change, Told } from './change.js'

type OfMeeting = Extract<
  RecordedEvent,
  { type: 'conversationStarted' | 'conversationEnded' | 'participantWaiting' | 'participantJoined' | 'participantLeft' }
>

const eventTypes = { conversationStarted: 'callStarted', conversationEnded: 'callEnded' } as const

/** What each is called in the older form of the subscription. */
const legacyTypes = { callStarted: 'CallStarted', callEnded: 'CallEnded', rosterUpdated: 'CallRosterUpdate' } as const

/** A meeting is held, somebody comes or goes. Source: https://learn.microsoft.com/graph/changenotifications-for-onlinemeeting */
export function meetingCallChanges(event: OfMeeting, state: StateReader, draw: () => string): Change[] {
  const { meetingId } = 'conversation' in event ? event.conversation : event.participant
  const meeting = meetingId === undefined ? undefined : state.meeting(meetingId)
  if (meeting === undefined || ('participant' in event && event.participant.hidden)) return []
  const id = draw()
  return [
    {
      topics: meetingTopics(meeting),
      changeType: 'updated',
      tell: subscription =>
        subscription.about.kind === 'meetingCallEvents' && subscription.about.legacy
          ? legacy(event, subscription, meeting, state)
          : current(event, subscription, id, state)
    }
  ]
}

function current(
  event: OfMeeting,
  { resource: asked, knowsNewMembers }: Subscription,
  id: string,
  state: DirectoryReader
): Told {
  const resource = asked.replace(/^\//, '')
  const resourceData = { '@odata.type': '#microsoft.graph.callevent', '@odata.id': resource, id }
  const type = typeOf(event)
  return {
    resource,
    resourceData,
    content: {
      ...resourceData,
      eventType: type === 'rosterUpdated' && !knowsNewMembers ? sentinel : type,
      eventDateTime: new Date(event.at).toISOString(),
      ...('participant' in event && { 'participants@delta': [entry(event.participant, state)] })
    }
  }
}

/** The older form tells openly, unless resource data was asked for. */
function legacy(event: OfMeeting, subscription: Subscription, { id }: Meeting, state: DirectoryReader): Told {
  const resource = subscription.resource.replace(/^\//, '')
  const basics = { '@odata.type': '#microsoft.graph.onlineMeeting', '@odata.id': resource, id }
  const joined = event.type === 'participantJoined' || event.type === 'participantWaiting'
  const list = joined ? 'activeParticipants@joined' : 'activeParticipants@exited'
  const content = {
    ...basics,
    eventType: `Microsoft.Communication.${legacyTypes[typeOf(event)]}`,
    eventDateTime: new Date(event.at).toISOString(),
    state: event.type === 'conversationEnded' ? 'inactive' : 'active',
    ...('participant' in event && {
      [list]: [{ Id: event.participant.id, Identity: identity(event.participant, state) }]
    })
  }
  return { resource, resourceData: subscription.includeResourceData ? basics : content, content }
}

function typeOf({ type }: OfMeeting): keyof typeof legacyTypes {
  return type === 'conversationStarted' || type === 'conversationEnded' ? eventTypes[type] : 'rosterUpdated'
}

function entry(participant: Participant, state: DirectoryReader) {
  const { id, presence } = participant
  if (presence === 'left') return { id, removedState: { reason: 'Participant has left the meeting call.' } }
  return { id, isInLobby: presence === 'lobby', info: { identity: identity(participant, state) } }
}

function identity({ info }: Participant, directory: DirectoryReader) {
  const party = partyOf(info.identity)
  const [member = 'user'] = Object.entries(info.identity).flatMap(([name, one]) => (one === undefined ? [] : [name]))
  const displayName = directory.user(party?.id ?? '')?.displayName ?? party?.displayName ?? null
  return { [member]: { id: party?.id, displayName, tenantId: party?.tenantId ?? null } }
}
