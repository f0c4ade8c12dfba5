import { cancel, type DeadlineChange, progress } from '../deadlines.js'
import { Refusal } from '../refusals.js'
import type { CallOutcome, OperationOutcome } from '../state.js'
import type { Call } from './call.js'
import type {
  CancelMediaProcessing,
  OperationLeaving,
  PlayPrompt,
  RecordResponse,
  SubscribeToTone
} from './commands.js'
import type { CallEvent } from './events.js'
import type { FarEndPresses } from './far-end-commands.js'
import { operationEndings } from './operation-endings.js'
import type { CompletionReason, Operation } from './operations.js'
import { beginRecording, recorded, stoppedBy } from './record-response.js'
import { resultInfo } from './result-info.js'
import type { PromptEnds, PromptFails, PromptLoaded, RecordingEnds } from './service-commands.js'

/** Looks up an operation of the call in question. */
export type OperationReader = (operationId: string) => Operation | undefined

/** Prompts queue up: a second playPrompt waits for the first. */
export function playPrompt(call: Call, command: PlayPrompt): OperationOutcome {
  const { prompts, loop } = command
  return queued(call, { ...begun(call, command), prompts, loop }, command.at)
}

/** Recordings queue up with prompts, unless this one may barge in: then whatever plays or records is over. */
export function recordResponse(call: Call, command: RecordResponse, operation: OperationReader): OperationOutcome {
  const { prompts, recordingId, recordingLocation, recordingAccessToken, initialSilenceMs, maxSilenceMs } = command
  const { maxDurationMs, playBeep, stopTones, at } = command
  const recording = {
    ...{ id: recordingId, location: recordingLocation, accessToken: recordingAccessToken },
    ...{ initialSilenceMs, maxSilenceMs, maxDurationMs, playBeep, stopTones, heard: [] }
  }
  const wanted: Operation = { ...begun(call, command), prompts, recording }
  if (!command.bargeInAllowed) return queued(call, wanted, at)
  const silenced = silence(call, operation)
  const added = queued(silenced.call, wanted, at)
  return {
    ...added,
    operations: [...silenced.operations, ...(added.operations ?? [])],
    events: [...silenced.events, ...added.events],
    deadlines: [...silenced.deadlines, ...(added.deadlines ?? [])]
  }
}

function begun(call: Call, { type, operationId, clientContext }: OperationLeaving): Operation {
  refuseUnlessServiceHosted(call)
  return { id: operationId, callId: call.id, type, status: 'running', clientContext }
}

function queued(call: Call, operation: Operation, at: number): OperationOutcome {
  const waiting: Call = { ...call, mediaQueue: [...call.mediaQueue, operation.id] }
  const created: CallEvent = { type: 'operationCreated', callId: call.id, call: waiting, operation }
  const outcome = { call: waiting, operation, operations: [operation], events: [created] }
  if (call.mediaQueue.length > 0) return outcome
  const turn = takesTurn(waiting, operation, at)
  return { ...outcome, ...turn, operation, events: [created, ...turn.events] }
}

/** It is an operation's turn: what it has to play begins, or the recording does. */
function takesTurn(call: Call, operation: Operation, at: number): CallOutcome {
  if (operation.recording !== undefined && (operation.prompts ?? []).length === 0) {
    return beginRecording(call, operation, at)
  }
  return { call, operations: [operation], events: [{ type: 'promptStarted', callId: call.id, call, operation }] }
}

/** The prompt has been fetched and lasts so long. Said of one that was cancelled meanwhile, it means nothing. */
export function promptLoaded(call: Call, { operationId, durationMs, at }: PromptLoaded): CallOutcome {
  if (call.mediaQueue[0] !== operationId) return { call, events: [] }
  return { call, events: [], deadlines: [playing(call, operationId, durationMs, at)] }
}

export function promptEnds(call: Call, command: PromptEnds, operation: OperationReader): CallOutcome {
  const { operationId, durationMs, at } = command
  const played = operation(operationId)
  if (played?.loop) return { call, events: [], deadlines: [playing(call, operationId, durationMs, at)] }
  if (played?.recording !== undefined && call.mediaQueue[0] === operationId) return beginRecording(call, played, at)
  return leaveQueue(call, operationId, operation, at, {
    status: 'completed',
    completionReason: 'completedSuccessfully',
    resultInfo: resultInfo(operationEndings.completed)
  })
}

export function recordingEnds(call: Call, command: RecordingEnds, operation: OperationReader): CallOutcome {
  const { operationId, because, at } = command
  const current = operation(operationId)
  if (current === undefined) return { call, events: [] }
  return leaveQueue(call, operationId, operation, at, recorded(current, because, at))
}

export function promptFails(call: Call, command: PromptFails, operation: OperationReader): CallOutcome {
  const { operationId, ending, detail, at } = command
  const records = operation(operationId)?.recording !== undefined
  return leaveQueue(call, operationId, operation, at, {
    status: 'failed',
    completionReason: records ? 'playPromptFailed' : 'unknown',
    resultInfo: resultInfo(operationEndings[records ? 'promptNotPlayed' : ending], detail)
  })
}

/** Ends what plays and what waits. Tones stay subscribed. */
export function cancelMediaProcessing(
  call: Call,
  command: CancelMediaProcessing,
  operation: OperationReader
): OperationOutcome {
  refuseUnlessServiceHosted(call)
  const silenced = silence(call, operation)
  const own = completedAtOnce(silenced.call, command)
  return {
    ...own,
    operations: [...silenced.operations, own.operation],
    events: [...own.events, ...silenced.events],
    deadlines: silenced.deadlines
  }
}

/** Whatever plays, records or waits ends as cancelled. */
function silence(call: Call, operation: OperationReader) {
  const quiet: Call = { ...call, mediaQueue: [] }
  const operations = call.mediaQueue.flatMap(id => {
    const waiting = operation(id)
    return waiting === undefined ? [] : [cancelled(waiting)]
  })
  return {
    call: quiet,
    operations,
    events: operations.map(ended => operationEnded(quiet, ended)),
    deadlines: [cancel(call, 'prompt'), cancel(call, 'silence'), cancel(call, 'recordingMaximum')]
  }
}

/** From now on each key is told. Subscribing again is harmless. */
export function subscribeToTone(call: Call, command: SubscribeToTone): OperationOutcome {
  refuseUnlessServiceHosted(call)
  return completedAtOnce({ ...call, toneSubscribed: true }, command)
}

/** Keys pressed at the far end; the bot hears them only if it has subscribed. One may stop a recording. */
export function farEndPresses(call: Call, { tones, at }: FarEndPresses, operation: OperationReader): CallOutcome {
  const heard = call.toneSubscribed ? tones.length : 0
  const pressed: Call = { ...call, tonesHeard: call.tonesHeard + heard }
  const events = tones.map((tone, index): CallEvent => {
    const event = { type: 'tonePressed', callId: call.id, call: pressed, tone } as const
    return call.toneSubscribed ? { ...event, sequenceId: call.tonesHeard + index + 1 } : event
  })
  const recording = running(pressed, operation)
  const stopped = recording && stoppedBy(recording, tones, at)
  if (stopped === undefined) return { call: pressed, events }
  const left = leaveQueue(pressed, stopped.id, operation, at, stopped)
  return { ...left, events: [...events, ...left.events] }
}

/** The operation whose turn it is. */
export function running(call: Call, operation: OperationReader): Operation | undefined {
  return call.mediaQueue[0] === undefined ? undefined : operation(call.mediaQueue[0])
}

function cancelled(operation: Operation): Operation {
  const completionReason: CompletionReason =
    operation.recording === undefined ? 'mediaOperationCanceled' : 'operationCanceled'
  return { ...operation, status: 'failed', completionReason, resultInfo: resultInfo(operationEndings.cancelled) }
}

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
  { type, operationId, clientContext }: OperationLeaving,
  more: Partial<Operation> = {}
): OperationOutcome {
  return leaving(call, { id: operationId, callId: call.id, type, status: 'completed', clientContext, ...more })
}

/** The outcome of an action that leaves this operation behind. */
export function leaving(call: Call, operation: Operation): OperationOutcome {
  const created: CallEvent = { type: 'operationCreated', callId: call.id, call, operation }
  return { call, operation, operations: [operation], events: [created] }
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
export function leaveQueue(
  call: Call,
  operationId: string,
  operation: OperationReader,
  at: number,
  result: Partial<Operation>
): CallOutcome {
  const current = operation(operationId)
  if (current === undefined || call.mediaQueue[0] !== operationId) return { call, events: [] }
  const ended: Operation = { ...current, ...result }
  const left: Call = { ...call, mediaQueue: call.mediaQueue.slice(1) }
  const next = running(left, operation)
  const over: CallOutcome = {
    call: left,
    operations: [ended],
    events: [operationEnded(left, ended)],
    deadlines: [cancel(call, 'prompt'), cancel(call, 'silence'), cancel(call, 'recordingMaximum')]
  }
  if (next === undefined) return over
  const turn = takesTurn(left, next, at)
  return {
    call: turn.call,
    operations: [ended, ...(turn.operations ?? [])],
    events: [...over.events, ...turn.events],
    deadlines: [...(over.deadlines ?? []), ...(turn.deadlines ?? [])]
  }
}

export function operationEnded(call: Call, operation: Operation): CallEvent {
  return { type: 'operationEnded', callId: call.id, call, operation }
}
