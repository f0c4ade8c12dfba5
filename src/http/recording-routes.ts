import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { Refusal } from '../domain/refusals.js'
import { errorOut } from '../wire/error.js'
import { graphId } from '../wire/graph-type.js'
import type { House } from './house.js'
import { RequestRefusal } from './request-refusal.js'

/**
 * Where recordResponse says its recording is. Source: https://learn.microsoft.com/graph/api/call-record, section "Fetching
 * the recording".
 */
export function recordingRoutes(app: FastifyInstance, { recording }: House): void {
  app.route({
    method: 'GET',
    url: '/recordings/:recordingId',
    schema: {
      hide: true,
      params: z.object({ recordingId: graphId }),
      response: { '4xx': errorOut }
    },
    handler: (request, reply) => {
      const { recordingId } = request.params as { recordingId: string }
      const kept = recording(recordingId)
      if (kept === undefined) {
        throw new Refusal('recordingNotFound', 'Recordings are gone ten minutes after the call.')
      }
      if (request.headers.authorization !== `Bearer ${kept.accessToken}`) {
        throw new RequestRefusal('recordingToken', 'Send recordingAccessToken of the operation as a bearer token.')
      }
      return reply.type('application/octet-stream').send(kept.wav)
    }
  })
}
