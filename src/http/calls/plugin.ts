import type { FastifyInstance } from 'fastify'
import { collectionRoutes } from './collection-routes.js'
import { handlingRoutes } from './handling-routes.js'
import { lifeRoutes } from './life-routes.js'
import { mediaRoutes } from './media-routes.js'
import type { CallsOptions } from './options.js'

/** `/communications/calls`. Source: https://learn.microsoft.com/graph/api/resources/communications-api-overview */
export async function callsPlugin(app: FastifyInstance, options: CallsOptions): Promise<void> {
  collectionRoutes(app, options)
  lifeRoutes(app, options)
  handlingRoutes(app, options)
  mediaRoutes(app, options)
}
