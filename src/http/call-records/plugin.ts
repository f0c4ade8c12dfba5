import type { FastifyInstance } from 'fastify'
import type { GraphOptions } from '../graph-route.js'
import { detailRoutes } from './detail-routes.js'
import { logRoutes } from './log-routes.js'
import { recordRoutes } from './record-routes.js'

/** `/communications/callRecords`. Source: https://learn.microsoft.com/graph/api/resources/callrecords-api-overview */
export async function callRecordsPlugin(app: FastifyInstance, options: GraphOptions): Promise<void> {
  recordRoutes(app, options)
  detailRoutes(app, options)
  logRoutes(app, options)
}
