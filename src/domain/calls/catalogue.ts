import { callEndings } from './call-endings.js'
import { operationEndings } from './operation-endings.js'
import type { Ending } from './result-info.js'

type Row = readonly [code: number, subcode: number, message: string, when: string, advice: string]

const nothing = 'Nothing: release what the call held.'
const ourLogs = 'Nobody outside Microsoft can tell: note the call chain id and the time, and try again.'

/** Documented for Graph; Ringback ends calls so only when the far end is told to `fail` with it. */
const documented: readonly Row[] = [
  [200, 4097, 'The other participant ended the call.', 'Somebody else ended the call.', nothing],
  [200, 5000, 'Removed by another participant.', 'Somebody removed the bot.', 'Join again only if you are asked to.'],
  [200, 5007, 'The initiator left.', 'Whoever began the conversation has left it.', nothing],
  [200, 5010, 'One participant remained.', 'Only one participant was left.', nothing],
  [200, 5012, 'Nobody is in the roster.', 'The conversation was empty.', nothing],
  [
    200,
    5014,
    'There is no host.',
    'The meeting had no host.',
    'Ask the organizer to be there, or to let others start.'
  ],
  [
    200,
    5030,
    'The breakout room closed.',
    'The time of the breakout room was over.',
    'Expect to be back in the main room.'
  ],
  [200, 7000, 'Ended by the bot.', 'The bot ended the call.', nothing],
  [200, 10550, 'Ended by the bot.', 'The bot ended the call.', nothing],
  [200, 18503, 'The other participant left.', 'The other side of a peer-to-peer call left.', nothing],
  [200, 560000, 'The PSTN user ended the call.', 'The person on the phone hung up.', nothing],
  [
    408,
    1106,
    'The acceptance was not acknowledged.',
    'The far end did not confirm that it was answered.',
    'Try again.'
  ],
  [408, 10057, 'No signalling from the callee.', "The callee's device did not answer the service.", 'Try again later.'],
  [
    410,
    301005,
    'Client Media Error.',
    'Media could not connect.',
    "Open the ports of the bot's media, and look at its certificate."
  ],
  [480, 10076, 'The callee was not reached.', 'No device of the callee rang.', 'Try again later.'],
  [
    480,
    10134,
    'The call cannot be routed.',
    'There is no way to the callee.',
    'Compare the number or id, and the licences.'
  ],
  [
    480,
    10199,
    'Private calling is disabled.',
    'The policy of the callee forbids calls.',
    "Ask for the callee's calling policy."
  ],
  [
    500,
    1005,
    "Connectivity error with the bot's media.",
    "The service could not reach the bot's media.",
    'Look at the media blob, the public address and the ports.'
  ]
]

/** Seen in public threads. */
const observed: readonly Row[] = [
  [400, 8541, 'The invitee is unavailable.', 'Somebody who was invited could not be reached.', 'Try again later.'],
  [408, 13025, 'Request timeout.', 'Nobody has said what this means.', ourLogs],
  [
    500,
    7112,
    'MediaControllerConversationAddParticipantFailed',
    'The media of an invited participant failed.',
    'Try again.'
  ],
  [
    500,
    1203002,
    'App-hosted media is unreachable.',
    "The service could not reach the bot's media.",
    'Look at the public address, the ports and the certificate of the media.'
  ]
]

/** Documented next door, in Azure Communication Services, which calls through the same service. */
const nextDoor: readonly Row[] = [
  [0, 0, 'Ended locally.', 'The far end ended the call by itself.', nothing],
  [
    403,
    510403,
    'Blocked as spam.',
    'The phone network blocked the call.',
    'Have the number registered with the carrier.'
  ],
  [410, 3100, 'Client network failure.', "The far end's network failed.", 'Try again.'],
  [410, 3101, 'Client network failure.', "The far end's network failed.", 'Try again.'],
  [410, 3112, 'Client network failure.', "The far end's network failed.", 'Try again.'],
  [487, 10003, 'Accepted on another endpoint.', 'The call was picked up elsewhere.', nothing],
  [487, 540487, 'The PSTN caller cancelled.', 'The person on the phone hung up while it rang.', nothing],
  [495, 4507, 'No valid token.', "The far end's token had expired.", nothing],
  [496, 7, 'The client lost its network.', "The far end's network failed.", 'Try again.']
]

const ofSource = (rows: readonly Row[], source: Ending['source']): Ending[] =>
  rows.map(([code, subcode, message, when, advice]) => ({ code, subcode, message, when, advice, source }))

/** Every way a call can end: those that happen by themselves, and those that only `fail` brings about. */
export const callCatalogue: readonly Ending[] = [
  ...Object.values(callEndings),
  ...ofSource(documented, 'documented'),
  ...ofSource(observed, 'observed'),
  ...ofSource(nextDoor, 'azureCommunicationServices')
]

export const operationCatalogue: readonly Ending[] = Object.values(operationEndings)

const byCodes = new Map(callCatalogue.map(ending => [`${ending.code}/${ending.subcode}`, ending]))

/** The ending with these codes; undefined if the catalogue has none. */
export function endingOf({ code, subcode }: { code: number; subcode: number }): Ending | undefined {
  return byCodes.get(`${code}/${subcode}`)
}
