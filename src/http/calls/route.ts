import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Caller } from '../../identity/caller.js'
import { errorOut } from '../../wire/error.js'
import { graphId } from '../../wire/graph-type.js'
import { permissionCheck } from '../permission-check.js'
import type { CallsOptions } from './options.js'

/** The ids that stand in paths. A bot chooses the ids of its audio routing groups itself. */
const ids = {
  callId: graphId,
  operationId: graphId,
  participantId: graphId,
  sessionId: graphId,
  groupId: z.string().min(1)
}

/** A request about a call, with its path and body read; the path has the ids that the route names. */
export type CallRequest<Body extends z.ZodType = z.ZodType> = FastifyRequest & {
  params: { [Name in keyof typeof ids]: string }
  body: z.output<Body>
}

export interface RouteDescription<Body extends z.ZodType> {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Below `/communications/calls`; an action of a call is reachable under its qualified name, too. */
  readonly path: '' | '/$count' | '/:callId' | `/:callId/${string}` | '/logTeleconferenceDeviceQuality'
  readonly operationId: string
  readonly summary: string
  /** Of learn.microsoft.com/graph/api. */
  readonly page: string
  readonly body?: Body
  /** The success status, and what the answer's body holds; nothing when absent. */
  readonly status: 200 | 201 | 202 | 204
  readonly answer?: z.ZodType
}

/** Only on answers that have a body: clients parse what is said to be JSON, even if there is nothing. */
const contentType = 'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8'

/** Adds an operation of calls, with everything the document and the compilers need to know about it. */
export function route<Body extends z.ZodType>(
  app: FastifyInstance,
  description: RouteDescription<Body>,
  handle: (request: CallRequest<Body>, reply: FastifyReply) => Promise<unknown>
): void {
  const { method, path, operationId, summary, page, body, status, answer } = description
  const check = permissionCheck(`${method} /communications/calls${path}`)
  app.route({
    method,
    url: path,
    schema: {
      operationId,
      summary,
      tags: ['communications.call'],
      externalDocs: { url: `https://learn.microsoft.com/graph/api/${page}` },
      ...paramsOf(path),
      ...(body === undefined ? {} : { body }),
      response: { [status]: answer ?? z.undefined(), '4xx': errorOut }
    },
    ...(check === undefined ? {} : { onRequest: check }),
    ...(body === undefined ? {} : { preValidation: keepBody }),
    handler: (request, reply) => {
      if (answer !== undefined) reply.header('content-type', contentType)
      return handle(request as CallRequest<Body>, reply)
    }
  })
}

/** The schema of the ids a path names. */
function paramsOf(path: string): { params?: z.ZodType } {
  const named = Object.keys(ids).filter(name => path.includes(`:${name}`))
  const key = named.join()
  const known = paths.get(key) ?? z.object(Object.fromEntries(named.map(name => [name, ids[name as keyof typeof ids]])))
  paths.set(key, known)
  return named.length === 0 ? {} : { params: known }
}

/** There are a handful of kinds of paths. */
const paths = new Map<string, z.ZodType>()

/** The caller, who is known by the time a route runs. */
export function callerOf(request: FastifyRequest): Caller {
  const { caller } = request.exchange
  if (caller === undefined) throw new TypeError('A Graph route ran without a caller.')
  return caller
}

/** What every command of a bot about one of its calls carries. */
export function asked(request: CallRequest, { house }: CallsOptions) {
  return { at: house.clock.now(), callId: request.params.callId, appId: callerOf(request).appId }
}

/** Scheme, host and version as the client wrote them, so that what we point to is reachable for it. */
export function serviceRoot(request: FastifyRequest, { version }: CallsOptions): string {
  return `${request.exchange.origin ?? `${request.protocol}://${request.host}`}/${version}`
}

/** Bodies larger than this many bytes are not kept: the journal holds thousands. */
const largestKept = 64 * 1024

/** Keeps the body as it was sent, for the journal. */
function keepBody(request: FastifyRequest, _reply: FastifyReply, next: () => void): void {
  if (Number(request.headers['content-length']) <= largestKept) request.exchange.body = request.body
  next()
}
