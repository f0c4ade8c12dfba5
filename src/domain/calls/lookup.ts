import { Refusal } from '../refusals.js'
import type { StateReader } from '../state.js'
import type { Call } from './call.js'
import type { Operation } from './operations.js'

/** A call that lives, whoever's it is. */
export function liveCall(state: StateReader, callId: string): Call {
  const call = state.call(callId)
  if (call !== undefined) return call
  throw new Refusal('callNotFound', `No live call has the id '${callId}'.`)
}

/** A call as its application may see it: another application's does not exist for it, nor does one that is over. */
export function ownCall(state: StateReader, { callId, appId }: { callId: string; appId: string }): Call {
  const call = state.call(callId)
  if (call !== undefined && call.appId === appId) return call
  throw new Refusal(
    'callNotFound',
    `No live call of this application has the id '${callId}': it ended, was not answered in time, or never was.`
  )
}

/** An operation of an application's own call. Kept until the call ends. */
export function ownOperation(
  state: StateReader,
  { callId, appId, operationId }: { callId: string; appId: string; operationId: string }
): Operation {
  const operation = state.operation(ownCall(state, { callId, appId }).id, operationId)
  if (operation !== undefined) return operation
  throw new Refusal('operationNotFound', `Call '${callId}' has no operation '${operationId}'.`)
}

/** The calls of one application. */
export function callsOf(calls: Iterable<Call>, appId: string): Call[] {
  return Array.from(calls).filter(call => call.appId === appId)
}
