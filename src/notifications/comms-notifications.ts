import type { Call } from '../domain/calls/call.js'
import type { CallEvent } from '../domain/calls/events.js'
import { isListed, type Participant } from '../domain/conversations/conversation.js'
import type { Event } from '../domain/state.js'
import { audioActive, audioInactive, transcriptionToWire } from '../wire/call.js'
import type { CommsNotification } from '../wire/comms-notification.js'
import { operationToWire } from '../wire/comms-operation.js'
import { deltaToWire, participantToWire } from '../wire/participant.js'
import {
  incomingCall,
  joinedCall,
  partialCall,
  policyParticipantJoining,
  policyParticipantLeft,
  terminatedCall,
  toneHeard,
  transferFailed
} from './call-data.js'

type ResourceData = CommsNotification['resourceData']

/**
 * What the bot is told of an event; undefined when nothing. Source: shown in the actions' pages, section "Notification".
 *
 * @param roster Those in the conversation of the call, as they are right after the event.
 */
export function commsNotification(event: Event, roster: () => Iterable<Participant>): CommsNotification | undefined {
  switch (event.type) {
    case 'callIncoming':
      return onCall(event, 'created', incomingCall(event.call))
    case 'callEstablishing':
      return onCall(event, 'updated', joinedCall(event.call))
    case 'callPromoted':
      return onCall(event, 'updated', joinedCall(event.call))
    case 'callEstablished':
      return onCall(event, 'updated', { ...joinedCall(event.call), direction: event.call.direction })
    case 'audioActivated':
      return onCall(event, 'updated', { ...partialCall(event.call), mediaState: audioActive })
    case 'audioDeactivated':
      return onCall(event, 'updated', { ...partialCall(event.call), mediaState: audioInactive })
    case 'tonePressed':
      return event.sequenceId === undefined ? undefined : onCall(event, 'updated', toneHeard(event, event.sequenceId))
    case 'callTerminating':
    case 'callTransferring':
    case 'transferAccepted':
    case 'callHeld':
    case 'callResumed':
      return onCall(event, 'updated', partialCall(event.call))
    case 'transcriptionChanged': {
      const { transcription } = event.call
      if (transcription === undefined) return undefined
      return onCall(event, 'updated', { ...partialCall(event.call), transcription: transcriptionToWire(transcription) })
    }
    case 'transferFailed':
      return onCall(event, 'updated', transferFailed(event))
    case 'callTerminated':
      return onCall(event, 'deleted', terminatedCall(event.call))
    case 'operationEnded':
      return about(event.call, `/operations/${event.operation.id}`, 'deleted', operationToWire(event.operation))
    case 'rosterChanged':
      return about(event.call, '/participants', 'updated', rosterData(event, roster))
    case 'contentSharingStarted':
      return onSharing(event, 'created')
    case 'contentSharingStopped':
      return onSharing(event, 'deleted')
    case 'policyParticipantJoining':
      return onCall(event, 'created', policyParticipantJoining(event))
    case 'policyParticipantLeft':
      return onCall(event, 'updated', policyParticipantLeft(event))
    default:
      return undefined
  }
}

/** Everybody, or in a delta only those who changed. In the lobby the application sees nobody but itself. */
function rosterData(
  { call, changed, whole, lobby }: Extract<CallEvent, { type: 'rosterChanged' }>,
  roster: () => Iterable<Participant>
): ResourceData {
  const everybody = () => (lobby ? changed : Array.from(roster()).filter(isListed))
  const { isDeltaRosterEnabled, isInteractiveRosterEnabled = false } = call.callOptions ?? {}
  if (!isDeltaRosterEnabled) return everybody().map(participantToWire)
  return deltaToWire(whole ? everybody() : changed, isInteractiveRosterEnabled)
}

/** Only to those who asked for it when they placed or answered the call. */
function onSharing(
  { call, session }: Extract<CallEvent, { session: unknown }>,
  changeType: CommsNotification['changeType']
): CommsNotification | undefined {
  if (!call.callOptions?.isContentSharingNotificationEnabled) return undefined
  const told = { '@odata.type': '#microsoft.graph.contentSharingSession', id: session.id }
  return about(call, '/contentsharingsessions', changeType, [told])
}

function onCall(event: CallEvent, changeType: CommsNotification['changeType'], data: ResourceData): CommsNotification {
  return about(event.call, '', changeType, data)
}

function about(
  { id, callbackUri }: Call,
  path: string,
  changeType: CommsNotification['changeType'],
  resourceData: ResourceData
): CommsNotification {
  return {
    '@odata.type': '#microsoft.graph.commsNotification',
    changeType,
    resource: `/app/calls/${id}${path}`,
    resourceUrl: `/communications/calls/${id}${path}`,
    callbackUri,
    resourceData
  }
}
