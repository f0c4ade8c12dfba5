import type { FastifyInstance } from 'fastify'
import { callsOf } from '../../domain/calls/lookup.js'
import { callOut, callToWire } from '../../wire/call.js'
import { collectionRoute } from '../collections.js'
import { callerOf, serviceRoot } from '../graph-route.js'
import { queryableOf, usualPage } from '../queryable-of.js'
import type { CallsOptions } from './options.js'
import { callsSubject } from './route.js'

export const callQuery = queryableOf('microsoft.graph.call', callOut, {
  navigation: ['participants', 'operations', 'audioRoutingGroups', 'contentSharingSessions']
})

/** What Graph's path list has as a collection: an application's own live calls. */
export function collectionRoutes(app: FastifyInstance, options: CallsOptions): void {
  collectionRoute(
    app,
    callsSubject,
    {
      path: '',
      operationId: 'communications.ListCalls',
      countOperationId: 'communications.calls.GetCount',
      summary: 'The live calls of the application',
      page: 'resources/call',
      item: callOut.omit({ '@odata.context': true }),
      query: { ...callQuery, page: usualPage }
    },
    request => {
      const { tenantId, appId } = callerOf(request)
      const context = `${serviceRoot(request)}/$metadata#communications/calls`
      const items = callsOf(options.house.engine.tenant(tenantId).state.calls(), appId).map(call => {
        const { '@odata.context': _own, ...told } = callToWire(call, context)
        return told
      })
      return { context, items }
    }
  )
}
