import type { Call } from '../calls/call.js'
import type { UpdateRecordingStatus } from '../calls/commands.js'
import { callLimits } from '../calls/limits.js'
import { completedAtOnce, leaving, operationEnded } from '../calls/media.js'
import { operationEndings } from '../calls/operation-endings.js'
import type { Operation } from '../calls/operations.js'
import type {
  AddLargeGalleryView,
  ChangeScreenSharingRole,
  ConfigureMixer,
  ParticipantAction
} from '../calls/participant-commands.js'
import { resultInfo } from '../calls/result-info.js'
import type { OperationCompletes } from '../calls/service-commands.js'
import { progress } from '../deadlines.js'
import { Refusal } from '../refusals.js'
import type { CallOutcome, OperationOutcome, StateReader } from '../state.js'
import type { Participant } from './conversation.js'
import { newParticipant } from './joining.js'
import { type Leg, legOf, participantOf } from './naming.js'
import { withRoster } from './participant-actions.js'
import { changeRoster } from './roster.js'
import { directed, openStreams, paused } from './streams.js'

/**
 * Somebody hears music instead of the others; one at a time.
 * Source: https://learn.microsoft.com/graph/api/participant-startholdmusic
 */
export function startHoldMusic(call: Call, command: ParticipantAction, state: StateReader): OperationOutcome {
  const { participantId } = participantOf(state, legOf(state, call), command.participantId).info
  if (call.holdMusicFor !== undefined) {
    throw new Refusal('conflict', `Participant '${call.holdMusicFor}' is on hold: stop that first.`)
  }
  return takesAMoment({ ...call, holdMusicFor: participantId }, command, { participantId: command.participantId })
}

export function stopHoldMusic(call: Call, command: ParticipantAction, state: StateReader): OperationOutcome {
  const leg = legOf(state, call)
  const participant = participantOf(state, leg, command.participantId)
  if (call.holdMusicFor !== participant.id) {
    throw new Refusal('notValidInThisState', 'The participant is not on hold: startHoldMusic puts one on hold.')
  }
  const heard = { ...leg, call: { ...call, holdMusicFor: undefined } }
  return withRoster(state, heard, command, [resumed(participant)])
}

/** A picture of many at once, for the bot. Source: https://learn.microsoft.com/graph/api/call-addlargegalleryview */
export function addLargeGalleryView(call: Call, command: AddLargeGalleryView, state: StateReader): OperationOutcome {
  legOf(state, call)
  return takesAMoment(call, command, { participantId: command.participantId })
}

/** Beta: no sound is mixed here, so it is only said to be in place. */
export function configureMixer(call: Call, command: ConfigureMixer, state: StateReader): OperationOutcome {
  legOf(state, call)
  return takesAMoment(call, command, {})
}

function takesAMoment(
  call: Call,
  { operationId, type, clientContext, at }: ParticipantAction | AddLargeGalleryView | ConfigureMixer,
  more: Partial<Operation>
): OperationOutcome {
  const operation: Operation = { id: operationId, callId: call.id, type, status: 'running', clientContext, ...more }
  const done = { type: 'operationCompletes', callId: call.id, operationId } as const
  return {
    ...leaving(call, operation),
    deadlines: [progress(`done ${operationId}`, at + callLimits.inPlace, done)]
  }
}

/** What took a moment is in place; only then does the roster show it. */
export function operationCompletes(call: Call, { operationId }: OperationCompletes, state: StateReader): CallOutcome {
  const operation = state.operation(call.id, operationId)
  const conversation = call.conversationId === undefined ? undefined : state.conversation(call.conversationId)
  if (operation?.status !== 'running' || conversation === undefined) return { call, events: [] }
  const ended: Operation = {
    ...operation,
    status: 'completed',
    resultInfo: resultInfo(operationEndings.completed)
  }
  const done = { call, operations: [ended], events: [operationEnded(call, ended)] }
  const changed = inPlace(state, { call, conversation }, operation)
  if (changed === undefined) return done
  const roster = changeRoster(state, { ...changed, calls: [call], events: done.events })
  return { ...done, conversation: roster.conversation, participants: roster.participants, events: roster.events }
}

function inPlace(state: StateReader, { conversation }: Leg, { type, participantId = '' }: Operation) {
  if (type === 'addLargeGalleryView') return gallery(conversation, participantId)
  if (type !== 'startHoldMusic') return undefined
  const participant = state.participant(conversation.id, participantId)
  if (participant === undefined) return undefined
  return { conversation, participants: [{ ...participant, onHold: true, streams: paused(participant.streams, true) }] }
}

function gallery(conversation: Leg['conversation'], id: string) {
  const opened = openStreams(conversation, ['video'])
  const identity = { application: { id, displayName: 'Large Gallery', applicationType: 'LargeGallery-V2' } }
  const view = { id: '0', page: '0', status: 'active', type: 'lg', aspectRatio: '16:9' }
  const participant: Participant = {
    ...newParticipant(id, conversation.id, { identity }),
    streams: opened.streams,
    hidden: true,
    metadata: JSON.stringify({ audienceView: [view] })
  }
  return { conversation: opened.conversation, participants: [participant] }
}

function resumed(participant: Participant): Participant {
  return { ...participant, onHold: false, streams: paused(participant.streams, false) }
}

/** The bot shows a screen, or watches again. Source: https://learn.microsoft.com/graph/api/call-changescreensharingrole */
export function changeScreenSharingRole(call: Call, command: ChangeScreenSharingRole, state: StateReader): CallOutcome {
  if (call.mediaConfig?.kind !== 'appHosted') {
    throw new Refusal('invalidMediaMode', 'Only a bot that hosts its media itself can share: use appHostedMediaConfig.')
  }
  const leg = legOf(state, call)
  const self = participantOf(state, leg, call.myParticipantId)
  const direction = command.role === 'sharer' ? 'sendOnly' : 'receiveOnly'
  const turned = directed(leg.conversation, self.streams, 'videoBasedScreenSharing', direction)
  const { conversation, participants, events } = changeRoster(state, {
    conversation: turned.conversation,
    participants: [{ ...self, streams: turned.streams }],
    calls: [call]
  })
  return { call, conversation, participants, events }
}

/** A recorder says whether it records. Source: https://learn.microsoft.com/graph/api/call-updaterecordingstatus */
export function updateRecordingStatus(
  call: Call,
  command: UpdateRecordingStatus,
  state: StateReader
): OperationOutcome {
  if (call.recording === undefined) {
    throw new Refusal('notComplianceRecording', 'The bot was not invited by a recording policy.')
  }
  const leg = legOf(state, call)
  const self = state.participant(leg.conversation.id, call.myParticipantId)
  if (self === undefined) return completedAtOnce(call, command)
  return withRoster(state, leg, command, [{ ...self, recordingStatus: command.status }])
}
