import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { reached } from '../domain/directory/directory.js'
import { isOver } from '../notifications/delivery.js'
import { modality } from '../wire/call.js'
import { personFields, recordingPolicyFields } from '../wire/directory.js'
import { duration } from '../wire/duration.js'
import { graphId, httpUri, optional } from '../wire/graph-type.js'
import { callView, callViewOut, viewOf } from './call-view.js'
import type { ControlHouse } from './house.js'
import { collection, control } from './route.js'
import { sequenceDiagram } from './sequence-diagram.js'
import { anyCall, theTenant } from './tenants.js'
import { waitFor } from './wait.js'

const callPath = z.object({ callId: graphId })

const ringIn = z.strictObject({
  from: personFields,
  to: z
    .strictObject({ application: optional(z.string()), phone: optional(z.string()) })
    .refine(({ application, phone }) => application || phone, 'must name an application or a phone.'),
  tenantId: optional(graphId),
  modalities: z.array(modality).default(['audio']),
  callbackUri: optional(httpUri),
  /** The bot is a recorder that is rung because of a policy; `with` says whom the caller speaks with. */
  recordingPolicy: optional(recordingPolicyFields.extend({ with: personFields }))
})

/** What the people at the other end do, and what they see. */
export function callRoutes(app: FastifyInstance, { engine, clock, ids, requests, deliveries }: ControlHouse): void {
  const view = (callId: string) => viewOf(engine, callId)

  control(
    app,
    {
      method: 'POST',
      url: '/calls',
      operationId: 'ring',
      summary: 'Somebody rings a bot',
      body: ringIn,
      status: 201,
      answer: callViewOut
    },
    async ({ body: { tenantId, ...ring } }) => {
      const { seed } = theTenant(engine, tenantId, ({ state }) =>
        Array.from(state.applications()).some(one => reached(one, ring.to))
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
        ...ring
      })
      return view(call.id)
    }
  )

  control(
    app,
    {
      method: 'GET',
      url: '/calls',
      operationId: 'listCalls',
      summary: 'Calls that live and calls that ended, newest first',
      query: z.object({ tenantId: optional(graphId) }),
      answer: collection(callViewOut)
    },
    ({ query }) => {
      const tenants = query.tenantId === undefined ? Array.from(engine.tenants()) : [engine.tenant(query.tenantId)]
      const value = tenants.flatMap(({ state }) => [
        ...Array.from(state.calls(), call => callView({ call, operations: state.operations(call.id) }, [], [])),
        ...Array.from(state.ended.values(), ended => callView(ended, [], []))
      ])
      return { value: value.sort((a, b) => b.createdAt.localeCompare(a.createdAt)) }
    }
  )

  control(
    app,
    {
      method: 'GET',
      url: '/calls/:callId',
      operationId: 'getCall',
      summary: 'A call as the far end sees it, also after its end',
      path: callPath,
      answer: callViewOut
    },
    ({ params }) => view(params.callId)
  )

  control(
    app,
    {
      method: 'GET',
      url: '/calls/:callId/diagram',
      operationId: 'getSequenceDiagram',
      summary: 'The story of a call as a Mermaid sequence diagram; with wait, once all it caused is delivered',
      path: callPath,
      query: z.object({ wait: duration.optional() }),
      answer: z.string().meta({ contentMediaType: 'text/plain' })
    },
    async ({ params: { callId }, query }, reply) => {
      const { tenant, call } = anyCall(engine, callId)
      const journal = deliveries.of(tenant.seed.id)
      const underWay = () =>
        Array.from(journal.since(0)).filter(delivery => delivery.callId === callId && !isOver(delivery))
      await waitFor([journal], query.wait ?? 0, underWay, ({ length }) => length === 0)
      reply.type('text/plain; charset=utf-8').serializer((text: string) => text)
      return sequenceDiagram(tenant.state, call, {
        events: tenant.events.since(0),
        requests: requests.journal.since(0),
        deliveries: journal.since(0)
      })
    }
  )
}
