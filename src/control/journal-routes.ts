import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { Refusal } from '../domain/refusals.js'
import type { Entry, Journal } from '../engine/journal.js'
import { spoilings } from '../identity/spoilt-tokens.js'
import { isOver } from '../notifications/delivery.js'
import { duration } from '../wire/duration.js'
import { graphId } from '../wire/graph-type.js'
import type { ControlHouse } from './house.js'
import { deliveryOut, deliveryToWire, eventOut, requestOut } from './journal-wire.js'
import { collection, control } from './route.js'
import { waitFor } from './wait.js'

const filters = z.object({
  callId: graphId.optional(),
  type: z.string().optional(),
  since: z.coerce.number().int().min(0).default(0).meta({ type: 'integer' }),
  tenantId: graphId.optional(),
  wait: duration.optional()
})

/** What happened, what was asked and what was posted. With `wait`, the answer comes as soon as something matches. */
export function journalRoutes(app: FastifyInstance, { journals, dispatcher }: ControlHouse): void {
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
    ({ query }) => answer(query.wait, journals.eventsOf(query.tenantId), () => journals.events(query))
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
      const watched = journals.deliveriesOf(query.tenantId)
      const underWay = () => watched.flatMap(journal => Array.from(journal.since(0)).filter(one => !isOver(one)))
      await waitFor(watched, query.settled ?? 0, underWay, ({ length }) => length === 0)
      return answer(query.wait, watched, () => journals.deliveries(query))
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
    ({ query }) => answer(query.wait, journals.requestsOfAll(), () => journals.requests(query))
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
      const all = journals.deliveriesOf(undefined).flatMap(journal => Array.from(journal.since(0)))
      const delivery = all.find(({ id }) => id === deliveryId)
      if (delivery === undefined) throw new Refusal('deliveryNotFound', `See GET /_ringback/deliveries.`)
      return deliveryToWire(dispatcher.resend(delivery, token))
    }
  )
}

/** The entries that match; if none does, those that do as soon as there are some, or none when the wait is over. */
async function answer<W>(wait: number | undefined, watched: readonly Journal<Entry>[], look: () => W[]) {
  return { value: await waitFor(watched, wait ?? 0, look, ({ length }) => length > 0) }
}
