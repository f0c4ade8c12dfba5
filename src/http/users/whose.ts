import type { FastifyInstance } from 'fastify'
import { canonicalId } from '../../wire/graph-type.js'
import { callerOf } from '../graph-route.js'
import type { House } from '../house.js'
import { RequestRefusal } from '../request-refusal.js'

/**
 * Makes an object id of however a path names somebody: their id, their address, or `me` for whoever has signed in. An
 * address that nobody has stays as it is, and is not found later.
 */
export function resolveUsers(app: FastifyInstance, { engine }: House): void {
  app.addHook('onRequest', (request, _reply, next) => {
    const params = request.params as { userId?: string }
    if (params.userId === undefined) return next()
    const { tenantId, userId } = callerOf(request)
    const name = params.userId
    if (name.toLowerCase() === 'me') {
      if (userId === undefined) {
        return next(new RequestRefusal('meOfNobody', 'With client credentials nobody has signed in: use /users/{id}.'))
      }
      params.userId = userId
    } else {
      params.userId = engine.tenant(tenantId).state.userByAddress(name)?.id ?? canonicalId(name)
    }
    next()
  })
}
