import type { FastifyInstance, FastifyReply } from 'fastify'
import type { z } from 'zod'
import { callerOf, type GraphRequest, graphRoute, type RouteDescription } from '../graph-route.js'

/** Which part of Graph these routes are. */
export const callsSubject = { root: '/communications/calls', tag: 'communications.call' }

export type CallRequest<Body extends z.ZodType = z.ZodType> = GraphRequest<Body>

/** Adds an operation of calls. */
export function route<Body extends z.ZodType>(
  app: FastifyInstance,
  description: RouteDescription<Body>,
  handle: (request: CallRequest<Body>, reply: FastifyReply) => Promise<unknown>
): void {
  graphRoute(app, callsSubject, description, handle)
}

/** What every command of a bot about one of its calls carries. */
export function asked(request: CallRequest) {
  return { at: request.exchange.clock.now(), callId: request.params.callId, appId: callerOf(request).appId }
}
