import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { callLimits } from '../../domain/calls/limits.js'
import type { Operation } from '../../domain/calls/operations.js'
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

/** What a bot does with service-hosted media. Each action leaves an operation behind and answers with it. */
export function mediaRoutes(app: FastifyInstance, options: CallsOptions): void {
  const { engine, ids } = options.house

  const started = (request: CallRequest) => ({ ...asked(request, options), operationId: ids.guid() })

  const answerWith = (operation: Operation, request: FastifyRequest, reply: FastifyReply) => {
    const root = serviceRoot(request, options)
    reply.header('location', `${root}/communications/calls/${operation.callId}/operations/${operation.id}`)
    return operationToWire(operation, `${root}/$metadata#${operationTypeName(operation.type)}`)
  }

  route(
    app,
    options,
    {
      method: 'POST',
      path: '/:callId/playPrompt',
      operationId: 'communications.calls.call.playPrompt',
      summary: 'Play prompts',
      page: 'call-playprompt',
      body: playPromptIn[options.version],
      status: 200,
      answer: commsOperationOut
    },
    async (request, reply) => {
      const { prompts, clientContext, loop } = request.body
      const { operation } = await engine.execute(
        callerOf(request).tenantId,
        { type: 'playPrompt', ...started(request), prompts, clientContext, loop },
        request.exchange
      )
      return answerWith(operation, request, reply)
    }
  )

  route(
    app,
    options,
    {
      method: 'POST',
      path: '/:callId/subscribeToTone',
      operationId: 'communications.calls.call.subscribeToTone',
      summary: 'Hear the keys pressed at the other end',
      page: 'call-subscribetotone',
      body: subscribeToToneIn,
      status: 200,
      answer: commsOperationOut
    },
    async (request, reply) => {
      const { operation } = await engine.execute(
        callerOf(request).tenantId,
        { type: 'subscribeToTone', ...started(request), clientContext: request.body.clientContext },
        request.exchange
      )
      return answerWith(operation, request, reply)
    }
  )

  route(
    app,
    options,
    {
      method: 'POST',
      path: '/:callId/cancelMediaProcessing',
      operationId: 'communications.calls.call.cancelMediaProcessing',
      summary: 'Cancel what plays and what waits to be played',
      page: 'call-cancelmediaprocessing',
      body: cancelMediaProcessingIn,
      status: 200,
      answer: commsOperationOut
    },
    async (request, reply) => {
      const { operation } = await engine.execute(
        callerOf(request).tenantId,
        { type: 'cancelMediaProcessing', ...started(request), clientContext: request.body.clientContext },
        request.exchange
      )
      return answerWith(operation, request, reply)
    }
  )

  for (const [type, body] of [
    ['mute', muteIn],
    ['unmute', unmuteIn]
  ] as const) {
    route(
      app,
      options,
      {
        method: 'POST',
        path: `/:callId/${type}`,
        operationId: `communications.calls.call.${type}`,
        summary: `The bot ${type}s itself`,
        page: `call-${type}`,
        body,
        status: 200,
        answer: commsOperationOut
      },
      async (request, reply) => {
        const { clientContext } = request.body
        const { operation } = await engine.execute(
          callerOf(request).tenantId,
          { type, ...started(request), clientContext },
          request.exchange
        )
        return answerWith(operation, request, reply)
      }
    )
  }

  route(
    app,
    options,
    {
      method: 'POST',
      path: '/:callId/sendDtmfTones',
      operationId: 'communications.calls.call.sendDtmfTones',
      summary: 'Press keys',
      page: 'call-senddtmftones',
      body: sendDtmfTonesIn,
      status: 200,
      answer: commsOperationOut
    },
    async (request, reply) => {
      const { tones, delayBetweenTonesMs = callLimits.betweenSentTones, clientContext } = request.body
      const { operation } = await engine.execute(
        callerOf(request).tenantId,
        { type: 'sendDtmfTones', ...started(request), tones, delayBetweenTonesMs, clientContext },
        request.exchange
      )
      return answerWith(operation, request, reply)
    }
  )

  route(
    app,
    options,
    {
      method: 'POST',
      path: '/:callId/updateRecordingStatus',
      operationId: 'communications.calls.call.updateRecordingStatus',
      summary: 'Say that the call is being recorded; refused, as long as no recording policy invites bots here',
      page: 'call-updaterecordingstatus',
      body: updateRecordingStatusIn,
      status: 200,
      answer: commsOperationOut
    },
    request =>
      engine.execute(
        callerOf(request).tenantId,
        { type: 'updateRecordingStatus', ...asked(request, options) },
        request.exchange
      )
  )
}
