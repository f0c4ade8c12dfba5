import { progress } from '../deadlines.js'
import type { CallOutcome, OperationOutcome } from '../state.js'
import type { Call } from './call.js'
import type { SendDtmfTones } from './commands.js'
import { callLimits } from './limits.js'
import { type OperationReader, operationEnded } from './media.js'
import { operationEndings } from './operation-endings.js'
import type { Operation } from './operations.js'
import { resultInfo } from './result-info.js'
import type { TonesSent } from './service-commands.js'

/** The bot presses keys; it takes as long as keys take. */
export function sendDtmfTones(call: Call, command: SendDtmfTones): OperationOutcome {
  const { operationId, clientContext, tones, delayBetweenTonesMs, at } = command
  const operation: Operation = {
    id: operationId,
    callId: call.id,
    type: 'sendDtmfTones',
    status: 'running',
    clientContext,
    tones
  }
  const lasts = tones.length * (callLimits.sentTone + delayBetweenTonesMs)
  return {
    call,
    operation,
    operations: [operation],
    events: [{ type: 'operationCreated', callId: call.id, call, operation }],
    deadlines: [progress(`tones ${operationId}`, at + lasts, { type: 'tonesSent', callId: call.id, operationId })]
  }
}

/** The outcome of sent tones is always `completed`; how it went is in the reason. */
export function tonesSent(call: Call, { operationId }: TonesSent, operation: OperationReader): CallOutcome {
  const running = operation(operationId)
  if (running?.status !== 'running') return { call, events: [] }
  const ended: Operation = {
    ...running,
    status: 'completed',
    completionReason: 'completedSuccessfully',
    resultInfo: resultInfo(operationEndings.completed)
  }
  return { call, operations: [ended], events: [operationEnded(call, ended)] }
}
