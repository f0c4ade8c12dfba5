import type { FastifyInstance } from 'fastify'
import { answerIn, rejectIn } from '../../wire/call-actions.js'
import { scenarioId } from '../exchange.js'
import type { CallsOptions } from './plugin.js'
import { callerOf, route } from './route.js'

/** What a bot does with a call that rings it. */
export function handlingRoutes(app: FastifyInstance, options: CallsOptions): void {
  const { engine, clock } = options.house

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
      const { tenantId, appId } = callerOf(request)
      const { callbackUri, mediaConfig, acceptedModalities, callOptions } = request.body
      await engine.execute(
        tenantId,
        {
          type: 'answer',
          at: clock.now(),
          callId: request.params.callId,
          appId,
          callbackUri,
          mediaConfig,
          acceptedModalities,
          callOptions,
          scenarioId: scenarioId(request)
        },
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
      const { tenantId, appId } = callerOf(request)
      const { reason = 'none', callbackUri } = request.body
      const { callId } = request.params
      await engine.execute(
        tenantId,
        { type: 'reject', at: clock.now(), callId, appId, reason, callbackUri },
        request.exchange
      )
      return reply.code(202).send()
    }
  )
}
