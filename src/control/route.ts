import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { errorOut } from '../wire/error.js'

export interface ControlRoute<Path extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly url: string
  readonly operationId: string
  readonly summary: string
  readonly path?: Path
  readonly query?: Query
  readonly body?: Body
  /** How large that may be, in bytes; as large as Graph takes it by default. */
  readonly bodyLimit?: number
  readonly status?: 200 | 201 | 204
  /** What the answer's body holds; nothing when absent. */
  readonly answer?: z.ZodType
}

type ControlRequest<Path extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType> = FastifyRequest & {
  params: z.output<Path>
  query: z.output<Query>
  body: z.output<Body>
}

/** Adds a route of the control API, with what its document says. */
export function control<
  Path extends z.ZodType = z.ZodUndefined,
  Query extends z.ZodType = z.ZodUndefined,
  Body extends z.ZodType = z.ZodUndefined
>(
  app: FastifyInstance,
  route: ControlRoute<Path, Query, Body>,
  handle: (request: ControlRequest<Path, Query, Body>, reply: FastifyReply) => unknown
): void {
  const { method, url, operationId, summary, path, query, body, bodyLimit, answer, status = 200 } = route
  app.route({
    method,
    url,
    ...(bodyLimit === undefined ? {} : { bodyLimit }),
    schema: {
      operationId,
      summary,
      tags: ['control'],
      ...(path === undefined ? {} : { params: path }),
      ...(query === undefined ? {} : { querystring: query }),
      ...(body === undefined ? {} : { body }),
      response: { [status]: answer ?? z.undefined(), '4xx': errorOut }
    },
    handler: async (request, reply) => {
      const result = await handle(request as ControlRequest<Path, Query, Body>, reply)
      return answer === undefined ? reply.code(status).send() : reply.code(status).send(result)
    }
  })
}

/** A collection as Graph gives one. */
export const collection = <T extends z.ZodType>(item: T) => z.object({ value: z.array(item) })
