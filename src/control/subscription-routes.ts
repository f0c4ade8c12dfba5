import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { Refusal } from '../domain/refusals.js'
import { lifecycleEvents } from '../domain/subscriptions/subscription.js'
import { graphId } from '../wire/graph-type.js'
import type { ControlHouse } from './house.js'
import { control } from './route.js'

/** What the service does to subscriptions of its own accord, on demand. */
export function subscriptionRoutes(app: FastifyInstance, { engine }: ControlHouse): void {
  control(
    app,
    {
      method: 'POST',
      url: '/subscriptions/:subscriptionId/lifecycle',
      operationId: 'sendLifecycleEvent',
      summary: 'Send a lifecycle notification; after subscriptionRemoved the subscription is gone',
      path: z.object({ subscriptionId: graphId }),
      body: z.strictObject({ lifecycleEvent: z.enum(lifecycleEvents) }),
      status: 204
    },
    async ({ params: { subscriptionId }, body: { lifecycleEvent } }) => {
      const tenant = Array.from(engine.tenants()).find(({ state }) => state.subscription(subscriptionId) !== undefined)
      if (tenant === undefined) {
        throw new Refusal('subscriptionNotFound', `There is no subscription '${subscriptionId}'.`)
      }
      const command = { type: 'sendLifecycleEvent', at: tenant.clock.now(), subscriptionId, lifecycleEvent } as const
      await engine.execute(tenant.seed.id, command)
    }
  )
}
