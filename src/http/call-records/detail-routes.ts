import type { FastifyInstance } from 'fastify'
import type { Session } from '../../domain/call-records/call-record.js'
import { Refusal } from '../../domain/refusals.js'
import {
  participantsToWire,
  segmentOut,
  segmentToWire,
  sessionOut,
  sessionToWire
} from '../../wire/call-records/call-record.js'
import { organizerOut, participantOut, partyToWire } from '../../wire/call-records/identities.js'
import { collectionRoute } from '../collections.js'
import { type GraphOptions, type GraphRequest, graphRoute, serviceRoot, stateOf } from '../graph-route.js'
import { queryableOf } from '../queryable-of.js'
import { expandedIn } from './expanded.js'
import { recordsSubject, sizes } from './record-routes.js'
import { recordOf, sessionIn } from './whose.js'

const sessionQuery = queryableOf('microsoft.graph.callRecords.session', sessionOut, { expand: ['segments'] })
const segmentQuery = queryableOf('microsoft.graph.callRecords.segment', segmentOut)
const participantQuery = queryableOf('microsoft.graph.callRecords.participant', participantOut)
const organizerQuery = queryableOf('microsoft.graph.callRecords.organizer', organizerOut)

const ofSessions = { size: sizes.sessions, most: sizes.sessions }

/** What a record is made of. Source: https://learn.microsoft.com/graph/api/callrecords-session-list */
export function detailRoutes(app: FastifyInstance, options: GraphOptions): void {
  const stateFor = (request: GraphRequest) => stateOf(request, options)
  const context = (request: GraphRequest, below: string) =>
    `${serviceRoot(request)}/$metadata#communications/callRecords('${request.params.callRecordId}')/${below}`

  collectionRoute<Session>(
    app,
    recordsSubject,
    {
      path: '/:callRecordId/sessions',
      operationId: 'communications.callRecords.ListSessions',
      countOperationId: 'communications.callRecords.sessions.GetCount',
      summary: 'The sessions of a call, one for each who took part, each time they did',
      page: 'callrecords-session-list',
      item: sessionOut,
      query: { ...sessionQuery, page: ofSessions }
    },
    request => {
      const { segments } = expandedIn(request)
      return {
        context: context(request, `sessions${segments ? '(segments())' : ''}`),
        found: recordOf(request, options).sessions,
        toWire: session => sessionToWire(session, stateFor(request), segments)
      }
    }
  )

  graphRoute(
    app,
    recordsSubject,
    {
      method: 'GET',
      path: '/:callRecordId/sessions/:sessionId',
      operationId: 'communications.callRecords.GetSessions',
      summary: 'One session',
      page: 'callrecords-session-list',
      query: sessionQuery,
      status: 200,
      answer: sessionOut
    },
    async request => ({
      '@odata.context': context(request, 'sessions/$entity'),
      ...sessionToWire(sessionIn(recordOf(request, options), request), stateFor(request), expandedIn(request).segments)
    })
  )

  collectionRoute<Session>(
    app,
    recordsSubject,
    {
      path: '/:callRecordId/sessions/:sessionId/segments',
      operationId: 'communications.callRecords.sessions.ListSegments',
      countOperationId: 'communications.callRecords.sessions.segments.GetCount',
      summary: 'How media flowed in a session',
      page: 'callrecords-session-list',
      item: segmentOut,
      query: { ...segmentQuery, page: ofSessions }
    },
    request => ({
      context: context(request, `sessions('${request.params.sessionId}')/segments`),
      found: [sessionIn(recordOf(request, options), request)],
      toWire: session => segmentToWire(session, stateFor(request))
    })
  )

  graphRoute(
    app,
    recordsSubject,
    {
      method: 'GET',
      path: '/:callRecordId/sessions/:sessionId/segments/:segmentId',
      operationId: 'communications.callRecords.sessions.GetSegments',
      summary: 'One segment',
      page: 'callrecords-session-list',
      query: segmentQuery,
      status: 200,
      answer: segmentOut
    },
    async request => {
      const session = sessionIn(recordOf(request, options), request)
      if (session.id !== request.params.segmentId) {
        throw new Refusal('callRecordNotFound', `The session has no segment '${request.params.segmentId}'.`)
      }
      return {
        '@odata.context': context(request, `sessions('${session.id}')/segments/$entity`),
        ...segmentToWire(session, stateFor(request))
      }
    }
  )

  collectionRoute(
    app,
    recordsSubject,
    {
      path: '/:callRecordId/participants_v2',
      operationId: 'communications.callRecords.ListParticipants_v2',
      countOperationId: 'communications.callRecords.participants_v2.GetCount',
      summary: 'Everybody who took part',
      page: 'callrecords-callrecord-list-participants_v2',
      item: participantOut,
      query: { ...participantQuery, page: { size: sizes.participants, most: sizes.participants } }
    },
    request => ({
      context: context(request, 'participants_v2'),
      items: participantsToWire(recordOf(request, options), stateFor(request))
    })
  )

  graphRoute(
    app,
    recordsSubject,
    {
      method: 'GET',
      path: '/:callRecordId/participants_v2/:partyId',
      operationId: 'communications.callRecords.GetParticipants_v2',
      summary: 'Somebody who took part: by object id, number or app id',
      page: 'callrecords-callrecord-list-participants_v2',
      query: participantQuery,
      status: 200,
      answer: participantOut
    },
    async request => {
      const { partyId } = request.params
      const found = participantsToWire(recordOf(request, options), stateFor(request)).find(({ id }) => id === partyId)
      if (found === undefined) throw new Refusal('callRecordNotFound', `'${partyId}' took no part in the call.`)
      return { '@odata.context': context(request, 'participants_v2/$entity'), ...found }
    }
  )

  graphRoute(
    app,
    recordsSubject,
    {
      method: 'GET',
      path: '/:callRecordId/organizer_v2',
      operationId: 'communications.callRecords.GetOrganizer_v2',
      summary: 'Who organized the meeting, or began the call',
      page: 'callrecords-organizer-get',
      query: organizerQuery,
      status: 200,
      answer: organizerOut
    },
    async request => ({
      '@odata.context': context(request, 'organizer_v2/$entity'),
      ...partyToWire(recordOf(request, options).organizer, stateFor(request))
    })
  )
}
