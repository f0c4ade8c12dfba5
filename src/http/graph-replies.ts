import type { FastifyInstance } from 'fastify'
import type { House } from './app.js'

const diagnostics = JSON.stringify({
  ServerInfo: { DataCenter: 'Ringback', Slice: 'E', Ring: '5', ScaleUnit: '000', RoleInstance: 'RINGBACK' }
})

/**
 * What every exchange with Graph has: Graph's headers and a valid token. There is no `Strict-Transport-Security`: on
 * localhost it would lock the developer's other servers out of plain http.
 */
export function graphReplies(graph: FastifyInstance, { authenticate }: House): void {
  graph.addHook('onRequest', (request, reply, next) => {
    const { exchange } = request
    reply.headers({
      'odata-version': '4.0',
      'request-id': exchange.requestId,
      'client-request-id': exchange.clientRequestId,
      'x-ms-ags-diagnostic': diagnostics,
      'cache-control': 'no-cache'
    })
    const { authorization } = request.headers
    exchange.caller = authenticate.recall(authorization)
    if (exchange.caller !== undefined) return next()
    authenticate.verify(authorization).then(caller => {
      exchange.caller = caller
      next()
    }, next)
  })
  graph.addHook('preValidation', (request, _reply, next) => {
    request.exchange.body = request.body
    next()
  })
}
