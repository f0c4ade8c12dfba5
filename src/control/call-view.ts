import { z } from 'zod'
import type { Call } from '../domain/calls/call.js'
import { endingOf } from '../domain/calls/catalogue.js'
import type { ResultInfo } from '../domain/calls/result-info.js'
import { type Participant, sharesScreen } from '../domain/conversations/conversation.js'
import type { IdentitySet } from '../domain/directory/identity-set.js'
import type { Engine } from '../engine/engine.js'
import type { RecordedEvent } from '../engine/tenant.js'
import type { EndedCall } from '../store/state-store.js'
import { callStates } from '../wire/call.js'
import { commsOperationOut, operationToWire } from '../wire/comms-operation.js'
import { dateTimeOffset } from '../wire/graph-type.js'
import { anyCall } from './tenants.js'

const partyOut = z.object({
  kind: z.string(),
  id: z.string(),
  displayName: z.string().optional(),
  participantId: z.string().optional()
})

const endingOut = z.object({
  code: z.int(),
  subcode: z.int(),
  message: z.string(),
  when: z.string().optional(),
  advice: z.string().optional()
})

/** Somebody in a conversation, as people see them. */
export const participantViewOut = partyOut.extend({
  participantId: z.string(),
  callId: z.string().optional(),
  presence: z.enum(['ringing', 'lobby', 'present', 'left']),
  role: z.string(),
  muted: z.boolean(),
  onHold: z.boolean(),
  sharing: z.boolean()
})

/** A call as the far end sees it. */
export const callViewOut = z
  .object({
    callId: z.string(),
    tenantId: z.string(),
    appId: z.string(),
    direction: z.enum(['incoming', 'outgoing']),
    state: z.enum(callStates),
    from: partyOut,
    to: partyOut,
    callbackUri: z.string(),
    createdAt: z.string(),
    farEndConnected: z.boolean(),
    toneSubscribed: z.boolean(),
    prompts: z.array(
      z.object({ operationId: z.string(), uri: z.string(), status: z.string(), clientContext: z.string().optional() })
    ),
    tones: z.array(z.object({ tone: z.string(), heard: z.boolean() })),
    operations: z.array(commsOperationOut),
    /** Those in the conversation, when there are several; the bot is one of them. */
    participants: z.array(participantViewOut),
    recordings: z.array(
      z.object({ operationId: z.string(), location: z.string(), lastedMs: z.number(), status: z.string() })
    ),
    ending: endingOut.nullable()
  })
  .meta({ id: 'farEndCall' })

export type CallView = z.input<typeof callViewOut>

/**
 * A call wherever it is, with everything that is known of it.
 *
 * @internal
 */
export function viewOf(engine: Engine, callId: string): CallView {
  const { tenant, ...found } = anyCall(engine, callId)
  const { conversationId } = found.call
  const participants = conversationId === undefined ? [] : tenant.state.participants(conversationId)
  return callView(found, tenant.events.since(0), participants)
}

/**
 * @param events Those of the tenant, for the keys pressed.
 *
 * @internal
 */
export function callView(
  { call, operations }: EndedCall,
  events: Iterable<RecordedEvent>,
  participants: Iterable<Participant>
): CallView {
  return {
    callId: call.id,
    tenantId: call.tenantId,
    appId: call.appId,
    direction: call.direction,
    state: call.state,
    from: party(call.source.identity, call.source.participantId),
    to: party(call.targets[0]?.identity ?? {}, call.targets[0]?.participantId),
    callbackUri: call.callbackUri,
    createdAt: dateTimeOffset(call.createdAt),
    farEndConnected: call.farEndConnected,
    toneSubscribed: call.toneSubscribed,
    prompts: operations.flatMap(({ id, prompts = [], status, clientContext }) =>
      prompts.map(({ uri }) => ({ operationId: id, uri, status, clientContext }))
    ),
    tones: tonesOf(call, events),
    operations: operations.map(operation => operationToWire(operation)),
    participants: Array.from(participants, participantView),
    recordings: operations.flatMap(({ id, status, recording }) =>
      recording?.lastedMs === undefined
        ? []
        : [{ operationId: id, location: recording.location, lastedMs: recording.lastedMs, status }]
    ),
    ending: call.resultInfo === undefined ? null : explained(call.resultInfo)
  }
}

/** @internal */
export function participantView(participant: Participant): z.input<typeof participantViewOut> {
  const { id, info, callId, presence, role, muted, serverMuted, onHold } = participant
  return {
    ...party(info.identity, id),
    participantId: id,
    callId,
    presence,
    role,
    muted: muted || serverMuted,
    onHold,
    sharing: sharesScreen(participant)
  }
}

/**
 * An ending with what the catalogue knows about it.
 *
 * @internal
 */
export function explained({ code, subcode, message }: ResultInfo): z.input<typeof endingOut> {
  const ending = endingOf({ code, subcode })
  return { code, subcode, message, when: ending?.when, advice: ending?.advice }
}

function party(identity: IdentitySet, participantId: string | undefined): z.input<typeof partyOut> {
  for (const [kind, member] of Object.entries(identity)) {
    if (member !== undefined) return { kind, id: member.id, displayName: member.displayName, participantId }
  }
  return { kind: 'unknown', id: '', participantId }
}

function tonesOf(call: Call, events: Iterable<RecordedEvent>): CallView['tones'] {
  return Array.from(events).flatMap(event => {
    if (event.type !== 'tonePressed' || event.callId !== call.id) return []
    return [{ tone: event.tone, heard: event.sequenceId !== undefined }]
  })
}
