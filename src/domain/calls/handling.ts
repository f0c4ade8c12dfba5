import { legJoins } from '../conversations/joining.js'
import { cancel, type DeadlineChange, expiry, progress } from '../deadlines.js'
import type { CallOutcome, StateReader } from '../state.js'
import type { Call } from './call.js'
import type { Answer, KeepAlive, Reject } from './commands.js'
import { terminate } from './ending.js'
import { callLimits } from './limits.js'
import { refuseWithout, toBeInGroups } from './permissions.js'
import type { LifeEnds, MediaConnects, MoveCallback } from './service-commands.js'

/** The bot takes the call: what it did not say stays as it was announced. */
export function answer(call: Call, command: Answer): CallOutcome {
  if (call.conversationId !== undefined) refuseWithout(toBeInGroups, command)
  const { recording } = call
  const answered: Call = {
    ...call,
    state: 'establishing',
    callbackUri: command.callbackUri ?? call.callbackUri,
    mediaConfig: command.mediaConfig,
    requestedModalities: command.acceptedModalities ?? call.requestedModalities,
    callOptions: command.callOptions,
    scenarioId: command.scenarioId ?? call.scenarioId,
    ...(recording && { recording: { ...recording, capacity: command.participantCapacity || recording.capacity } })
  }
  return {
    call: answered,
    events: [{ type: 'callEstablishing', callId: call.id, call: answered }],
    deadlines: [cancel(call, 'answerWindow'), connecting(call, command.at), living(call, command.at)]
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
export function mediaConnects(call: Call, { at }: MediaConnects, state: StateReader): CallOutcome {
  const { conversationId } = call
  if (conversationId !== undefined) return legJoins(state, { ...call, conversationId }, at)
  const established: Call = { ...call, state: 'established', connectedAt: at }
  const active: Call = { ...established, audioActive: true }
  return {
    call: active,
    events: [
      { type: 'callEstablished', callId: call.id, call: established },
      { type: 'audioActivated', callId: call.id, call: active }
    ]
  }
}

/** Nobody kept it alive, or it has lasted as long as a call may. */
export function lifeEnds(call: Call, { at }: LifeEnds): CallOutcome {
  return terminate(call, at - call.createdAt >= callLimits.longestCall ? 'over' : 'noKeepAlive', 'service')
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
