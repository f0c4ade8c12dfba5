import type { onRequestHookHandler } from 'fastify'
import { permissionName } from '../domain/calls/permissions.js'
import { Refusal } from '../domain/refusals.js'
import { permissionsNeeded } from '../identity/permissions.js'

/**
 * Refuses a request whose token lacks the permission its operation takes. Where permissions are not asked for, the
 * journal tells that the real tenant would have refused it. Nothing is checked of operations that take none.
 *
 * @param operation Method and path of the route, below the version.
 */
export function permissionCheck(operation: string): onRequestHookHandler | undefined {
  const needed = permissionsNeeded[operation]
  if (needed === undefined) return undefined
  const names = needed.map(permissionName)
  return (request, _reply, next) => {
    const { caller } = request.exchange
    if (caller === undefined || names.some(name => caller.holds.has(name))) return next()
    const roles = Array.from(caller.holds).join(', ')
    const detail = `API requires one of '${needed.join(', ')}'. Roles on the request '${roles}'.`
    if (caller.granted === undefined) {
      request.exchange.wouldBeRefused = detail
      return next()
    }
    const grant = `Grant one by PATCH /_ringback/applications/${caller.appId} and get a new token.`
    next(new Refusal('permissionMissing', `${detail} ${grant}`))
  }
}
