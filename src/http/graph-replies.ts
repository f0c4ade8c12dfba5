import type { FastifyInstance } from 'fastify'
import type { House } from './house.js'

const diagnostics = JSON.stringify({ ServerInfo: { DataCenter: 'Ringback', RoleInstance: 'RINGBACK' } })

/**
 * What every exchange with Graph has: Graph's headers and a valid token. There is no `Strict-Transport-Security`: on
 * localhost it would lock the developer's other servers out of plain http.
 */
export function graphReplies(graph: FastifyInstance, { authenticate }: House): void {
  graph.addHook('onRequest', (request, reply, next) => {
    const { exchange } = request
    reply
      .header('odata-version', '4.0')
      .header('request-id', exchange.requestId)
      .header('client-request-id', exchange.clientRequestId)
      .header('x-ms-ags-diagnostic', diagnostics)
      .header('cache-control', 'no-cache')
    const { authorization } = request.headers
    exchange.caller = authenticate.recall(authorization)
    if (exchange.caller !== undefined) return next()
    authenticate.verify(authorization).then(caller => {
      exchange.caller = caller
      next()
    }, next)
  })
}
