import type { FastifyInstance } from 'fastify'
import type { z } from 'zod'
import type { Answer, Redirect, Reject, Transfer } from '../../domain/calls/commands.js'
import { answerIn, redirectIn, rejectIn, transferIn } from '../../wire/call-actions.js'
import { scenarioId } from '../exchange.js'
import type { CallsOptions } from './options.js'
import { asked, type CallRequest, callerOf, route } from './route.js'

/** What a bot does with a call that rings it, and where it sends the caller. Each is accepted, and then notified. */
export function handlingRoutes(app: FastifyInstance, options: CallsOptions): void {
  const action = <Body extends z.ZodType>(
    type: 'answer' | 'reject' | 'redirect' | 'transfer',
    summary: string,
    body: Body,
    command: (request: CallRequest<Body>) => Answer | Reject | Redirect | Transfer
  ) =>
    route(
      app,
      options,
      {
        method: 'POST',
        path: `/:callId/${type}`,
        operationId: `communications.calls.call.${type}`,
        summary,
        page: `call-${type}`,
        body,
        status: 202
      },
      async (request, reply) => {
        await options.house.engine.execute(callerOf(request).tenantId, command(request), request.exchange)
        return reply.code(202).send()
      }
    )

  action('answer', 'Answer an incoming call', answerIn, request => {
    const { callbackUri, mediaConfig, acceptedModalities, callOptions } = request.body
    const answered = { callbackUri, mediaConfig, acceptedModalities, callOptions, scenarioId: scenarioId(request) }
    return { type: 'answer', ...asked(request, options), ...answered }
  })

  action('reject', 'Reject an incoming call', rejectIn, request => {
    const { reason = 'none', callbackUri } = request.body
    return { type: 'reject', ...asked(request, options), reason, callbackUri }
  })

  action('redirect', 'Send an incoming call on to others', redirectIn, request => {
    const { targets, timeout: timeoutSeconds, callbackUri } = request.body
    return { type: 'redirect', ...asked(request, options), targets, timeoutSeconds, callbackUri }
  })

  action('transfer', 'Hand an established call over', transferIn, request => {
    const { transferTarget } = request.body
    return { type: 'transfer', ...asked(request, options), transferTarget }
  })
}
