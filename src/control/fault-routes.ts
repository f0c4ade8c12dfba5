import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { Refusal } from '../domain/refusals.js'
import { faultFields, ruleOf } from '../faults/fault-fields.js'
import { answerActions, type FaultRule, notificationActions } from '../faults/rules.js'
import { formatDuration } from '../wire/duration.js'
import type { ControlHouse } from './house.js'
import { collection, control } from './route.js'

const both = {
  id: z.string(),
  tenantId: z.string().optional(),
  appId: z.string().optional(),
  subject: z.string().optional()
}
const drawn = { count: z.int().optional(), probability: z.number(), seed: z.int(), delay: z.string() }

const faultOut = z.object({
  ...both,
  of: z.enum(['notifications', 'answers']),
  action: z.enum([...notificationActions, ...answerActions]),
  notifications: z.enum(['calls', 'changes']).optional(),
  type: z.string().optional(),
  method: z.string().optional(),
  path: z.string().optional(),
  status: z.int().optional(),
  code: z.string().optional(),
  retryAfterSeconds: z.int().optional(),
  upTo: z.string().optional(),
  distribution: z.string().optional(),
  ...drawn
})

/** What goes wrong with notifications and with answers, by rule. */
export function faultRoutes(app: FastifyInstance, { engine, faults, ids }: ControlHouse): void {
  control(
    app,
    {
      method: 'GET',
      url: '/faults',
      operationId: 'listFaults',
      summary: 'What goes wrong with notifications and answers',
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
      summary: 'Let notifications or answers go wrong: those that match, as often and as likely as said',
      body: faultFields,
      status: 201,
      answer: faultOut
    },
    ({ body }) => {
      if (body.tenantId !== undefined) engine.tenant(body.tenantId)
      const rule = ruleOf(ids.short(), body)
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

function faultToWire(rule: FaultRule): z.input<typeof faultOut> {
  const { delayMs, ...told } = rule
  const delay = formatDuration(delayMs)
  if (told.of === 'notifications') return { ...told, delay }
  const { upToMs, ...answer } = told
  return { ...answer, delay, ...(upToMs === undefined ? {} : { upTo: formatDuration(upToMs) }) }
}
