import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Caller } from '../identity/caller.js'
import { canonicalId } from '../wire/graph-type.js'
import { cutsOff, strike } from './answer-faults.js'
import { Comebacks } from './comebacks.js'
import type { House } from './house.js'
import { RequestRefusal } from './request-refusal.js'
import { pathBelowVersion, tenantNamed } from './spellings.js'

const diagnostics = JSON.stringify({ ServerInfo: { DataCenter: 'Ringback', RoleInstance: 'RINGBACK' } })

/**
 * What every exchange with Graph has: Graph's headers and a valid token. There is no `Strict-Transport-Security`: on
 * localhost it would lock the developer's other servers out of plain http.
 */
export function graphReplies(graph: FastifyInstance, { engine, authenticate, throttle, faults }: House): void {
  const comebacks = new Comebacks()

  const admit = (request: FastifyRequest, caller: Caller): Error | undefined => {
    request.exchange.caller = caller
    request.exchange.happensIn(engine.tenant(caller.tenantId))
    const { method, originalUrl, url } = request
    if (originalUrl !== url) {
      const refusal = refuseOtherTenant(originalUrl, caller)
      if (refusal !== undefined) return refusal
    }
    return throttle.active ? throttle.count(`${method} ${pathBelowVersion(url)}`, caller) : undefined
  }

  /** Goes on, unless something is wrong with the request, or is to go wrong with its answer. */
  const goOn = (request: FastifyRequest, reply: FastifyReply, caller: Caller, next: (error?: Error) => void) => {
    const refusal = admit(request, caller)
    if (refusal !== undefined) return next(refusal)
    // Nearly always: then nothing is to be done that would cost each request something.
    if (faults.none && comebacks.none) return next()
    const { method, url } = request
    const { tenantId, appId } = caller
    const asked = `${tenantId} ${appId} ${method} ${url}`
    comebacks.arrived(asked)
    const fault = faults.ofAnswer({ method, path: pathBelowVersion(url), tenantId, appId })
    if (fault === undefined) return next()
    request.exchange.fault = fault.action
    comebacks.expect(asked, fault, engine.clockOf(tenantId))
    if (!cutsOff(fault, request, reply)) strike(fault, reply).then(next, next)
  }

  graph.addHook('onRequest', (request, reply, next) => {
    const { exchange } = request
    reply
      .header('odata-version', '4.0')
      .header('request-id', exchange.requestId)
      .header('client-request-id', exchange.clientRequestId)
      .header('x-ms-ags-diagnostic', diagnostics)
      .header('cache-control', 'no-cache')
    const { authorization } = request.headers
    const known = authenticate.recall(authorization)
    if (known !== undefined) return goOn(request, reply, known, next)
    authenticate.verify(authorization).then(caller => goOn(request, reply, caller, next), next)
  })
}

/** A path may name the tenant; then it has to be that of the token. */
function refuseOtherTenant(originalUrl: string, { tenantId }: Caller): RequestRefusal | undefined {
  const named = tenantNamed(originalUrl)
  if (named === undefined || canonicalId(named) === tenantId) return undefined
  return new RequestRefusal('tenantSegment', `The path says '${named}', the token '${tenantId}'.`)
}
