import { joiningReplied } from '../compliance/recorder.js'
import { invite } from '../conversations/inviting.js'
import {
  addLargeGalleryView,
  changeScreenSharingRole,
  configureMixer,
  operationCompletes,
  startHoldMusic,
  stopHoldMusic,
  updateRecordingStatus
} from '../conversations/lasting-actions.js'
import { legOf, participantOf } from '../conversations/naming.js'
import {
  admitAll,
  decideOnLobby,
  hands,
  muteAll,
  muteItself,
  muteParticipant,
  removeParticipant
} from '../conversations/participant-actions.js'
import type { CallOutcome, StateReader } from '../state.js'
import { admit } from './admission.js'
import type { Call } from './call.js'
import type { CallCommand } from './commands.js'
import { endedBy, terminate } from './ending.js'
import { farEnd } from './far-end.js'
import type { FarEndCommand } from './far-end-commands.js'
import { answer, keepAlive, lifeEnds, mediaConnects, moveCallback, reject } from './handling.js'
import {
  cancelMediaProcessing,
  completedAtOnce,
  type OperationReader,
  playPrompt,
  promptEnds,
  promptFails,
  promptLoaded,
  recordingEnds,
  recordResponse,
  subscribeToTone
} from './media.js'
import { peerEnds, peerPromotes } from './peers.js'
import { redirect, redirectAnswered } from './redirect.js'
import { routeAudio } from './routing-groups.js'
import { sendDtmfTones, tonesSent } from './sent-tones.js'
import type { ServiceCommand } from './service-commands.js'
import { transcribe } from './transcription.js'
import { legsJoined, transfer, transferAnswered, transferRefused } from './transfer.js'

/** What a command does to a call: the whole state machine, one line a command. */
export function transition(call: Call, command: CallCommand, state: StateReader): CallOutcome {
  admit(call, command)
  if ('appId' in command) return asked(call, command, state)
  return isFarEnd(command) ? farEnd(call, command, state) : happens(call, command, state)
}

type Asked = Extract<CallCommand, { appId: string }>

const isFarEnd = (command: FarEndCommand | ServiceCommand): command is FarEndCommand =>
  command.type.startsWith('farEnd')

/** What its bot asks of it. */
function asked(call: Call, command: Asked, state: StateReader): CallOutcome {
  const operation: OperationReader = id => state.operation(call.id, id)
  switch (command.type) {
    case 'answer':
      return answer(call, command)
    case 'reject':
      return reject(call, command)
    case 'redirect':
      return redirect(call, command, state)
    case 'transfer':
      return transfer(call, command, state)
    case 'delete':
      return endedBy.bot(call)
    case 'keepAlive':
      return keepAlive(call, command)
    case 'playPrompt':
      return playPrompt(call, command)
    case 'recordResponse':
      return recordResponse(call, command, operation)
    case 'subscribeToTone':
      return subscribeToTone(call, command)
    case 'cancelMediaProcessing':
      return cancelMediaProcessing(call, command, operation)
    case 'sendDtmfTones':
      return sendDtmfTones(call, command)
    case 'mute':
    case 'unmute':
      return muteItself(call, command, state)
    case 'invite':
      return invite(call, command, state)
    case 'removeParticipant':
      return removeParticipant(call, command, state)
    case 'muteParticipant':
      return muteParticipant(call, command, state)
    case 'muteAll':
      return muteAll(call, command, state)
    case 'startHoldMusic':
      return startHoldMusic(call, command, state)
    case 'stopHoldMusic':
      return stopHoldMusic(call, command, state)
    case 'addLargeGalleryView':
      return addLargeGalleryView(call, command, state)
    case 'configureMixer':
      return configureMixer(call, command, state)
    case 'changeScreenSharingRole':
      return changeScreenSharingRole(call, command, state)
    case 'updateRecordingStatus':
      return updateRecordingStatus(call, command, state)
    case 'admitFromLobby':
    case 'removeFromLobby':
      return decideOnLobby(call, command, state)
    case 'admitAllFromLobby':
      return admitAll(call, command, state)
    case 'raiseHand':
    case 'lowerHand':
    case 'lowerAllHands':
    case 'lowerHandOf':
      return hands(call, command, state)
    case 'startTranscription':
    case 'stopTranscription':
    case 'startRecording':
    case 'stopRecording':
      return transcribe(call, command)
    case 'joinContentSharingAudioGroup':
    case 'leaveContentSharingAudioGroup':
      return completedAtOnce(legOf(state, call).call, command)
    case 'reportSyntheticMedia':
      participantOf(state, legOf(state, call), command.participantId)
      return completedAtOnce(call, command)
    case 'addAudioRoutingGroup':
    case 'changeAudioRoutingGroup':
    case 'removeAudioRoutingGroup':
      return routeAudio(call, command)
  }
}

/** What happens to it without anybody asking: deadlines, media, deliveries, other calls. */
function happens(call: Call, command: ServiceCommand, state: StateReader): CallOutcome {
  const operation: OperationReader = id => state.operation(call.id, id)
  switch (command.type) {
    case 'mediaConnects':
      return mediaConnects(call, command, state)
    case 'answerWindowEnds':
      return terminate(call, call.recording === undefined ? 'notAnswered' : 'recorderNotAnswered', 'service')
    case 'ringingEnds':
      return terminate(call, 'notAnswered', 'service')
    case 'lifeEnds':
      return lifeEnds(call, command)
    case 'calleeHasNoEndpoint':
      return terminate(call, 'noEndpoint', 'service')
    case 'joinFails':
    case 'dismissed':
      return terminate(call, command.ending, 'service')
    case 'incomingNotAccepted':
      return call.state === 'incoming' ? terminate(call, 'calleeUnreachable', 'service') : { call, events: [] }
    case 'moveCallback':
      return moveCallback(call, command)
    case 'redirectAnswered':
      return redirectAnswered(call, command)
    case 'redirectRefused':
      return terminate(call, 'refusedByAll', 'farEnd')
    case 'transferAnswered':
      return transferAnswered(call, command)
    case 'transferRefused':
      return transferRefused(call, command)
    case 'legsJoined':
      return legsJoined(call, command, state)
    case 'replaced':
      return endedBy.bot(call)
    case 'promptLoaded':
      return promptLoaded(call, command)
    case 'promptEnds':
      return promptEnds(call, command, operation)
    case 'promptFails':
      return promptFails(call, command, operation)
    case 'recordingEnds':
      return recordingEnds(call, command, operation)
    case 'tonesSent':
      return tonesSent(call, command, operation)
    case 'operationCompletes':
      return operationCompletes(call, command, state)
    case 'peerEnds':
      return peerEnds(call, command)
    case 'peerPromotes':
      return peerPromotes(call, command, state)
    case 'joiningReplied':
      return joiningReplied(call, command, state)
  }
}
