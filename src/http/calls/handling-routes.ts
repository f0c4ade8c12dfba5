import type { FastifyInstance } from 'fastify'
import { answerIn, redirectIn, rejectIn, transferIn } from '../../wire/call-actions.js'
import { scenarioId } from '../exchange.js'
import type { CallsOptions } from './options.js'
import { asked, callerOf, route } from './route.js'

/** What a bot does with a call that rings it, and where it sends the caller. */
export function handlingRoutes(app: FastifyInstance, options: CallsOptions): void {
  const { engine } = options.house

  route(
    app,
    options,
    {
      method: 'POST',
      path: '/:callId/answer',
      operationId: 'communications.calls.call.answer',
      summary: 'Answer an incoming call',
      page: 'call-answer',
      body: answerIn,
      status: 202
    },
    async (request, reply) => {
      const { callbackUri, mediaConfig, acceptedModalities, callOptions } = request.body
      const answered = { callbackUri, mediaConfig, acceptedModalities, callOptions, scenarioId: scenarioId(request) }
      await engine.execute(
        callerOf(request).tenantId,
        { type: 'answer', ...asked(request, options), ...answered },
        request.exchange
      )
      return reply.code(202).send()
    }
  )

  route(
    app,
    options,
    {
      method: 'POST',
      path: '/:callId/reject',
      operationId: 'communications.calls.call.reject',
      summary: 'Reject an incoming call',
      page: 'call-reject',
      body: rejectIn,
      status: 202
    },
    async (request, reply) => {
      const { reason = 'none', callbackUri } = request.body
      await engine.execute(
        callerOf(request).tenantId,
        { type: 'reject', ...asked(request, options), reason, callbackUri },
        request.exchange
      )
      return reply.code(202).send()
    }
  )

  route(
    app,
    options,
    {
      method: 'POST',
      path: '/:callId/redirect',
      operationId: 'communications.calls.call.redirect',
      summary: 'Send an incoming call on to others',
      page: 'call-redirect',
      body: redirectIn,
      status: 202
    },
    async (request, reply) => {
      const { targets, timeout: timeoutSeconds, callbackUri } = request.body
      await engine.execute(
        callerOf(request).tenantId,
        { type: 'redirect', ...asked(request, options), targets, timeoutSeconds, callbackUri },
        request.exchange
      )
      return reply.code(202).send()
    }
  )

  route(
    app,
    options,
    {
      method: 'POST',
      path: '/:callId/transfer',
      operationId: 'communications.calls.call.transfer',
      summary: 'Hand an established call over',
      page: 'call-transfer',
      body: transferIn,
      status: 202
    },
    async (request, reply) => {
      const { transferTarget } = request.body
      await engine.execute(
        callerOf(request).tenantId,
        { type: 'transfer', ...asked(request, options), transferTarget },
        request.exchange
      )
      return reply.code(202).send()
    }
  )
}
