import type { FastifyInstance } from 'fastify'
import type { House } from '../app.js'
import { handlingRoutes } from './handling-routes.js'
import { lifeRoutes } from './life-routes.js'
import { mediaRoutes } from './media-routes.js'

export interface CallsOptions {
  readonly house: House
  readonly version: 'v1.0' | 'beta'
  /** False for the alias `/app/calls`, which would name every operation twice in the document. */
  readonly documented: boolean
}

/** `/communications/calls`. Source: https://learn.microsoft.com/graph/api/resources/communications-api-overview */
export async function callsPlugin(app: FastifyInstance, options: CallsOptions): Promise<void> {
  lifeRoutes(app, options)
  handlingRoutes(app, options)
  mediaRoutes(app, options)
}
