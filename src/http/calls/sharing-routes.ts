import type { FastifyInstance } from 'fastify'
import { ownCall } from '../../domain/calls/lookup.js'
import { Refusal } from '../../domain/refusals.js'
import { addLargeGalleryViewIn } from '../../wire/call-actions.js'
import { contentSharingSessionOut, contentSharingSessionToWire } from '../../wire/content-sharing-session.js'
import { logTeleconferenceDeviceQualityIn } from '../../wire/teleconference-device-quality.js'
import { collectionRoute } from '../collections.js'
import { callerOf, serviceRoot } from '../graph-route.js'
import { queryableOf, usualPage } from '../queryable-of.js'
import { operationAction } from './operation-action.js'
import type { CallsOptions } from './options.js'
import { type CallRequest, callsSubject, route } from './route.js'

const query = queryableOf('microsoft.graph.contentSharingSession', contentSharingSessionOut)

/** What is shown in a call, and how well it went. */
export function sharingRoutes(app: FastifyInstance, options: CallsOptions): void {
  const { engine } = options.house

  const sessions = (request: CallRequest) => {
    const { tenantId, appId } = callerOf(request)
    const { state } = engine.tenant(tenantId)
    const { conversationId = '' } = ownCall(state, { callId: request.params.callId, appId })
    return state.conversation(conversationId)?.contentSharing ?? []
  }

  const context = (request: CallRequest) =>
    `${serviceRoot(request)}/$metadata#communications/calls('${request.params.callId}')/contentSharingSessions`

  collectionRoute(
    app,
    callsSubject,
    {
      path: '/:callId/contentSharingSessions',
      operationId: 'communications.calls.ListContentSharingSessions',
      countOperationId: 'communications.calls.contentSharingSessions.GetCount',
      summary: 'What is presented in a call',
      page: 'call-list-contentsharingsessions',
      item: contentSharingSessionOut,
      query: { ...query, page: usualPage }
    },
    request => ({ context: context(request), items: sessions(request).map(contentSharingSessionToWire) })
  )

  route(
    app,
    {
      method: 'GET',
      path: '/:callId/contentSharingSessions/:sessionId',
      operationId: 'communications.calls.GetContentSharingSessions',
      summary: 'A presentation in a call',
      page: 'contentsharingsession-get',
      query,
      status: 200,
      answer: contentSharingSessionOut
    },
    async request => {
      const session = sessions(request).find(({ id }) => id === request.params.sessionId)
      if (session === undefined) {
        throw new Refusal('contentSharingSessionNotFound', 'Nobody presents with this id now.')
      }
      return { '@odata.context': `${context(request)}/$entity`, ...contentSharingSessionToWire(session) }
    }
  )

  operationAction(app, options, {
    path: '/:callId/addLargeGalleryView',
    summary: 'Ask for a picture of many participants at once',
    page: 'call-addlargegalleryview',
    body: addLargeGalleryViewIn,
    status: 202,
    command: (request, started) => ({
      type: 'addLargeGalleryView',
      ...started,
      participantId: request.exchange.ids.guid(),
      clientContext: request.body.clientContext
    })
  })

  route(
    app,
    {
      method: 'POST',
      path: '/logTeleconferenceDeviceQuality',
      operationId: 'communications.calls.logTeleconferenceDeviceQuality',
      summary: 'Tell how well the media of a video device went; kept in the journal of requests',
      page: 'call-logteleconferencedevicequality',
      body: logTeleconferenceDeviceQualityIn,
      status: 200
    },
    async (_request, reply) => reply.code(200).send()
  )
}
