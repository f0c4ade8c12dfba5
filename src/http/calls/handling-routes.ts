import type { FastifyInstance } from 'fastify'
import type { z } from 'zod'
import type { Answer, Redirect, Reject, Transfer } from '../../domain/calls/commands.js'
import type { ChangeScreenSharingRole } from '../../domain/calls/participant-commands.js'
import { answerIn, changeScreenSharingRoleIn, redirectIn, rejectIn, transferIn } from '../../wire/call-actions.js'
import { scenarioId } from '../exchange.js'
import { callerOf } from '../graph-route.js'
import type { CallsOptions } from './options.js'
import { asked, type CallRequest, route } from './route.js'

/** What a bot does with a call that rings it, and where it sends the caller. Each is accepted, and then notified. */
export function handlingRoutes(app: FastifyInstance, options: CallsOptions): void {
  const action = <Body extends z.ZodType>(
    type: 'answer' | 'reject' | 'redirect' | 'transfer' | 'changeScreenSharingRole',
    summary: string,
    body: Body,
    command: (request: CallRequest<Body>) => Answer | Reject | Redirect | Transfer | ChangeScreenSharingRole
  ) =>
    route(
      app,
      {
        method: 'POST',
        path: `/:callId/${type}`,
        operationId: `communications.calls.call.${type}`,
        summary,
        page: `call-${type.toLowerCase()}`,
        body,
        status: 202
      },
      async (request, reply) => {
        await options.house.engine.execute(callerOf(request).tenantId, command(request), request.exchange)
        return reply.code(202).send()
      }
    )

  action('answer', 'Answer an incoming call', answerIn, request => {
    const { callbackUri, mediaConfig, acceptedModalities, participantCapacity, callOptions } = request.body
    const { granted } = callerOf(request)
    const answered = { callbackUri, mediaConfig, acceptedModalities, participantCapacity, callOptions }
    return { type: 'answer', ...asked(request), ...answered, granted, scenarioId: scenarioId(request) }
  })

  action('reject', 'Reject an incoming call', rejectIn, request => {
    const { reason = 'none', callbackUri } = request.body
    return { type: 'reject', ...asked(request), reason, callbackUri }
  })

  action('redirect', 'Send an incoming call on to others', redirectIn, request => {
    const { targets, timeout: timeoutSeconds, callbackUri } = request.body
    return { type: 'redirect', ...asked(request), targets, timeoutSeconds, callbackUri }
  })

  action('changeScreenSharingRole', 'Show a screen, or watch again', changeScreenSharingRoleIn, request => {
    return { type: 'changeScreenSharingRole', ...asked(request), role: request.body.role }
  })

  action('transfer', 'Hand an established call over', transferIn, request => {
    const { transferTarget, transferee } = request.body
    return { type: 'transfer', ...asked(request), transferTarget, transferee }
  })
}
