import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { type BatchRequest, type BatchResponse, batchIn, batchOut } from '../wire/batch.js'
import { errorOut, errorToWire } from '../wire/error.js'
import { Enclosures } from './enclosures.js'
import { errors } from './errors.js'
import type { House } from './house.js'
import { versionOf } from './spellings.js'

export interface BatchOptions {
  readonly house: House
  readonly enclosures: Enclosures
}

/** Several requests in one. Source: https://learn.microsoft.com/graph/json-batching */
export async function batchRoutes(app: FastifyInstance, { house, enclosures }: BatchOptions): Promise<void> {
  app.route({
    method: 'POST',
    url: '/$batch',
    schema: {
      operationId: 'batch',
      summary: 'Several requests in one',
      tags: ['batch'],
      externalDocs: { url: 'https://learn.microsoft.com/graph/json-batching' },
      body: batchIn,
      response: { 200: batchOut, '4xx': errorOut }
    },
    handler: async (request, reply) => {
      const { requests } = request.body as z.output<typeof batchIn>
      const enclosed = enclosures.open(request)
      try {
        const responses = await inOrder(requests, one => answer(request, one, enclosed))
        reply.header('content-type', 'application/json')
        return { responses }
      } finally {
        enclosures.close(enclosed)
      }
    }
  })

  /** Answers one of the requests as if it had come alone, with the token of the whole unless it brings its own. */
  async function answer(outer: FastifyRequest, one: BatchRequest, enclosed: string): Promise<BatchResponse> {
    const { authorization = '', host = '' } = outer.headers
    const response = await app.inject({
      method: one.method,
      url: `/${versionOf(outer)}/${one.url.replace(/^\//, '')}`,
      headers: { authorization, host, ...lowerCased(one.headers), [Enclosures.header]: enclosed },
      ...(one.body === undefined ? {} : { payload: typeof one.body === 'string' ? one.body : JSON.stringify(one.body) })
    })
    const headers = Object.fromEntries(
      Object.entries(told).flatMap(([name, spelled]) => {
        const value = response.headers[name]
        return value === undefined ? [] : [[spelled, String(value)]]
      })
    )
    const { id } = one
    return response.body === ''
      ? { id, status: response.statusCode, headers }
      : { id, status: response.statusCode, headers, body: bodyOf(response) }
  }

  /** Runs those that depend on nothing at once, the others when what they depend on went well. */
  async function inOrder(
    requests: readonly BatchRequest[],
    run: (one: BatchRequest) => Promise<BatchResponse>
  ): Promise<BatchResponse[]> {
    const running = new Map<string, Promise<BatchResponse>>()
    for (const one of requests) {
      const before = one.dependsOn.map(id => running.get(id.toLowerCase()))
      const after = Promise.all(before).then(done =>
        done.some(response => response !== undefined && response.status >= 400) ? notRun(one) : run(one)
      )
      running.set(one.id.toLowerCase(), after)
    }
    return Promise.all(running.values())
  }

  function notRun({ id, dependsOn }: BatchRequest): BatchResponse {
    const { status, code, wording } = errors.dependencyFailed
    const requestId = house.ids.guid()
    const context = { at: house.clock.now(), requestId, clientRequestId: requestId }
    const body = errorToWire(code, `${wording} '${dependsOn.join("', '")}' did not go well.`, context)
    return { id, status, headers: { 'Content-Type': 'application/json' }, body }
  }
}

/** The headers that parts have, spelled as clients look them up. */
const told: Readonly<Record<string, string>> = {
  'content-type': 'Content-Type',
  'cache-control': 'Cache-Control',
  location: 'Location',
  'retry-after': 'Retry-After',
  'odata-version': 'OData-Version'
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}

/** JSON as it is; text as text; anything else as base64. */
function bodyOf({ headers, body, rawPayload }: { headers: object; body: string; rawPayload: Buffer }): unknown {
  const type = String((headers as Record<string, unknown>)['content-type'] ?? '')
  if (type.startsWith('application/json')) return JSON.parse(body)
  return type.startsWith('text/') ? body : rawPayload.toString('base64')
}
