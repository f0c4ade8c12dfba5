import { z } from 'zod'
import type { RecordedEvent } from '../engine/tenant.js'
import type { RequestEntry } from '../http/request-journal.js'
import type { Delivery } from '../notifications/delivery.js'
import { commsOperationOut, operationToWire } from '../wire/comms-operation.js'
import { dateTimeOffset } from '../wire/graph-type.js'
import { resultInfoOut, resultInfoToWire } from '../wire/result-info.js'
import { participantView, participantViewOut } from './call-view.js'

export const eventOut = z.object({
  sequence: z.int(),
  at: z.string(),
  tenantId: z.string(),
  type: z.string(),
  callId: z.string().optional(),
  state: z.string().optional(),
  tone: z.string().optional(),
  sequenceId: z.int().optional(),
  operation: commsOperationOut.optional(),
  endedBy: z.string().optional(),
  resultInfo: resultInfoOut.optional(),
  appId: z.string().optional(),
  userId: z.string().optional(),
  availability: z.string().optional(),
  activity: z.string().optional(),
  displayName: z.string().optional(),
  changed: z.array(z.string()).optional(),
  conversationId: z.string().optional(),
  meetingId: z.string().optional(),
  /** The one it is about. */
  participant: participantViewOut.optional(),
  /** What is different: the far end's action. */
  change: z.string().optional(),
  participants: z.array(participantViewOut).optional(),
  subject: z.string().optional(),
  locked: z.boolean().optional(),
  subscriptionId: z.string().optional(),
  resource: z.string().optional(),
  lifecycleEvent: z.string().optional(),
  speech: z.object({ durationMs: z.number(), voice: z.boolean() }).optional()
})

export type EventWire = z.input<typeof eventOut>

/** @internal */
export function eventToWire(event: RecordedEvent): EventWire {
  const { sequence, at, tenantId, type } = event
  const told = { sequence, at: dateTimeOffset(at), tenantId, type }
  if ('participant' in event) {
    const { conversationId, participant } = event
    return { ...told, conversationId, participant: participantView(participant), change: changeOf(event) }
  }
  if ('subscription' in event) {
    const { id: subscriptionId, appId, resource } = event.subscription
    const lifecycleEvent = 'lifecycleEvent' in event ? event.lifecycleEvent : undefined
    return { ...told, subscriptionId, appId, resource, lifecycleEvent }
  }
  if (!('call' in event)) {
    const { order: _order, ...rest } = event
    return { ...rest, ...told }
  }
  const { call } = event
  return {
    ...told,
    callId: event.callId,
    state: call.state,
    tone: 'tone' in event ? event.tone : undefined,
    sequenceId: 'sequenceId' in event ? event.sequenceId : undefined,
    operation: 'operation' in event ? operationToWire(event.operation) : undefined,
    endedBy: 'endedBy' in event ? event.endedBy : undefined,
    change: changeOf(event),
    participants: event.type === 'rosterChanged' ? event.changed.map(participantView) : undefined,
    speech: event.type === 'farEndSpoke' ? { durationMs: event.durationMs, voice: event.voice } : undefined,
    resultInfo: call.resultInfo === undefined ? undefined : resultInfoToWire(call.resultInfo)
  }
}

function changeOf(event: RecordedEvent): string | undefined {
  return 'change' in event ? event.change : undefined
}

const attemptOut = z.object({
  at: z.string(),
  target: z.string(),
  status: z.int().optional(),
  elapsedMs: z.number(),
  bodyExcerpt: z.string().optional(),
  error: z.string().optional(),
  diagnosis: z.string()
})

export const deliveryOut = z.object({
  sequence: z.int(),
  id: z.string(),
  at: z.string(),
  tenantId: z.string(),
  appId: z.string(),
  callId: z.string().optional(),
  subscriptionIds: z.array(z.string()).optional(),
  type: z.string(),
  changeType: z.string(),
  resourceUrl: z.string(),
  target: z.string(),
  state: z.enum(['waiting', 'sending', 'delivered', 'failed', 'dropped']),
  /** How its endpoint was doing, where that is looked at. */
  endpointState: z.enum(['ok', 'slow', 'drop', 'probe']).optional(),
  /** What went wrong with it, by rule. */
  fault: z.string().optional(),
  /** What was wrong with its token, on purpose. */
  token: z.string().optional(),
  attempts: z.array(attemptOut),
  /** What was posted. */
  notification: z.looseObject({}),
  /** What its encrypted parts say. */
  decrypted: z.array(z.looseObject({})).optional()
})

export type DeliveryWire = z.input<typeof deliveryOut>

/** @internal */
export function deliveryToWire(delivery: Delivery): DeliveryWire {
  const { sequence, id, at, tenantId, appId, callId, type, changeType, resourceUrl, target, state } = delivery
  return {
    sequence,
    id,
    at: dateTimeOffset(at),
    tenantId,
    appId,
    callId,
    subscriptionIds: delivery.subscriptionIds && [...delivery.subscriptionIds],
    decrypted: delivery.decrypted?.map(content => ({ ...content })),
    type,
    changeType,
    resourceUrl,
    target,
    state,
    endpointState: delivery.endpointState,
    fault: delivery.fault?.action,
    token: delivery.spoiling,
    attempts: delivery.attempts.map(({ order: _order, at: triedAt, ...attempt }) => ({
      at: dateTimeOffset(triedAt),
      ...attempt
    })),
    notification: delivery.body === '' ? {} : JSON.parse(delivery.body)
  }
}

export const requestOut = z.object({
  sequence: z.int(),
  id: z.string(),
  at: z.string(),
  tenantId: z.string().optional(),
  appId: z.string().optional(),
  callId: z.string().optional(),
  method: z.string(),
  path: z.string(),
  status: z.int(),
  elapsedMs: z.number(),
  body: z.unknown().optional(),
  error: z.object({ code: z.string(), message: z.string() }).optional(),
  /** What went wrong with the answer, by rule. */
  fault: z.string().optional(),
  /** Why the real tenant would have refused what was answered here. */
  wouldBeRefused: z.string().optional()
})

export type RequestWire = z.input<typeof requestOut>

/** @internal */
export function requestToWire({ order: _order, at, ...entry }: RequestEntry): RequestWire {
  return { ...entry, at: dateTimeOffset(at) }
}
