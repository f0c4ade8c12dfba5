import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { graphId } from '../wire/graph-type.js'
import type { ControlHouse } from './house.js'
import { deliveryToWire, eventToWire, requestToWire } from './journal-wire.js'

const query = z.object({
  callId: graphId.optional(),
  tenantId: graphId.optional(),
  type: z.string().optional(),
  /** Sends the events after this number first. */
  since: z.coerce.number().int().min(0).optional()
})

/** A listener that reads slower than this many bytes behind is let go; it can come back with `since`. */
const mostUnread = 4 * 1024 * 1024
/** The WebSocket close code for "try again later". */
const tryAgainLater = 1013

interface Told {
  kind: 'event' | 'request' | 'delivery'
  callId?: string | undefined
  tenantId?: string | undefined
  type?: string | undefined
}

type Hear = (told: Told) => void

/** Events, requests and deliveries as they happen, one JSON message each, over a WebSocket. */
export function streamRoute(app: FastifyInstance, { engine, requests, deliveries }: ControlHouse): void {
  const listening = new Set<Hear>()
  const tell = (told: () => Told) => {
    if (listening.size === 0) return
    const once = told()
    for (const hear of listening) hear(once)
  }
  engine.listen(event => tell(() => ({ kind: 'event', ...eventToWire(event) })))
  requests.listen(entry => tell(() => ({ kind: 'request', ...requestToWire(entry) })))
  deliveries.listen(delivery => tell(() => ({ kind: 'delivery', ...deliveryToWire(delivery) })))

  app.get('/stream', { websocket: true, schema: { querystring: query, hide: true } }, (socket, request) => {
    const { callId, tenantId, type, since } = request.query as z.output<typeof query>
    const hear: Hear = told => {
      if (callId !== undefined && told.callId !== callId) return
      if (tenantId !== undefined && told.tenantId !== tenantId) return
      if (type !== undefined && told.type !== type) return
      if (socket.bufferedAmount > mostUnread) socket.close(tryAgainLater, 'Reading too slowly: come back with since.')
      else socket.send(JSON.stringify(told))
    }
    if (since !== undefined) {
      for (const { events } of engine.tenants()) {
        for (const event of events.since(since)) hear({ kind: 'event', ...eventToWire(event) })
      }
    }
    listening.add(hear)
    socket.on('close', () => listening.delete(hear))
  })
}
