import type { FastifyInstance } from 'fastify'
import { ownCall, ownOperation } from '../../domain/calls/lookup.js'
import { callIn, callOut, callToWire } from '../../wire/call.js'
import { keepAliveIn } from '../../wire/call-actions.js'
import { commsOperationOut, operationToWire, operationTypeName } from '../../wire/comms-operation.js'
import { scenarioId } from '../exchange.js'
import { callerOf, serviceRoot } from '../graph-route.js'
import { queryableOf } from '../queryable-of.js'
import { CallTexts } from './call-texts.js'
import { callQuery } from './collection-routes.js'
import type { CallsOptions } from './options.js'
import { asked, route } from './route.js'

const operationQuery = queryableOf('microsoft.graph.commsOperation', commsOperationOut)

/** How a call begins, is looked at, kept alive and ended by its bot. */
export function lifeRoutes(app: FastifyInstance, options: CallsOptions): void {
  const { engine } = options.house
  const texts = new CallTexts()

  route(
    app,
    {
      method: 'POST',
      path: '',
      operationId: 'communications.createCalls',
      summary: 'Place a call',
      page: 'application-post-calls',
      body: callIn,
      status: 201,
      answer: callOut
    },
    async (request, reply) => {
      const { tenantId, appId, granted } = callerOf(request)
      const { body } = request
      const { call } = await engine.execute(
        tenantId,
        {
          type: 'createCall',
          at: request.exchange.clock.now(),
          appId,
          granted,
          callId: request.exchange.ids.guid(),
          callChainId: body.callChainId ?? request.exchange.ids.guid(),
          myParticipantId: request.exchange.ids.guid(),
          targetParticipantIds: (body.targets ?? []).map(() => request.exchange.ids.guid()),
          conversationId: request.exchange.ids.guid(),
          peerCallId: request.exchange.ids.guid(),
          tenantId: body.tenantId,
          callbackUri: body.callbackUri,
          source: body.source,
          targets: body.targets ?? [],
          requestedModalities: body.requestedModalities ?? ['audio'],
          mediaConfig: body.mediaConfig,
          callOptions: body.callOptions,
          meetingInfo: body.meetingInfo,
          chatInfo: body.chatInfo,
          bypassesLobby: body.allowGuestToBypassLobby,
          subject: body.subject,
          ringingTimeoutSeconds: body.ringingTimeoutInSeconds,
          scenarioId: scenarioId(request)
        },
        request.exchange
      )
      const root = serviceRoot(request)
      reply.code(201).header('location', `${root}/communications/calls/${call.id}`)
      return callToWire(call, `${root}/$metadata#app/calls/$entity`)
    }
  )

  route(
    app,
    {
      method: 'GET',
      path: '/:callId',
      operationId: 'communications.GetCalls',
      summary: 'Get a call',
      page: 'call-get',
      query: callQuery,
      status: 200,
      answer: callOut
    },
    async (request, reply) => {
      const { tenantId, appId } = callerOf(request)
      const call = ownCall(engine.tenant(tenantId).state, { callId: request.params.callId, appId })
      return texts.of(call, `${serviceRoot(request)}/$metadata#communications/calls/$entity`, reply)
    }
  )

  route(
    app,
    {
      method: 'DELETE',
      path: '/:callId',
      operationId: 'communications.DeleteCalls',
      summary: 'Hang up',
      page: 'call-delete',
      status: 204
    },
    async (request, reply) => {
      await engine.execute(callerOf(request).tenantId, { type: 'delete', ...asked(request) }, request.exchange)
      return reply.code(204).send()
    }
  )

  route(
    app,
    {
      method: 'POST',
      path: '/:callId/keepAlive',
      operationId: 'communications.calls.call.keepAlive',
      summary: 'Keep a call alive',
      page: 'call-keepalive',
      body: keepAliveIn,
      status: 200
    },
    async (request, reply) => {
      await engine.execute(callerOf(request).tenantId, { type: 'keepAlive', ...asked(request) }, request.exchange)
      return reply.code(200).send()
    }
  )

  route(
    app,
    {
      method: 'GET',
      path: '/:callId/operations/:operationId',
      operationId: 'communications.calls.GetOperations',
      summary: 'Get an operation of a call',
      page: 'commsoperation-get',
      query: operationQuery,
      status: 200,
      answer: commsOperationOut
    },
    async request => {
      const { tenantId, appId } = callerOf(request)
      const operation = ownOperation(engine.tenant(tenantId).state, { ...request.params, appId })
      return operationToWire(operation, `${serviceRoot(request)}/$metadata#${operationTypeName(operation.type)}`)
    }
  )
}
