import type { CallOutcome } from '../state.js'
import type { Call } from './call.js'
import type { Answer, KeepAlive, Reject } from './commands.js'
import { cancel, type DeadlineChange, expiry, progress } from './deadlines.js'
import { terminate } from './ending.js'
import { callLimits } from './limits.js'
import type { MoveCallback } from './service-commands.js'

/** The bot takes the call: what it did not say stays as it was announced. */
export function answer(call: Call, command: Answer): CallOutcome {
  const answered: Call = {
    ...call,
    state: 'establishing',
    callbackUri: command.callbackUri ?? call.callbackUri,
    mediaConfig: command.mediaConfig,
    requestedModalities: command.acceptedModalities ?? call.requestedModalities,
    callOptions: command.callOptions,
    scenarioId: command.scenarioId ?? call.scenarioId
  }
  return {
    call: answered,
    events: [{ type: 'callEstablishing', callId: call.id, call: answered }],
    deadlines: [cancel('answerWindow'), connecting(call, command.at), living(call, command.at)]
  }
}

/** The bot does not take the call. Its reason is told to nobody we know of; guess. */
export function reject(call: Call, { callbackUri = call.callbackUri }: Reject): CallOutcome {
  return terminate({ ...call, callbackUri }, 'declined', 'bot')
}

export function keepAlive(call: Call, command: KeepAlive): CallOutcome {
  return {
    call,
    events: [{ type: 'callKeptAlive', callId: call.id, call }],
    deadlines: [living(call, command.at)]
  }
}

/** Both sides have picked up and media flows. */
export function mediaConnects(call: Call): CallOutcome {
  const established: Call = { ...call, state: 'established' }
  const active: Call = { ...established, audioActive: true }
  return {
    call: active,
    events: [
      { type: 'callEstablished', callId: call.id, call: established },
      { type: 'audioActivated', callId: call.id, call: active }
    ]
  }
}

export function moveCallback(call: Call, { callbackUri }: MoveCallback): CallOutcome {
  if (callbackUri === call.callbackUri) return { call, events: [] }
  const moved: Call = { ...call, callbackUri }
  return { call: moved, events: [{ type: 'callbackMoved', callId: call.id, call: moved }] }
}

export function connecting(call: Call, at: number): DeadlineChange {
  return progress('mediaConnects', at + callLimits.mediaConnects, { type: 'mediaConnects', callId: call.id })
}

/** When the call dies unless it is kept alive, and in any case once it is a day old. */
export function living(call: Call, at: number): DeadlineChange {
  const due = Math.min(at + callLimits.keepAlive, call.createdAt + callLimits.longestCall)
  return expiry('life', due, { type: 'lifeEnds', callId: call.id })
}
