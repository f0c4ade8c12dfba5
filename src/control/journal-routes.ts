import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { Refusal } from '../domain/refusals.js'
import type { Entry, Journal } from '../engine/journal.js'
import type { Tenant } from '../engine/tenant.js'
import { spoilings } from '../identity/spoilt-tokens.js'
import { isOver } from '../notifications/delivery.js'
import { duration } from '../wire/duration.js'
import { graphId } from '../wire/graph-type.js'
import type { ControlHouse } from './house.js'
import { deliveryOut, deliveryToWire, eventOut, eventToWire, requestOut, requestToWire } from './journal-wire.js'
import { collection, control } from './route.js'
import { waitFor } from './wait.js'

const filters = z.object({
  callId: graphId.optional(),
  type: z.string().optional(),
  since: z.coerce.number().int().min(0).default(0).meta({ type: 'integer' }),
  tenantId: graphId.optional(),
  wait: duration.optional()
})

type Filters = z.output<typeof filters>

interface Told {
  sequence: number
  callId?: string | undefined
  tenantId?: string | undefined
  type?: string | undefined
}

/** What happened, what was asked and what was posted. With `wait`, the answer comes as soon as something matches. */
export function journalRoutes(app: FastifyInstance, house: ControlHouse): void {
  const { engine, requests, deliveries, dispatcher } = house
  const tenants = (tenantId: string | undefined): Tenant[] =>
    tenantId === undefined ? Array.from(engine.tenants()) : [engine.tenant(tenantId)]

  control(
    app,
    {
      method: 'GET',
      url: '/events',
      operationId: 'listEvents',
      summary: 'What happened',
      query: filters,
      answer: collection(eventOut)
    },
    ({ query }) =>
      answer(
        query,
        tenants(query.tenantId).map(({ events }) => events),
        eventToWire
      )
  )

  control(
    app,
    {
      method: 'GET',
      url: '/deliveries',
      operationId: 'listDeliveries',
      summary: 'What was posted to bots, and what became of it; with settled, once nothing is on its way any more',
      query: filters.extend({ settled: duration.optional() }),
      answer: collection(deliveryOut)
    },
    async ({ query }) => {
      const journals = tenants(query.tenantId).map(({ seed }) => deliveries.of(seed.id))
      const underWay = () => journals.flatMap(journal => Array.from(journal.since(0)).filter(one => !isOver(one)))
      await waitFor(journals, query.settled ?? 0, underWay, ({ length }) => length === 0)
      return answer(query, journals, deliveryToWire)
    }
  )

  control(
    app,
    {
      method: 'GET',
      url: '/requests',
      operationId: 'listRequests',
      summary: 'What was asked of Graph and of the token endpoint; of all tenants, and of those who got no token',
      query: filters.omit({ type: true }),
      answer: collection(requestOut)
    },
    ({ query }) => answer(query, [requests.journal], requestToWire)
  )

  control(
    app,
    {
      method: 'POST',
      url: '/deliveries/:deliveryId/resend',
      operationId: 'resendDelivery',
      summary: 'Post a notification once more; with a token the bot has to refuse, if that is to be tried',
      path: z.object({ deliveryId: z.string() }),
      body: z.strictObject({ token: z.enum(spoilings).optional() }),
      status: 201,
      answer: deliveryOut
    },
    ({ params: { deliveryId }, body: { token } }) => {
      const all = tenants(undefined).flatMap(({ seed }) => Array.from(deliveries.of(seed.id).since(0)))
      const delivery = all.find(({ id }) => id === deliveryId)
      if (delivery === undefined) throw new Refusal('deliveryNotFound', `See GET /_ringback/deliveries.`)
      return deliveryToWire(dispatcher.resend(delivery, token))
    }
  )
}

/** The entries that match; if none does, those that do as soon as there are some, or none when the wait is over. */
async function answer<T extends Entry, W extends Told>(
  query: Filters,
  journals: Journal<T>[],
  toWire: (entry: T) => W
) {
  const look = () =>
    journals.flatMap(journal => Array.from(journal.since(query.since), toWire)).filter(told => matches(told, query))
  return { value: await waitFor(journals, query.wait ?? 0, look, ({ length }) => length > 0) }
}

function matches(told: Told, { callId, type, tenantId }: Partial<Filters>): boolean {
  return (
    (callId === undefined || told.callId === callId) &&
    (type === undefined || told.type === type) &&
    (tenantId === undefined || told.tenantId === undefined || told.tenantId === tenantId)
  )
}
