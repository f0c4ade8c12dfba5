import { Refusal } from '../refusals.js'
import type { CallOutcome, OperationOutcome } from '../state.js'
import type { Call } from './call.js'
import type { CancelMediaProcessing, OperationLeaving, PlayPrompt, SubscribeToTone } from './commands.js'
import { cancel, type DeadlineChange, progress } from './deadlines.js'
import type { CallEvent } from './events.js'
import type { Operation } from './operations.js'
import { operationEndings, resultInfo } from './result-info.js'
import type { FarEndPresses, PromptEnds, PromptFails, PromptLoaded } from './service-commands.js'

/** Looks up an operation of the call in question. */
export type OperationReader = (operationId: string) => Operation | undefined

/** Prompts queue up: a second playPrompt waits for the first. */
export function playPrompt(call: Call, command: PlayPrompt): OperationOutcome {
  refuseUnlessServiceHosted(call)
  const operation: Operation = {
    id: command.operationId,
    callId: call.id,
    type: 'playPrompt',
    status: 'running',
    clientContext: command.clientContext,
    prompts: command.prompts,
    loop: command.loop
  }
  const queued: Call = { ...call, mediaQueue: [...call.mediaQueue, operation.id] }
  const events: CallEvent[] = [{ type: 'operationCreated', callId: call.id, call: queued, operation }]
  if (call.mediaQueue.length === 0) events.push({ type: 'promptStarted', callId: call.id, call: queued, operation })
  return { call: queued, operation, operations: [operation], events }
}

/** The prompt has been fetched and lasts so long. Said of one that was cancelled meanwhile, it means nothing. */
export function promptLoaded(call: Call, { operationId, durationMs, at }: PromptLoaded): CallOutcome {
  if (call.mediaQueue[0] !== operationId) return { call, events: [] }
  return { call, events: [], deadlines: [playing(call, operationId, durationMs, at)] }
}

export function promptEnds(call: Call, command: PromptEnds, operation: OperationReader): CallOutcome {
  const { operationId, durationMs, at } = command
  if (operation(operationId)?.loop) return { call, events: [], deadlines: [playing(call, operationId, durationMs, at)] }
  return leaveQueue(call, operationId, operation, {
    status: 'completed',
    completionReason: 'completedSuccessfully',
    resultInfo: resultInfo(operationEndings.completed)
  })
}

export function promptFails(call: Call, command: PromptFails, operation: OperationReader): CallOutcome {
  return leaveQueue(call, command.operationId, operation, {
    status: 'failed',
    completionReason: 'unknown',
    resultInfo: resultInfo(operationEndings[command.ending], command.detail)
  })
}

/** Ends what plays and what waits. Tones stay subscribed. */
export function cancelMediaProcessing(
  call: Call,
  command: CancelMediaProcessing,
  operation: OperationReader
): OperationOutcome {
  refuseUnlessServiceHosted(call)
  const cancelled = call.mediaQueue.flatMap(id => {
    const queued = operation(id)
    return queued === undefined ? [] : [{ ...queued, ...asCancelled }]
  })
  const quiet: Call = { ...call, mediaQueue: [] }
  const own = completedAtOnce(quiet, 'cancelMediaProcessing', command)
  return {
    ...own,
    operations: [...cancelled, own.operation],
    events: [...own.events, ...cancelled.map(ended => operationEnded(quiet, ended))],
    deadlines: [cancel('prompt')]
  }
}

/** From now on each key is told. Subscribing again is harmless. */
export function subscribeToTone(call: Call, command: SubscribeToTone): OperationOutcome {
  refuseUnlessServiceHosted(call)
  return completedAtOnce({ ...call, toneSubscribed: true }, 'subscribeToTone', command)
}

/** Keys pressed at the far end; the bot hears them only if it has subscribed. */
export function farEndPresses(call: Call, { tones }: FarEndPresses): CallOutcome {
  const heard = call.toneSubscribed ? tones.length : 0
  const pressed: Call = { ...call, tonesHeard: call.tonesHeard + heard }
  const events = tones.map((tone, index): CallEvent => {
    const event = { type: 'tonePressed', callId: call.id, call: pressed, tone } as const
    return call.toneSubscribed ? { ...event, sequenceId: call.tonesHeard + index + 1 } : event
  })
  return { call: pressed, events }
}

const asCancelled = {
  status: 'failed',
  completionReason: 'mediaOperationCanceled',
  resultInfo: resultInfo(operationEndings.cancelled)
} as const

function refuseUnlessServiceHosted(call: Call): void {
  if (call.mediaConfig?.kind === 'serviceHosted') return
  throw new Refusal(
    'invalidMediaMode',
    'The call was created or answered with appHostedMediaConfig, so its media is in the bot: use serviceHostedMediaConfig.'
  )
}

/** An action that is done by the time it is answered; nothing more is notified of it. */
export function completedAtOnce(
  call: Call,
  type: Operation['type'],
  { operationId, clientContext }: OperationLeaving
): OperationOutcome {
  const operation: Operation = { id: operationId, callId: call.id, type, status: 'completed', clientContext }
  return {
    call,
    operation,
    operations: [operation],
    events: [{ type: 'operationCreated', callId: call.id, call, operation }]
  }
}

/** A looping prompt of no length would never let time pass, so a round takes at least this many milliseconds. */
const shortestRound = 100

function playing(call: Call, operationId: string, durationMs: number, at: number): DeadlineChange {
  return progress('prompt', at + Math.max(durationMs, shortestRound), {
    type: 'promptEnds',
    callId: call.id,
    operationId,
    durationMs
  })
}

/** Ends the operation whose turn it is and gives the next one its turn. */
function leaveQueue(
  call: Call,
  operationId: string,
  operation: OperationReader,
  result: Partial<Operation>
): CallOutcome {
  const running = operation(operationId)
  if (running === undefined || call.mediaQueue[0] !== operationId) return { call, events: [] }
  const ended: Operation = { ...running, ...result }
  const left: Call = { ...call, mediaQueue: call.mediaQueue.slice(1) }
  const next = left.mediaQueue[0] === undefined ? undefined : operation(left.mediaQueue[0])
  const events = [operationEnded(left, ended)]
  if (next !== undefined) events.push({ type: 'promptStarted', callId: call.id, call: left, operation: next })
  return { call: left, operations: [ended], events }
}

export function operationEnded(call: Call, operation: Operation): CallEvent {
  return { type: 'operationEnded', callId: call.id, call, operation }
}
