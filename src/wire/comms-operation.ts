import { z } from 'zod'
import type { Operation, OperationType } from '../domain/calls/operations.js'
import { resultInfoOut, resultInfoToWire } from './result-info.js'

const typeNames = {
  playPrompt: 'playPromptOperation',
  subscribeToTone: 'subscribeToToneOperation',
  cancelMediaProcessing: 'cancelMediaProcessingOperation',
  mute: 'muteParticipantOperation',
  unmute: 'unmuteParticipantOperation',
  sendDtmfTones: 'sendDtmfTonesOperation'
} as const satisfies Record<OperationType, string>

/**
 * A long-running action's record. The schema spells the statuses in PascalCase; all JSON in the documentation but
 * one sample uses camelCase, and so do we.
 * Source: https://learn.microsoft.com/graph/api/resources/commsoperation
 */
export const commsOperationOut = z
  .object({
    '@odata.type': z.string(),
    '@odata.context': z.string().optional(),
    id: z.string(),
    status: z.enum(['notStarted', 'running', 'completed', 'failed']),
    clientContext: z.string().nullable().optional(),
    completionReason: z.string().optional(),
    resultInfo: resultInfoOut.nullable().optional()
  })
  .meta({ id: 'microsoft.graph.commsOperation' })

export function operationToWire(operation: Operation, context?: string): z.input<typeof commsOperationOut> {
  const { id, status, clientContext, completionReason } = operation
  return {
    '@odata.type': `#microsoft.graph.${typeNames[operation.type]}`,
    '@odata.context': context,
    id,
    status,
    clientContext: clientContext ?? null,
    completionReason,
    resultInfo: operation.resultInfo === undefined ? null : resultInfoToWire(operation.resultInfo)
  }
}

/** The type's name, which is also the fragment of the `@odata.context` of the action's answer. */
export function operationTypeName(type: OperationType): string {
  return typeNames[type]
}
