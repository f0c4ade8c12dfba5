import { Refusal } from '../refusals.js'
import type { CallOutcome, StateReader } from '../state.js'
import { admit } from './admission.js'
import type { Call } from './call.js'
import type { CallCommand } from './commands.js'
import { endedBy, terminate } from './ending.js'
import { farEndAnswers, farEndFails, farEndHangsUp, farEndIgnores, refuseUnlessRinging } from './far-end.js'
import { answer, keepAlive, mediaConnects, moveCallback, reject } from './handling.js'
import { callLimits } from './limits.js'
import {
  cancelMediaProcessing,
  completedAtOnce,
  farEndPresses,
  type OperationReader,
  playPrompt,
  promptEnds,
  promptFails,
  promptLoaded,
  subscribeToTone
} from './media.js'
import { redirect, redirectAnswered } from './redirect.js'
import { sendDtmfTones, tonesSent } from './sent-tones.js'
import { legsJoined, transfer, transferAnswered, transferRefused } from './transfer.js'

/** What a command does to a call: the whole state machine, one line a command. */
export function transition(call: Call, command: CallCommand, state: StateReader): CallOutcome {
  const operation: OperationReader = id => state.operation(call.id, id)
  admit(call, command)
  switch (command.type) {
    case 'answer':
      return answer(call, command)
    case 'reject':
      return reject(call, command)
    case 'redirect':
      return redirect(call, command, state)
    case 'redirectAnswered':
      return redirectAnswered(call, command)
    case 'redirectRefused':
      return terminate(call, 'refusedByAll', 'farEnd')
    case 'transfer':
      return transfer(call, command, state)
    case 'transferAnswered':
      return transferAnswered(call, command)
    case 'transferRefused':
      return transferRefused(call, command)
    case 'legsJoined':
      return legsJoined(call, command.replacesCallId)
    case 'replaced':
    case 'delete':
      return endedBy.bot(call)
    case 'keepAlive':
      return keepAlive(call, command)
    case 'playPrompt':
      return playPrompt(call, command)
    case 'subscribeToTone':
      return subscribeToTone(call, command)
    case 'cancelMediaProcessing':
      return cancelMediaProcessing(call, command, operation)
    case 'mute':
    case 'unmute':
      return completedAtOnce(call, command.type, command)
    case 'sendDtmfTones':
      return sendDtmfTones(call, command)
    case 'tonesSent':
      return tonesSent(call, command, operation)
    case 'updateRecordingStatus':
      throw new Refusal('notComplianceRecording', 'The bot was not invited by a recording policy.')
    case 'promptLoaded':
      return promptLoaded(call, command)
    case 'promptEnds':
      return promptEnds(call, command, operation)
    case 'promptFails':
      return promptFails(call, command, operation)
    case 'incomingNotAccepted':
      return call.state === 'incoming' ? terminate(call, 'calleeUnreachable', 'service') : unchanged(call)
    case 'moveCallback':
      return moveCallback(call, command)
    case 'mediaConnects':
      return mediaConnects(call)
    case 'answerWindowEnds':
    case 'ringingEnds':
      return terminate(call, 'notAnswered', 'service')
    case 'lifeEnds':
      return terminate(call, lastedWhole(call, command.at) ? 'tooLong' : 'noKeepAlive', 'service')
    case 'calleeHasNoEndpoint':
      return terminate(call, 'noEndpoint', 'service')
    case 'farEndAnswers':
      return farEndAnswers(call, command)
    case 'farEndDeclines':
      return terminate(refuseUnlessRinging(call), 'declined', 'farEnd')
    case 'farEndIsBusy':
      return endedBy.busyFarEnd(refuseUnlessRinging(call))
    case 'farEndIgnores':
      return farEndIgnores(call)
    case 'farEndHangsUp':
      return farEndHangsUp(call)
    case 'farEndPresses':
      return farEndPresses(call, command)
    case 'farEndFails':
      return farEndFails(call, command)
  }
}

function lastedWhole(call: Call, at: number): boolean {
  return at - call.createdAt >= callLimits.longestCall
}

function unchanged(call: Call): CallOutcome {
  return { call, events: [] }
}
