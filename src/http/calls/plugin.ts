import type { FastifyInstance } from 'fastify'
import { betaRoutes } from './beta-routes.js'
import { collectionRoutes } from './collection-routes.js'
import { handlingRoutes } from './handling-routes.js'
import { lifeRoutes } from './life-routes.js'
import { mediaRoutes } from './media-routes.js'
import type { CallsOptions } from './options.js'
import { participantRoutes } from './participant-routes.js'
import { routingGroupRoutes } from './routing-group-routes.js'
import { sharingRoutes } from './sharing-routes.js'

/** `/communications/calls`. Source: https://learn.microsoft.com/graph/api/resources/communications-api-overview */
export async function callsPlugin(app: FastifyInstance, options: CallsOptions): Promise<void> {
  collectionRoutes(app, options)
  lifeRoutes(app, options)
  handlingRoutes(app, options)
  mediaRoutes(app, options)
  participantRoutes(app, options)
  routingGroupRoutes(app, options)
  sharingRoutes(app, options)
  betaRoutes(app, options)
}
