import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { callsOf } from '../../domain/calls/lookup.js'
import { callOut, callToWire } from '../../wire/call.js'
import { collectionOf } from './collection.js'
import type { CallsOptions } from './options.js'
import { callerOf, route, serviceRoot } from './route.js'

/** What Graph's path list has as collections: an application's own live calls. */
export function collectionRoutes(app: FastifyInstance, options: CallsOptions): void {
  const { engine } = options.house

  const ownCalls = (request: FastifyRequest) => {
    const { tenantId, appId } = callerOf(request)
    return callsOf(engine.tenant(tenantId).state.calls(), appId)
  }

  route(
    app,
    {
      method: 'GET',
      path: '',
      operationId: 'communications.ListCalls',
      summary: 'The live calls of the application',
      page: 'resources/call',
      status: 200,
      answer: collectionOf(callOut.omit({ '@odata.context': true }))
    },
    async request => {
      const context = `${serviceRoot(request, options)}/$metadata#communications/calls`
      const value = ownCalls(request).map(call => {
        const { '@odata.context': _own, ...told } = callToWire(call, context)
        return told
      })
      return { '@odata.context': context, value }
    }
  )

  route(
    app,
    {
      method: 'GET',
      path: '/$count',
      operationId: 'communications.calls.GetCount',
      summary: 'How many live calls the application has',
      page: 'resources/call',
      status: 200,
      answer: z.string().meta({ contentMediaType: 'text/plain' })
    },
    async (request, reply) => {
      reply.type('text/plain')
      return String(ownCalls(request).length)
    }
  )
}
