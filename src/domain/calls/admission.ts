import { Refusal } from '../refusals.js'
import type { Call, CallState } from './call.js'
import type { CallCommand } from './commands.js'

const live: readonly CallState[] = [
  'incoming',
  'establishing',
  'established',
  'redirecting',
  'transferring',
  'transferAccepted'
]

/** Media goes on while a transfer is under way. */
const withMedia: readonly CallState[] = ['established', 'transferring', 'transferAccepted']

/**
 * In which states a command makes sense. A test goes through all of them times all states; what is not listed is
 * refused and changes nothing.
 */
export const admitted: Record<CallCommand['type'], readonly CallState[]> = {
  answer: ['incoming'],
  reject: ['incoming'],
  redirect: ['incoming'],
  transfer: ['established'],
  redirectAnswered: ['redirecting'],
  redirectRefused: ['redirecting'],
  transferAnswered: ['transferring'],
  transferRefused: ['transferring'],
  legsJoined: ['transferAccepted'],
  replaced: live,
  delete: live,
  keepAlive: live,
  playPrompt: ['established'],
  subscribeToTone: ['established'],
  cancelMediaProcessing: ['established'],
  mute: ['established'],
  unmute: ['established'],
  sendDtmfTones: ['established'],
  updateRecordingStatus: ['established'],
  promptLoaded: live,
  promptFails: live,
  promptEnds: withMedia,
  tonesSent: withMedia,
  incomingNotAccepted: live,
  moveCallback: live,
  mediaConnects: ['establishing'],
  answerWindowEnds: ['incoming'],
  ringingEnds: ['establishing', 'redirecting'],
  lifeEnds: live,
  calleeHasNoEndpoint: ['establishing'],
  farEndAnswers: ['establishing'],
  farEndDeclines: ['establishing'],
  farEndIsBusy: ['establishing'],
  farEndIgnores: ['establishing'],
  farEndHangsUp: live,
  farEndPresses: ['established'],
  farEndFails: live
}

/** Refuses a command that does not fit the call's state, with the reason Graph would give. */
export function admit(call: Call, command: CallCommand): void {
  if (admitted[command.type].includes(call.state)) return
  const tried = `${command.type} needs a call that is ${admitted[command.type].join(' or ')}; this one is ${call.state}.`
  if (call.state === 'terminating' || call.state === 'terminated') throw new Refusal('callTerminating', tried)
  if (command.type === 'transfer' && call.state.startsWith('transfer')) throw new Refusal('transferConflict', tried)
  if (command.type.startsWith('farEnd')) throw new Refusal('farEndNotThere', tried)
  const early = call.state === 'incoming' || call.state === 'establishing'
  throw new Refusal(early && ofEstablished.includes(command.type) ? 'callNotEstablished' : 'notValidInThisState', tried)
}

/** Actions on media and participants, which Graph refuses as too early rather than as out of place. */
const ofEstablished: readonly CallCommand['type'][] = [
  'transfer',
  'playPrompt',
  'subscribeToTone',
  'cancelMediaProcessing',
  'mute',
  'unmute',
  'sendDtmfTones',
  'updateRecordingStatus'
]
