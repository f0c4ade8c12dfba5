import { z } from 'zod'
import type { Operation, OperationType, Recording } from '../domain/calls/operations.js'
import { invitationParticipantInfoOut, invitationToWire } from './identity-set.js'
import { resultInfoOut, resultInfoToWire } from './result-info.js'

const typeNames: Record<OperationType, string> = {
  playPrompt: 'playPromptOperation',
  recordResponse: 'recordOperation',
  subscribeToTone: 'subscribeToToneOperation',
  cancelMediaProcessing: 'cancelMediaProcessingOperation',
  mute: 'muteParticipantOperation',
  unmute: 'unmuteParticipantOperation',
  muteParticipant: 'muteParticipantOperation',
  sendDtmfTones: 'sendDtmfTonesOperation',
  updateRecordingStatus: 'updateRecordingStatusOperation',
  invite: 'inviteParticipantsOperation',
  startHoldMusic: 'startHoldMusicOperation',
  stopHoldMusic: 'stopHoldMusicOperation',
  addLargeGalleryView: 'addLargeGalleryViewOperation',
  muteAll: 'commsOperation',
  configureMixer: 'commsOperation',
  raiseHand: 'commsOperation',
  lowerHand: 'commsOperation',
  lowerHandOf: 'commsOperation',
  lowerAllHands: 'commsOperation',
  joinContentSharingAudioGroup: 'commsOperation',
  leaveContentSharingAudioGroup: 'commsOperation',
  reportSyntheticMedia: 'commsOperation',
  admitFromLobby: 'admitFromLobbyOperation',
  admitAllFromLobby: 'admitAllFromLobbyOperation',
  removeFromLobby: 'removeFromLobbyOperation',
  startRecording: 'startRecordingOperation',
  stopRecording: 'stopRecordingOperation',
  startTranscription: 'startTranscriptionOperation',
  stopTranscription: 'stopTranscriptionOperation'
}

/**
 * A long-running action's record. The schema spells the statuses in PascalCase; all JSON in the documentation but
 * one sample uses camelCase, and so do we.
 * Source: https://learn.microsoft.com/graph/api/resources/commsoperation
 */
export const commsOperationOut = z
  .object({
    '@odata.type': z.string(),
    '@odata.context': z.string().optional(),
    id: z.string(),
    status: z.enum(['notStarted', 'running', 'completed', 'failed']),
    clientContext: z.string().nullable().optional(),
    completionReason: z.string().nullable().optional(),
    resultInfo: resultInfoOut.nullable().optional(),
    /** Of an invitation. */
    participants: z.array(invitationParticipantInfoOut).optional(),
    /** Of a recording: empty when there is none to fetch, null while it is made. */
    recordingLocation: z.string().nullable().optional(),
    recordingAccessToken: z.string().nullable().optional()
  })
  .meta({ id: 'microsoft.graph.commsOperation' })

export function operationToWire(operation: Operation, context?: string): z.input<typeof commsOperationOut> {
  const { id, status, clientContext, completionReason } = operation
  return {
    '@odata.type': `#microsoft.graph.${typeNames[operation.type]}`,
    '@odata.context': context,
    id,
    status,
    clientContext: clientContext ?? null,
    completionReason,
    resultInfo: operation.resultInfo === undefined ? null : resultInfoToWire(operation.resultInfo),
    ...(operation.invited && { participants: operation.invited.map(invitationToWire) }),
    ...(operation.recording && recordingToWire(operation, operation.recording))
  }
}

function recordingToWire({ status, completionReason }: Operation, { location, accessToken }: Recording) {
  if (status === 'running') return { completionReason: null, recordingLocation: null, recordingAccessToken: null }
  const there = status === 'completed'
  return {
    completionReason,
    recordingLocation: there ? location : '',
    recordingAccessToken: there ? accessToken : ''
  }
}

/** The type's name, which is also the fragment of the `@odata.context` of the action's answer. */
export function operationTypeName(type: OperationType): string {
  return typeNames[type]
}
