import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { AudioRoutingGroup } from '../../domain/calls/call.js'
import { ownCall } from '../../domain/calls/lookup.js'
import { routingGroup } from '../../domain/calls/routing-groups.js'
import {
  audioRoutingGroupIn,
  audioRoutingGroupOut,
  audioRoutingGroupToWire,
  changedAudioRoutingGroupIn
} from '../../wire/audio-routing-group.js'
import { collectionRoute } from '../collections.js'
import { callerOf, serviceRoot } from '../graph-route.js'
import { queryableOf, usualPage } from '../queryable-of.js'
import type { CallsOptions } from './options.js'
import { asked, type CallRequest, callsSubject, route } from './route.js'

const query = queryableOf('microsoft.graph.audioRoutingGroup', audioRoutingGroupOut)

/** Who hears whom. Source: https://learn.microsoft.com/graph/api/resources/audioroutinggroup */
export function routingGroupRoutes(app: FastifyInstance, options: CallsOptions): void {
  const { engine } = options.house

  const call = (request: CallRequest) => {
    const { tenantId, appId } = callerOf(request)
    return ownCall(engine.tenant(tenantId).state, { callId: request.params.callId, appId })
  }

  const context = (request: FastifyRequest, callId: string) =>
    `${serviceRoot(request)}/$metadata#communications/calls('${callId}')/audioRoutingGroups`

  const told = (request: CallRequest, group: AudioRoutingGroup) => ({
    '@odata.context': `${context(request, request.params.callId)}/$entity`,
    ...audioRoutingGroupToWire(group)
  })

  collectionRoute(
    app,
    callsSubject,
    {
      path: '/:callId/audioRoutingGroups',
      operationId: 'communications.calls.ListAudioRoutingGroups',
      countOperationId: 'communications.calls.audioRoutingGroups.GetCount',
      summary: 'Who hears whom',
      page: 'call-list-audioroutinggroups',
      item: audioRoutingGroupOut,
      query: { ...query, page: usualPage }
    },
    request => {
      const { id, audioRoutingGroups = [] } = call(request)
      return { context: context(request, id), items: audioRoutingGroups.map(audioRoutingGroupToWire) }
    }
  )

  route(
    app,
    {
      method: 'POST',
      path: '/:callId/audioRoutingGroups',
      operationId: 'communications.calls.CreateAudioRoutingGroups',
      summary: 'Let some hear others only',
      page: 'call-post-audioroutinggroups',
      body: audioRoutingGroupIn,
      status: 200,
      answer: audioRoutingGroupOut
    },
    async request => {
      const group = request.body
      await engine.execute(
        callerOf(request).tenantId,
        { type: 'addAudioRoutingGroup', ...asked(request), group },
        request.exchange
      )
      return told(request, group)
    }
  )

  route(
    app,
    {
      method: 'GET',
      path: '/:callId/audioRoutingGroups/:groupId',
      operationId: 'communications.calls.GetAudioRoutingGroups',
      summary: 'An audio routing group',
      page: 'audioroutinggroup-get',
      query,
      status: 200,
      answer: audioRoutingGroupOut
    },
    async request => told(request, routingGroup(call(request), request.params.groupId))
  )

  route(
    app,
    {
      method: 'PATCH',
      path: '/:callId/audioRoutingGroups/:groupId',
      operationId: 'communications.calls.UpdateAudioRoutingGroups',
      summary: 'Change an audio routing group',
      page: 'audioroutinggroup-update',
      body: changedAudioRoutingGroupIn,
      status: 200,
      answer: audioRoutingGroupOut
    },
    async request => {
      const { groupId } = request.params
      const changed = await engine.execute(
        callerOf(request).tenantId,
        { type: 'changeAudioRoutingGroup', ...asked(request), groupId, change: request.body },
        request.exchange
      )
      return told(request, routingGroup(changed.call, groupId))
    }
  )

  route(
    app,
    {
      method: 'DELETE',
      path: '/:callId/audioRoutingGroups/:groupId',
      operationId: 'communications.calls.DeleteAudioRoutingGroups',
      summary: 'Let everybody hear everybody again',
      page: 'audioroutinggroup-delete',
      status: 204
    },
    async (request, reply) => {
      const { groupId } = request.params
      await engine.execute(
        callerOf(request).tenantId,
        { type: 'removeAudioRoutingGroup', ...asked(request), groupId },
        request.exchange
      )
      return reply.code(204).send()
    }
  )
}
