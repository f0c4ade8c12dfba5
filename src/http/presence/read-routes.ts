import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { absent } from '../../domain/presence/presence.js'
import { Refusal } from '../../domain/refusals.js'
import type { Filter } from '../../odata/filter.js'
import {
  getPresencesByUserIdIn,
  type PresenceWire,
  presenceOut,
  presenceToWire,
  unknownPresence
} from '../../wire/presence.js'
import { queryOf } from '../client-wishes.js'
import { collectionRoute } from '../collections.js'
import { callerOf, type GraphOptions, type GraphRequest, graphRoute, serviceRoot } from '../graph-route.js'
import { queryableOf, usualPage } from '../queryable-of.js'

export const presenceSubject = { root: '/communications', tag: 'communications.presence' }

const query = queryableOf('microsoft.graph.presence', presenceOut)

/** What somebody's presence is. */
export function readRoutes(app: FastifyInstance, options: GraphOptions): void {
  const { engine } = options.house

  /** Undefined for somebody who is not of the tenant. */
  const presenceOf = (request: GraphRequest, userId: string): PresenceWire | undefined => {
    const { tenantId, userId: own } = callerOf(request)
    const { state } = engine.tenant(tenantId)
    if (state.user(userId) === undefined) return undefined
    return presenceToWire(state.presence(userId) ?? absent(userId), request.exchange.clock.now(), userId === own)
  }

  collectionRoute(
    app,
    presenceSubject,
    {
      path: '/presences',
      operationId: 'communications.ListPresences',
      countOperationId: 'communications.presences.GetCount',
      summary: 'The presence of those whom a filter names; nobody without one',
      page: 'cloudcommunications-getpresencesbyuserid',
      item: presenceOut,
      query: { ...query, filter: ['id'], page: usualPage }
    },
    request => ({
      context: `${serviceRoot(request)}/$metadata#communications/presences`,
      items: idsIn(queryOf(request).filter).flatMap(id => presenceOf(request, id) ?? [])
    })
  )

  graphRoute(
    app,
    presenceSubject,
    {
      method: 'GET',
      path: '/presences/:userId',
      operationId: 'communications.GetPresences',
      summary: 'Whether somebody can be reached; also /users/{id}/presence and /me/presence',
      page: 'presence-get',
      query,
      status: 200,
      answer: presenceOut
    },
    async request => {
      const { userId } = request.params
      const presence = presenceOf(request, userId)
      if (presence === undefined) {
        throw new Refusal('presenceNotFound', `No user of this tenant has the id or address '${userId}'.`)
      }
      const set = /\/presences\W/i.test(request.originalUrl)
        ? 'communications/presences'
        : `users('${userId}')/presence`
      return { '@odata.context': `${serviceRoot(request)}/$metadata#${set}/$entity`, ...presence }
    }
  )

  graphRoute(
    app,
    presenceSubject,
    {
      method: 'POST',
      path: '/getPresencesByUserId',
      operationId: 'communications.getPresencesByUserId',
      summary: 'The presence of up to 650 people',
      page: 'cloudcommunications-getpresencesbyuserid',
      body: getPresencesByUserIdIn,
      status: 200,
      answer: z.object({ '@odata.context': z.string(), value: z.array(presenceOut) })
    },
    async request => ({
      '@odata.context': `${serviceRoot(request)}/$metadata#Collection(microsoft.graph.presence)`,
      value: Array.from(new Set(request.body.ids), id => presenceOf(request, id) ?? unknownPresence(id))
    })
  )
}

/** Whom a filter names: only they are looked up, however many there are. */
function idsIn(filter: Filter | undefined): string[] {
  switch (filter?.kind) {
    case 'or':
      return [...idsIn(filter.left), ...idsIn(filter.right)]
    case 'in':
      return filter.literals.map(({ value }) => String(value).toLowerCase())
    case 'compare':
      return filter.operator === 'eq' ? [String(filter.literal.value).toLowerCase()] : []
    default:
      return []
  }
}
