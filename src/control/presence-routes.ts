import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { userNamed } from '../domain/directory/people.js'
import { absent } from '../domain/presence/presence.js'
import { graphId, optional } from '../wire/graph-type.js'
import { presenceOut, presenceToWire } from '../wire/presence.js'
import type { ControlHouse } from './house.js'
import { control } from './route.js'
import { known, theTenant } from './tenants.js'

const pair = z.strictObject({ availability: z.string(), activity: z.string() })

/** What people do at their Teams clients, and whether they are out of office. */
export function presenceRoutes(app: FastifyInstance, { engine }: ControlHouse): void {
  control(
    app,
    {
      method: 'PATCH',
      url: '/users/:user/presence',
      operationId: 'changePresence',
      summary: 'Have somebody sign in at a Teams client and show something there, sign out of it, or be out of office',
      path: z.object({ user: z.string() }),
      query: z.object({ tenantId: optional(graphId) }),
      body: z.strictObject({
        client: z
          .union([pair, z.literal('signedOut')])
          .optional()
          .meta({ description: 'What the client shows; signedOut ends its session.' }),
        outOfOffice: z.strictObject({ isOutOfOffice: z.boolean(), message: z.string().optional() }).optional()
      }),
      answer: presenceOut
    },
    async ({ params, query, body: { client, outOfOffice } }) => {
      const { seed, state, clock } = theTenant(engine, query.tenantId)
      const userId = known(userNamed(state, params.user).user).id
      const about = { userId, at: clock.now() }
      if (client !== undefined) {
        const shown = client === 'signedOut' ? undefined : client
        await engine.execute(seed.id, { type: 'clientShows', ...about, sessionId: 'teams', pair: shown })
      }
      if (outOfOffice !== undefined) await engine.execute(seed.id, { type: 'setOutOfOffice', ...about, ...outOfOffice })
      return presenceToWire(state.presence(userId) ?? absent(userId), clock.now(), true)
    }
  )
}
