import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { Throttle } from '../http/throttling/throttle.js'
import type { ControlHouse } from './house.js'
import { control } from './route.js'

const wish = z.union([
  z.boolean(),
  z.strictObject({ requests: z.int().min(0), windowSeconds: z.number().positive().optional() })
])

const limitsOut = z.object({
  limits: z.array(
    z.object({ name: z.string(), requests: z.int(), windowSeconds: z.number().optional(), on: z.boolean() })
  )
})

/** Graph's limits: off, unless somebody wants to see what their client does with 429. */
export function throttlingRoutes(app: FastifyInstance, { throttle }: ControlHouse): void {
  control(
    app,
    {
      method: 'GET',
      url: '/throttling',
      operationId: 'getThrottling',
      summary: 'The limits there are, and which are on',
      answer: limitsOut
    },
    () => ({ limits: throttle.describe() })
  )

  control(
    app,
    {
      method: 'PATCH',
      url: '/throttling',
      operationId: 'changeThrottling',
      summary: 'Switch limits on as documented, on with other numbers, or off; all, or by name',
      body: z.strictObject({
        all: z.boolean().optional(),
        limits: z.strictObject(Object.fromEntries(Throttle.names.map(name => [name, wish.optional()]))).optional()
      }),
      answer: limitsOut
    },
    ({ body: { all, limits = {} } }) => {
      const everyone = all === undefined ? {} : Object.fromEntries(Throttle.names.map(name => [name, all]))
      throttle.change({ ...everyone, ...limits })
      return { limits: throttle.describe() }
    }
  )
}
