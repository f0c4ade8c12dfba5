import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { duration } from '../wire/duration.js'
import { graphId, optional } from '../wire/graph-type.js'
import { callView, callViewOut, viewOf } from './call-view.js'
import type { ControlHouse } from './house.js'
import { ring, ringIn } from './ringing.js'
import { collection, control } from './route.js'
import { storyOf } from './story.js'

const callPath = z.object({ callId: graphId })

/** What the people at the other end do, and what they see. */
export function callRoutes(app: FastifyInstance, house: ControlHouse): void {
  const { engine } = house
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
    async ({ body }) => view((await ring(engine, body)).id)
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
      const story = await storyOf(house, callId, query.wait ?? 0)
      reply.type('text/plain; charset=utf-8').serializer((text: string) => text)
      return story
    }
  )
}
