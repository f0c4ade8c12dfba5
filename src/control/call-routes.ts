import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { tonesOfKeys } from '../domain/calls/tones.js'
import { reached } from '../domain/directory/directory.js'
import { isOver } from '../notifications/delivery.js'
import { modality } from '../wire/call.js'
import { duration } from '../wire/duration.js'
import { graphId, httpUri, optional } from '../wire/graph-type.js'
import { callView, callViewOut } from './call-view.js'
import type { ControlHouse } from './house.js'
import { collection, control } from './route.js'
import { sequenceDiagram } from './sequence-diagram.js'
import { anyCall, theTenant } from './tenants.js'
import { waitFor } from './wait.js'

const callPath = z.object({ callId: graphId })

const ringIn = z.strictObject({
  from: z
    .strictObject({ user: optional(z.string()), phone: optional(z.string()), guest: optional(z.string()) })
    .refine(({ user, phone, guest }) => user || phone || guest, 'must name a user, a phone or a guest.'),
  to: z
    .strictObject({ application: optional(z.string()), phone: optional(z.string()) })
    .refine(({ application, phone }) => application || phone, 'must name an application or a phone.'),
  tenantId: optional(graphId),
  modalities: z.array(modality).default(['audio']),
  callbackUri: optional(httpUri)
})

/** Keys as on a phone: `12#`, or one by one. */
const keys = z.union([z.string(), z.array(z.string()).transform(list => list.join(''))]).transform(tonesOfKeys)

const farEndActions = {
  answer: 'farEndAnswers',
  decline: 'farEndDeclines',
  busy: 'farEndIsBusy',
  ignore: 'farEndIgnores',
  'hang-up': 'farEndHangsUp'
} as const

type FarEndAction = keyof typeof farEndActions

/** What the people at the other end do, and what they see. */
export function callRoutes(app: FastifyInstance, { engine, clock, ids, requests, deliveries }: ControlHouse): void {
  const view = (callId: string) => {
    const { tenant, ...found } = anyCall(engine, callId)
    return callView(found, tenant.events.since(0))
  }

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
    async ({ body: { from, to, tenantId, modalities, callbackUri } }) => {
      const { seed } = theTenant(engine, tenantId, ({ state }) =>
        Array.from(state.applications()).some(one => reached(one, to))
      )
      const { call } = await engine.execute(seed.id, {
        type: 'farEndCalls',
        at: clock.now(),
        callId: ids.guid(),
        callChainId: ids.guid(),
        myParticipantId: ids.guid(),
        farEndParticipantId: ids.guid(),
        from,
        to,
        modalities,
        callbackUri
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
        ...Array.from(state.calls(), call => callView({ call, operations: state.operations(call.id) }, [])),
        ...Array.from(state.ended.values(), ended => callView(ended, []))
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

  for (const action of Object.keys(farEndActions) as FarEndAction[]) {
    control(
      app,
      {
        method: 'POST',
        url: `/calls/:callId/far-end/${action}`,
        operationId: `farEnd.${action}`,
        summary: `The far end: ${action}`,
        path: callPath,
        body: z.strictObject({}),
        answer: callViewOut
      },
      async ({ params: { callId } }) => {
        const { tenant } = anyCall(engine, callId)
        await engine.execute(tenant.seed.id, { type: farEndActions[action], at: clock.now(), callId })
        return view(callId)
      }
    )
  }

  control(
    app,
    {
      method: 'POST',
      url: '/calls/:callId/far-end/fail',
      operationId: 'farEnd.fail',
      summary: 'Something goes wrong: the call ends with any code and subcode of docs/endings.md',
      path: callPath,
      body: z.strictObject({ code: z.int(), subcode: z.int() }),
      answer: callViewOut
    },
    async ({ params: { callId }, body: { code, subcode } }) => {
      const { tenant } = anyCall(engine, callId)
      await engine.execute(tenant.seed.id, { type: 'farEndFails', at: clock.now(), callId, code, subcode })
      return view(callId)
    }
  )

  control(
    app,
    {
      method: 'POST',
      url: '/calls/:callId/far-end/press',
      operationId: 'farEnd.press',
      summary: 'The far end presses keys',
      path: callPath,
      body: z.strictObject({ tones: keys }),
      answer: callViewOut
    },
    async ({ params: { callId }, body: { tones } }) => {
      const { tenant } = anyCall(engine, callId)
      await engine.execute(tenant.seed.id, { type: 'farEndPresses', at: clock.now(), callId, tones })
      return view(callId)
    }
  )
}
