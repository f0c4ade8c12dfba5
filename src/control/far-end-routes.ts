import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { graphId } from '../wire/graph-type.js'
import { callViewOut, viewOf } from './call-view.js'
import { farEndActions, perform } from './far-end-actions.js'
import type { ControlHouse } from './house.js'
import { control } from './route.js'

/** What people at the other end of a call do. */
export function farEndRoutes(app: FastifyInstance, house: ControlHouse): void {
  for (const [name, action] of Object.entries(farEndActions)) {
    control(
      app,
      {
        method: 'POST',
        url: `/calls/:callId/far-end/${name}`,
        operationId: `farEnd.${name}`,
        summary: `The far end: ${action.summary}`,
        path: z.object({ callId: graphId }),
        body: action.body,
        answer: callViewOut
      },
      async ({ params: { callId }, body }) => {
        await perform(house, action, callId, body)
        return viewOf(house.engine, callId)
      }
    )
  }
}
