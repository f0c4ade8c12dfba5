/**
 * How far an operation is done. `emulated`: behaves as Graph does. `notEmulated`: Graph has it, Ringback answers
 * 501 and says so. `refused`: in Graph's path list, but refused by the service, and refused here alike.
 */
export type Fidelity = 'emulated' | 'notEmulated' | 'refused'

export interface OperationEntry {
  readonly method: string
  /** Below the version, with Graph's own names of the keys. */
  readonly path: string
  readonly fidelity: Fidelity
  /** The test that proves it, below `test/`. */
  readonly test?: string
}

const call = '/communications/calls/{call-id}'
const participant = `${call}/participants/{participant-id}`
const group = `${call}/audioRoutingGroups/{audioRoutingGroup-id}`
const session = `${call}/contentSharingSessions/{contentSharingSession-id}`
const operation = `${call}/operations/{commsOperation-id}`

/** Graph's v1.0 operations on calls, and batches of them. A test holds this list against the routes that exist. */
export const operations: readonly OperationEntry[] = [
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
  ...proved('http/batch.ts', ['POST /$batch']),
  ...list('refused', [
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
export const betaOperations: readonly OperationEntry[] = proved('e2e/beta-actions.ts', [
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

/** Where the other subjects of the API begin; none of them is emulated yet. */
export const otherSubjects: readonly string[] = [
  '/communications/adhocCalls',
  '/communications/callRecords',
  '/communications/onlineMeetingConversations',
  '/communications/onlineMeetings',
  '/communications/presences',
  '/communications/getPresencesByUserId',
  '/me',
  '/subscriptions',
  '/users'
]

function proved(test: string, lines: readonly string[]): OperationEntry[] {
  return list('emulated', lines).map(entry => ({ ...entry, test }))
}

function list(fidelity: Fidelity, lines: readonly string[]): OperationEntry[] {
  return lines.map(line => {
    const [method = '', path = ''] = line.split(' ')
    return { method, path, fidelity }
  })
}
