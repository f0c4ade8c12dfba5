import type { FastifyInstance } from 'fastify'
import type { GraphOptions } from '../graph-route.js'
import { resolveUsers } from '../users/whose.js'
import { actionRoutes } from './action-routes.js'
import { readRoutes } from './read-routes.js'

/**
 * `/communications/presences`, which is also `/users/{id}/presence` and `/me/presence`.
 * Source: https://learn.microsoft.com/graph/api/resources/presence
 */
export async function presencePlugin(app: FastifyInstance, options: GraphOptions): Promise<void> {
  resolveUsers(app, options.house)
  readRoutes(app, options)
  actionRoutes(app, options)
}
