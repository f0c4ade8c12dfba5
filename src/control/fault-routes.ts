import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { Refusal } from '../domain/refusals.js'
import { type FaultRule, faultActions } from '../notifications/faults.js'
import { duration, formatDuration } from '../wire/duration.js'
import { graphId, optional } from '../wire/graph-type.js'
import type { ControlHouse } from './house.js'
import { collection, control } from './route.js'

const faultOut = z.object({
  id: z.string(),
  action: z.enum(faultActions),
  notifications: z.enum(['calls', 'changes']).optional(),
  type: z.string().optional(),
  appId: z.string().optional(),
  subject: z.string().optional(),
  count: z.int().optional(),
  probability: z.number(),
  seed: z.int(),
  delay: z.string()
})

const longestWait = 10_000

/** What goes wrong with notifications, by rule. */
export function faultRoutes(app: FastifyInstance, { faults, ids }: ControlHouse): void {
  control(
    app,
    {
      method: 'GET',
      url: '/faults',
      operationId: 'listFaults',
      summary: 'What goes wrong with notifications',
      answer: collection(faultOut)
    },
    () => ({ value: faults.rules.map(faultToWire) })
  )

  control(
    app,
    {
      method: 'POST',
      url: '/faults',
      operationId: 'addFault',
      summary: 'Let notifications go wrong: those that match, as often and as likely as said',
      body: z.strictObject({
        action: z.enum(faultActions),
        notifications: z.enum(['calls', 'changes']).optional(),
        type: z.string().optional(),
        appId: optional(graphId),
        subject: optional(graphId).meta({ description: 'The id of a call or of a subscription.' }),
        count: z.int().positive().optional(),
        probability: z.number().min(0).max(1).default(1),
        seed: z.int().default(1),
        delay: duration.default(longestWait)
      }),
      status: 201,
      answer: faultOut
    },
    ({ body: { delay: delayMs, ...body } }) => {
      const rule = { id: ids.short(), ...body, delayMs }
      faults.add(rule)
      return faultToWire(rule)
    }
  )

  control(
    app,
    {
      method: 'DELETE',
      url: '/faults',
      operationId: 'removeFaults',
      summary: 'Nothing goes wrong any more',
      status: 204
    },
    () => faults.remove()
  )

  control(
    app,
    {
      method: 'DELETE',
      url: '/faults/:faultId',
      operationId: 'removeFault',
      summary: 'This no longer goes wrong',
      path: z.object({ faultId: z.string() }),
      status: 204
    },
    ({ params: { faultId } }) => {
      if (!faults.remove(faultId)) throw new Refusal('faultNotFound', 'See GET /_ringback/faults.')
    }
  )
}

function faultToWire({ delayMs, ...rule }: FaultRule): z.input<typeof faultOut> {
  return { ...rule, delay: formatDuration(delayMs) }
}
