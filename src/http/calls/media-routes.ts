import type { FastifyInstance } from 'fastify'
import type { z } from 'zod'
import type { OperationLeaving } from '../../domain/calls/commands.js'
import { callLimits } from '../../domain/calls/limits.js'
import {
  cancelMediaProcessingIn,
  muteIn,
  playPromptIn,
  sendDtmfTonesIn,
  subscribeToToneIn,
  unmuteIn,
  updateRecordingStatusIn
} from '../../wire/call-actions.js'
import { commsOperationOut, operationToWire, operationTypeName } from '../../wire/comms-operation.js'
import type { CallsOptions } from './options.js'
import { asked, type CallRequest, callerOf, route, serviceRoot } from './route.js'

/** What a bot does with media. Each action leaves an operation behind and answers with it. */
export function mediaRoutes(app: FastifyInstance, options: CallsOptions): void {
  const { engine, ids } = options.house

  const described = (type: string, summary: string) =>
    ({
      method: 'POST',
      path: `/:callId/${type}`,
      operationId: `communications.calls.call.${type}`,
      summary,
      page: `call-${type.toLowerCase()}`,
      status: 200,
      answer: commsOperationOut
    }) as const

  const started = (request: CallRequest) => ({ ...asked(request, options), operationId: ids.guid() })

  const action = <Body extends z.ZodType>(
    type: OperationLeaving['type'],
    summary: string,
    body: Body,
    command: (request: CallRequest<Body>) => OperationLeaving
  ) =>
    route(app, options, { ...described(type, summary), body }, async (request, reply) => {
      const { operation } = await engine.execute(callerOf(request).tenantId, command(request), request.exchange)
      const root = serviceRoot(request, options)
      reply.header('location', `${root}/communications/calls/${operation.callId}/operations/${operation.id}`)
      return operationToWire(operation, `${root}/$metadata#${operationTypeName(operation.type)}`)
    })

  action('playPrompt', 'Play prompts', playPromptIn[options.version], request => {
    const { prompts, clientContext, loop } = request.body
    return { type: 'playPrompt', ...started(request), prompts, clientContext, loop }
  })

  for (const [type, summary, body] of [
    ['subscribeToTone', 'Hear the keys pressed at the other end', subscribeToToneIn],
    ['cancelMediaProcessing', 'Cancel what plays and what waits to be played', cancelMediaProcessingIn],
    ['mute', 'The bot mutes itself', muteIn],
    ['unmute', 'The bot unmutes itself', unmuteIn]
  ] as const) {
    action(type, summary, body, request => {
      const { clientContext } = request.body
      return { type, ...started(request), clientContext }
    })
  }

  action('sendDtmfTones', 'Press keys', sendDtmfTonesIn, request => {
    const { tones, delayBetweenTonesMs = callLimits.betweenSentTones, clientContext } = request.body
    return { type: 'sendDtmfTones', ...started(request), tones, delayBetweenTonesMs, clientContext }
  })

  route(
    app,
    options,
    {
      ...described('updateRecordingStatus', 'Say that the call is being recorded; for bots a recording policy invited'),
      body: updateRecordingStatusIn
    },
    request =>
      engine.execute(
        callerOf(request).tenantId,
        { type: 'updateRecordingStatus', ...asked(request, options) },
        request.exchange
      )
  )
}
