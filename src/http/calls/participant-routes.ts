import type { FastifyInstance, FastifyRequest } from 'fastify'
import { ownCall } from '../../domain/calls/lookup.js'
import { isListed } from '../../domain/conversations/conversation.js'
import { legOf, participantOf } from '../../domain/conversations/naming.js'
import { inviteIn, muteIn, startHoldMusicIn, stopHoldMusicIn } from '../../wire/call-actions.js'
import { participantOut, participantToWire } from '../../wire/participant.js'
import { collectionRoute } from '../collections.js'
import { callerOf, serviceRoot, stateOf } from '../graph-route.js'
import { queryableOf, usualPage } from '../queryable-of.js'
import { operationAction } from './operation-action.js'
import type { CallsOptions } from './options.js'
import { asked, type CallRequest, callsSubject, route } from './route.js'

const query = queryableOf('microsoft.graph.participant', participantOut)

/** Those in a conversation, and what a bot does with them. */
export function participantRoutes(app: FastifyInstance, options: CallsOptions): void {
  const { engine } = options.house

  /** A peer-to-peer call lists nobody; observed. */
  const listed = (request: CallRequest) => {
    const state = stateOf(request, options)
    const { conversationId, id } = ownCall(state, { ...request.params, appId: callerOf(request).appId })
    const participants = conversationId === undefined ? [] : Array.from(state.participants(conversationId))
    return { id, participants: participants.filter(isListed) }
  }

  const context = (request: FastifyRequest, callId: string) =>
    `${serviceRoot(request)}/$metadata#communications/calls('${callId}')/participants`

  collectionRoute(
    app,
    callsSubject,
    {
      path: '/:callId/participants',
      operationId: 'communications.calls.ListParticipants',
      countOperationId: 'communications.calls.participants.GetCount',
      summary: 'Who is in a call: nobody is listed for a peer-to-peer call',
      page: 'call-list-participants',
      item: participantOut,
      query: { ...query, page: usualPage }
    },
    request => {
      const { id, participants } = listed(request)
      return { context: context(request, id), items: participants.map(participantToWire) }
    }
  )

  route(
    app,
    {
      method: 'GET',
      path: '/:callId/participants/:participantId',
      operationId: 'communications.calls.GetParticipants',
      summary: 'Somebody in a call',
      page: 'participant-get',
      query,
      status: 200,
      answer: participantOut
    },
    async request => {
      const { tenantId, appId } = callerOf(request)
      const { state } = engine.tenant(tenantId)
      const call = ownCall(state, { ...request.params, appId })
      const participant = participantOf(state, legOf(state, call), request.params.participantId)
      return { '@odata.context': `${context(request, call.id)}/$entity`, ...participantToWire(participant) }
    }
  )

  route(
    app,
    {
      method: 'DELETE',
      path: '/:callId/participants/:participantId',
      operationId: 'communications.calls.DeleteParticipants',
      summary: 'Remove somebody, or no longer ring them',
      page: 'participant-delete',
      status: 204
    },
    async (request, reply) => {
      const { participantId } = request.params
      await engine.execute(
        callerOf(request).tenantId,
        { type: 'removeParticipant', ...asked(request), participantId },
        request.exchange
      )
      return reply.code(204).send()
    }
  )

  operationAction(app, options, {
    path: '/:callId/participants/invite',
    summary: 'Ask others to come into the call',
    page: 'participant-invite',
    body: inviteIn,
    command: (request, started) => ({
      type: 'invite',
      ...started,
      participants: request.body.participants,
      participantIds: request.body.participants.map(() => request.exchange.ids.guid()),
      conversationId: request.exchange.ids.guid(),
      clientContext: request.body.clientContext
    })
  })

  for (const [action, type, summary, body, status] of [
    ['mute', 'muteParticipant', 'Mute somebody', muteIn, 200],
    ['startHoldMusic', 'startHoldMusic', 'Put somebody on hold, with music', startHoldMusicIn, 202],
    ['stopHoldMusic', 'stopHoldMusic', 'Take somebody off hold', stopHoldMusicIn, 202]
  ] as const) {
    operationAction(app, options, {
      path: `/:callId/participants/:participantId/${action}`,
      summary,
      page: `participant-${action.toLowerCase()}`,
      body,
      status,
      command: ({ params: { participantId }, body: { clientContext } }, started) => ({
        type,
        ...started,
        participantId,
        clientContext
      })
    })
  }
}
