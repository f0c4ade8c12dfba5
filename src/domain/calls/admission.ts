import { Refusal } from '../refusals.js'
import type { Call, CallState } from './call.js'
import type { CallCommand } from './commands.js'

const live: readonly CallState[] = [
  'incoming',
  'establishing',
  'established',
  'redirecting',
  'transferring',
  'transferAccepted',
  'hold'
]

/** Media goes on while a transfer is under way, or while the other end waits. */
const withMedia: readonly CallState[] = ['established', 'transferring', 'transferAccepted', 'hold']

/** The other end is rung while the call is coming up; others can be rung into a conversation later. */
const ringing: readonly CallState[] = ['establishing', 'established']

/**
 * In which states a command makes sense. A test goes through all of them times all states; what is not listed is
 * refused and changes nothing.
 */
export const admitted: Record<CallCommand['type'], readonly CallState[]> = {
  answer: ['incoming'],
  reject: ['incoming'],
  redirect: ['incoming'],
  transfer: ['established'],
  delete: live,
  keepAlive: live,
  playPrompt: ['established'],
  recordResponse: ['established'],
  subscribeToTone: ['established'],
  cancelMediaProcessing: ['established'],
  mute: ['established'],
  unmute: ['established'],
  sendDtmfTones: ['established'],
  updateRecordingStatus: ['established'],
  invite: ['established'],
  removeParticipant: ['established'],
  muteParticipant: ['established'],
  muteAll: ['established'],
  startHoldMusic: ['established'],
  stopHoldMusic: ['established'],
  addLargeGalleryView: ['established'],
  configureMixer: ['established'],
  changeScreenSharingRole: ['established'],
  admitFromLobby: ['established'],
  removeFromLobby: ['established'],
  admitAllFromLobby: ['established'],
  raiseHand: ['established'],
  lowerHand: ['established'],
  lowerAllHands: ['established'],
  lowerHandOf: ['established'],
  startRecording: ['established'],
  stopRecording: ['established'],
  startTranscription: ['established'],
  stopTranscription: ['established'],
  joinContentSharingAudioGroup: ['established'],
  leaveContentSharingAudioGroup: ['established'],
  reportSyntheticMedia: ['established'],
  addAudioRoutingGroup: ['established'],
  changeAudioRoutingGroup: ['established'],
  removeAudioRoutingGroup: ['established'],
  redirectAnswered: ['redirecting'],
  redirectRefused: ['redirecting'],
  transferAnswered: ['transferring'],
  transferRefused: ['transferring'],
  legsJoined: ['transferAccepted'],
  replaced: live,
  dismissed: live,
  joinFails: ['establishing'],
  peerEnds: live,
  peerPromotes: withMedia,
  joiningReplied: live,
  promptLoaded: live,
  promptFails: live,
  promptEnds: withMedia,
  recordingEnds: withMedia,
  tonesSent: withMedia,
  operationCompletes: withMedia,
  incomingNotAccepted: live,
  moveCallback: live,
  mediaConnects: ['establishing'],
  answerWindowEnds: ['incoming'],
  ringingEnds: ['establishing', 'redirecting'],
  lifeEnds: live,
  calleeHasNoEndpoint: ['establishing'],
  farEndAnswers: ringing,
  farEndDeclines: ringing,
  farEndIsBusy: ringing,
  farEndIgnores: ringing,
  farEndHangsUp: live,
  farEndPresses: ['established'],
  farEndSpeaks: withMedia,
  farEndMutes: withMedia,
  farEndUnmutes: withMedia,
  farEndHolds: ['established'],
  farEndResumes: ['established', 'hold'],
  farEndShares: withMedia,
  farEndStopsSharing: withMedia,
  farEndJoins: ringing,
  farEndAdmits: withMedia,
  farEndDenies: withMedia,
  farEndRemoves: withMedia,
  farEndTransfers: ['established'],
  farEndAdds: ['established'],
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
const ofEstablished = Object.keys(admitted).filter(
  type => !type.startsWith('farEnd') && admitted[type as CallCommand['type']].join() === 'established'
)
