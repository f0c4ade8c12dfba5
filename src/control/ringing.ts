import { z } from 'zod'
import type { Call } from '../domain/calls/call.js'
import { reached } from '../domain/directory/directory.js'
import type { Engine } from '../engine/engine.js'
import { modality } from '../wire/call.js'
import { personFields, recordingPolicyFields } from '../wire/directory.js'
import { graphId, httpUri, optional } from '../wire/graph-type.js'
import { theTenant } from './tenants.js'

/** Who rings whom. */
export const ringIn = z.strictObject({
  from: personFields,
  to: z
    .strictObject({ application: optional(z.string()), phone: optional(z.string()) })
    .refine(({ application, phone }) => application || phone, 'must name an application or a phone.'),
  tenantId: optional(graphId),
  modalities: z.array(modality).default(['audio']),
  callbackUri: optional(httpUri),
  recordingPolicy: optional(
    recordingPolicyFields.extend({ with: personFields }).meta({
      description: 'The bot is a recorder that is rung because of a policy; `with` says whom the caller speaks with.'
    })
  )
})

export type Ring = z.output<typeof ringIn>

/** Somebody rings a bot: of the tenant that is named, or of the first that has it. */
export async function ring(engine: Engine, { tenantId, ...who }: Ring): Promise<Call> {
  const { seed, clock, ids } = theTenant(engine, tenantId, ({ state }) =>
    Array.from(state.applications()).some(one => reached(one, who.to))
  )
  const { call } = await engine.execute(seed.id, {
    type: 'farEndCalls',
    at: clock.now(),
    callId: ids.guid(),
    callChainId: ids.guid(),
    myParticipantId: ids.guid(),
    farEndParticipantId: ids.guid(),
    otherParticipantId: ids.guid(),
    conversationId: ids.guid(),
    ...who
  })
  return call
}
