import type { FastifyInstance, FastifyReply, FastifyRequest, preValidationHookHandler } from 'fastify'
import { z } from 'zod'
import type { Caller } from '../identity/caller.js'
import type { Queryable } from '../odata/queryable.js'
import type { StateStore } from '../store/state-store.js'
import { errorOut } from '../wire/error.js'
import { graphId } from '../wire/graph-type.js'
import { bodyRefusal, mannerOf } from './body-errors.js'
import { listenToClient } from './client-wishes.js'
import type { House } from './house.js'
import { permissionCheck } from './permission-check.js'
import { RequestRefusal } from './request-refusal.js'
import { versionOf } from './spellings.js'

/** The ids that stand in paths. A bot chooses the ids of its audio routing groups itself; users go by name, too. */
const ids = {
  callId: graphId,
  operationId: graphId,
  participantId: graphId,
  sessionId: graphId,
  groupId: z.string().min(1),
  userId: z.string().min(1),
  subscriptionId: graphId,
  meetingId: z.string().min(1),
  reportId: graphId,
  recordId: z.string().min(1),
  artifactId: z.string().min(1),
  callRecordId: graphId,
  segmentId: graphId,
  customQuestionId: graphId,
  registrantId: graphId,
  questionId: graphId,
  messageId: graphId,
  replyId: graphId,
  reactionId: graphId,
  partyId: z.string().min(1)
}

/** Which part of Graph a route belongs to. */
export interface GraphSubject {
  /** Below the version: `/communications/calls`. */
  readonly root: string
  /** As the documents group operations: `communications.call`. */
  readonly tag: string
}

export interface GraphOptions {
  readonly house: House
}

/** A request of Graph, with its path and body read; the path has the ids that the route names. */
export type GraphRequest<Body extends z.ZodType = z.ZodType> = FastifyRequest & {
  params: { [Name in keyof typeof ids]: string }
  body: z.output<Body>
}

export interface RouteDescription<Body extends z.ZodType> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below the root of the subject. */
  readonly path: string
  readonly operationId: string
  readonly summary: string
  /** Of learn.microsoft.com/graph/api. */
  readonly page: string
  readonly body?: Body
  /** What the body holds in v1.0, where that is less. */
  readonly bodyOfV1?: z.ZodType
  /** v1.0 does not have it. */
  readonly betaOnly?: boolean
  /** The success status, and what the answer's body holds; nothing when absent. */
  readonly status: 200 | 201 | 202 | 204
  readonly answer?: z.ZodType
  /** What may be asked of the resource beyond itself; only of what is read. */
  readonly query?: Queryable
}

/** Adds an operation of Graph, with everything the document and the compilers need to know about it. */
export function graphRoute<Body extends z.ZodType>(
  app: FastifyInstance,
  { root, tag }: GraphSubject,
  description: RouteDescription<Body>,
  handle: (request: GraphRequest<Body>, reply: FastifyReply) => Promise<unknown>
): void {
  const {
    method,
    path,
    operationId,
    summary,
    page,
    body,
    bodyOfV1,
    betaOnly = false,
    status,
    answer,
    query
  } = description
  const check = permissionCheck(method, `${root}${path}`)
  const changes = method === 'PATCH' || method === 'DELETE'
  const listen = answer === undefined ? undefined : listenToClient(status, query, answer instanceof z.ZodString)
  app.route({
    method,
    url: path,
    schema: {
      operationId,
      summary,
      tags: [tag],
      externalDocs: { url: `https://learn.microsoft.com/graph/api/${page}` },
      ...paramsOf(`${root}${path}`),
      ...(query === undefined ? {} : { queryOptions: query }),
      ...(body === undefined ? {} : { body }),
      ...(bodyOfV1 === undefined ? {} : { bodyOfV1 }),
      betaOnly,
      response: { [status]: answer ?? z.undefined(), '4xx': errorOut }
    },
    onRequest: [
      ...(betaOnly ? [missInV1] : []),
      ...(check === undefined ? [] : [check]),
      ...(changes ? [refuseUnmatched] : [])
    ],
    ...(body === undefined
      ? {}
      : { preValidation: bodyOfV1 === undefined ? keepBody : [keepBody, readAsV1(bodyOfV1)] }),
    handler: (request, reply) => {
      listen?.(request, reply)
      return handle(request as GraphRequest<Body>, reply)
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

/** The world of the caller's tenant. */
export function stateOf(request: FastifyRequest, { house }: GraphOptions): StateStore {
  return house.engine.tenant(callerOf(request).tenantId).state
}

/** Scheme and host as the client wrote them, so that what we point to is reachable for it. */
export function originOf(request: FastifyRequest): string {
  return request.exchange.origin ?? `${request.protocol}://${request.host}`
}

/** The address of a version of Graph, as the client wrote it. */
export function serviceRoot(request: FastifyRequest): string {
  return `${originOf(request)}/${versionOf(request)}`
}

/** What is emulated has no ETag yet, so that a client that holds one holds another thing. */
function refuseUnmatched({ headers }: FastifyRequest, _reply: FastifyReply, next: (error?: Error) => void): void {
  const { 'if-match': wanted = '*' } = headers
  const refusal = () =>
    new RequestRefusal(
      'preconditionFailed',
      `Its ETag is not ${wanted.slice(0, 100)}: it has none. Leave If-Match out.`
    )
  next(wanted === '*' ? undefined : refusal())
}

/** What only beta has does not exist in v1.0. */
function missInV1(request: FastifyRequest, reply: FastifyReply, next: () => void): void {
  if (versionOf(request) === 'beta') next()
  else reply.callNotFound()
}

/** Refuses in v1.0 what only the body of beta takes. */
function readAsV1(body: z.ZodType): preValidationHookHandler {
  return (request, _reply, next) => {
    const issues = versionOf(request) === 'beta' ? undefined : body.safeParse(request.body ?? {}).error?.issues
    next(issues === undefined ? undefined : bodyRefusal(issues, mannerOf(request.routeOptions.url)))
  }
}

/** Bodies larger than this many bytes are not kept: the journal holds thousands. */
const largestKept = 64 * 1024

/** Keeps the body as it was sent, for the journal. */
function keepBody(request: FastifyRequest, _reply: FastifyReply, next: () => void): void {
  if (Number(request.headers['content-length']) <= largestKept) request.exchange.body = request.body
  next()
}
