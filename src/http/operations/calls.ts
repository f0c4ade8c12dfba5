import { listed, type OperationEntry, proved } from './operation.js'

const call = '/communications/calls/{call-id}'
const participant = `${call}/participants/{participant-id}`
const group = `${call}/audioRoutingGroups/{audioRoutingGroup-id}`
const session = `${call}/contentSharingSessions/{contentSharingSession-id}`
const operation = `${call}/operations/{commsOperation-id}`

export const callOperations: readonly OperationEntry[] = [
  ...proved('e2e/outgoing-call.ts', [
    'POST /communications/calls',
    'GET /communications/calls',
    'GET /communications/calls/$count',
    `GET ${call}`,
    `DELETE ${call}`,
    `POST ${call}/keepAlive`,
    `POST ${call}/mute`,
    `POST ${call}/unmute`,
    `POST ${call}/sendDtmfTones`,
    `POST ${call}/updateRecordingStatus`,
    `GET ${call}/participants`
  ]),
  ...proved('e2e/incoming-call.ts', [`POST ${call}/answer`, `POST ${call}/reject`, `POST ${call}/subscribeToTone`]),
  ...proved('e2e/moving-calls.ts', [`POST ${call}/redirect`, `POST ${call}/transfer`]),
  ...proved('e2e/prompts.ts', [`POST ${call}/playPrompt`, `POST ${call}/cancelMediaProcessing`, `GET ${operation}`]),
  ...proved('e2e/record-response.ts', [`POST ${call}/recordResponse`]),
  ...proved('e2e/group-calls.ts', [
    `POST ${call}/participants/invite`,
    `GET ${call}/participants/$count`,
    `GET ${participant}`,
    `DELETE ${participant}`
  ]),
  ...proved('e2e/participants.ts', [
    `POST ${participant}/mute`,
    `POST ${participant}/startHoldMusic`,
    `POST ${participant}/stopHoldMusic`,
    `POST ${call}/addLargeGalleryView`,
    `POST ${call}/changeScreenSharingRole`,
    `GET ${call}/contentSharingSessions`,
    `GET ${call}/contentSharingSessions/$count`,
    `GET ${session}`,
    'POST /communications/calls/logTeleconferenceDeviceQuality'
  ]),
  ...proved('e2e/audio-routing.ts', [
    `GET ${call}/audioRoutingGroups`,
    `POST ${call}/audioRoutingGroups`,
    `GET ${call}/audioRoutingGroups/$count`,
    `GET ${group}`,
    `PATCH ${group}`,
    `DELETE ${group}`
  ]),
  ...listed('refused', [
    `PATCH ${call}`,
    `GET ${call}/operations`,
    `GET ${call}/operations/$count`,
    `POST ${call}/operations`,
    `PATCH ${operation}`,
    `DELETE ${operation}`,
    `POST ${call}/participants`,
    `PATCH ${participant}`,
    `POST ${call}/contentSharingSessions`,
    `PATCH ${session}`,
    `DELETE ${session}`
  ])
]

/** What beta has beyond v1.0. */
export const betaCallOperations: readonly OperationEntry[] = proved('e2e/beta-actions.ts', [
  `POST ${call}/participants/muteAll`,
  `POST ${call}/participants/configureMixer`,
  `POST ${call}/participants/lowerAllHands`,
  `POST ${call}/participants/admitAllFromLobby`,
  `POST ${participant}/admitFromLobby`,
  `POST ${participant}/removeFromLobby`,
  `POST ${participant}/lowerHand`,
  `POST ${participant}/reportSyntheticMedia`,
  `POST ${call}/joinContentSharingAudioGroup`,
  `POST ${call}/leaveContentSharingAudioGroup`,
  `POST ${call}/raiseHand`,
  `POST ${call}/lowerHand`,
  `POST ${call}/startRecording`,
  `POST ${call}/stopRecording`,
  `POST ${call}/startTranscription`,
  `POST ${call}/stopTranscription`
])
