import Fastify, { type FastifyInstance, type FastifyPluginCallback, LogController, type RouteOptions } from 'fastify'
import { adhocCallsPlugin } from './adhoc-calls/plugin.js'
import { batchRoutes } from './batch-routes.js'
import { callRecordsPlugin } from './call-records/plugin.js'
import { callsPlugin } from './calls/plugin.js'
import { compilers } from './compilers.js'
import { Enclosures } from './enclosures.js'
import { answerError } from './error-handler.js'
import { Exchange } from './exchange.js'
import { graphReplies } from './graph-replies.js'
import type { House } from './house.js'
import { readJson } from './json-body.js'
import { meetingConversationsPlugin } from './meeting-conversations/plugin.js'
import { meetingsPlugin } from './meetings/plugin.js'
import { metadataRoutes } from './metadata.js'
import { explainMisses } from './not-found.js'
import { watchRoutes } from './openapi.js'
import { presencePlugin } from './presence/plugin.js'
import { recordingRoutes } from './recording-routes.js'
import { journalRequests } from './request-journal.js'
import { canonicalUrl } from './spellings.js'
import { subscriptionsPlugin } from './subscriptions/plugin.js'
import { usersPlugin } from './users/plugin.js'

declare module 'fastify' {
  interface FastifyRequest {
    exchange: Exchange
    /** What the request was refused with, for the journal. */
    refusal: { code: string; message: string } | undefined
  }
}

export interface AppOptions {
  house: House
  /** Entra ID's endpoints and the published keys. */
  identity: FastifyPluginCallback
  /** `/_ringback`. */
  control: FastifyPluginCallback
  logLevel: string
  /** Whether every answer is held against its published schema. */
  checkAnswers: boolean
}

export interface App {
  readonly app: FastifyInstance
  /** The routes that are published, for the documents. */
  readonly routes: readonly RouteOptions[]
}

/** Graph takes JSON bodies of up to 4 MB. */
const bodyLimit = 4 * 1024 * 1024

/** The whole path of a request, in order. Nothing is registered anywhere else. */
export function buildApp({ house, identity, control, logLevel, checkAnswers }: AppOptions): App {
  const app = Fastify({
    bodyLimit,
    // Standard output belongs to reports, and to the command that `ringback exec` runs.
    logger: { level: logLevel, stream: process.stderr },
    schemaController: compilers(checkAnswers),
    // A logger of its own for each request would cost more than reading the token; nothing is logged per request.
    childLoggerFactory: logger => logger,
    logController: new LogController({ disableRequestLogging: true }),
    exposeHeadRoutes: false,
    rewriteUrl: canonicalUrl,
    forceCloseConnections: true,
    routerOptions: { caseSensitive: false, ignoreTrailingSlash: true, maxParamLength: 1_000 },
    frameworkErrors: (error, request, reply) => {
      request.exchange ??= new Exchange(request, house)
      answerError(error, request, reply)
    }
  })
  app.setErrorHandler(answerError)
  app.setNotFoundHandler(explainMisses(house))
  readJson(app)
  const routes = watchRoutes(app)
  const enclosures = new Enclosures(house.ids)

  app.decorateRequest('exchange')
  app.decorateRequest('refusal')
  app.addHook('onRequest', (request, _reply, next) => {
    request.exchange = new Exchange(request, house, enclosures.around(request))
    next()
  })
  journalRequests(app, house.requests)

  recordingRoutes(app, house)
  metadataRoutes(app, routes)
  app.register(identity)
  app.register(control, { prefix: '/_ringback' })
  app.register(
    (graph, _options, done) => {
      graphReplies(graph, house)
      graph.register(callsPlugin, { prefix: '/communications/calls', house })
      graph.register(presencePlugin, { prefix: '/communications', house })
      graph.register(usersPlugin, { prefix: '/users', house })
      graph.register(meetingConversationsPlugin, { prefix: '/communications', house })
      graph.register(callRecordsPlugin, { prefix: '/communications/callRecords', house })
      graph.register(meetingsPlugin, { prefix: '/users/:userId/onlineMeetings', house })
      graph.register(adhocCallsPlugin, { prefix: '/users/:userId/adhocCalls', house })
      graph.register(subscriptionsPlugin, { prefix: '/subscriptions', house })
      graph.register(batchRoutes, { house, enclosures })
      done()
    },
    { prefix: '/v1.0' }
  )
  return { app, routes }
}
