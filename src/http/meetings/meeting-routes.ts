import type { FastifyInstance } from 'fastify'
import type { Meeting } from '../../domain/meetings/meeting.js'
import type { MeetingName } from '../../domain/meetings/names.js'
import { Refusal } from '../../domain/refusals.js'
import type { Filter } from '../../odata/filter.js'
import {
  createOrGetIn,
  type OnlineMeetingWire,
  onlineMeetingIn,
  onlineMeetingOut,
  onlineMeetingToWire
} from '../../wire/online-meeting.js'
import { queryOf } from '../client-wishes.js'
import { collectionRoute } from '../collections.js'
import { callerOf, type GraphOptions, type GraphRequest, graphRoute, serviceRoot, stateOf } from '../graph-route.js'
import { queryableOf, usualPage } from '../queryable-of.js'
import { anybody } from '../spellings.js'
import { meetingDraws } from './draws.js'
import { meetingOf, meetingUser, userInContext } from './whose.js'

export const meetingsSubject = { root: '/users/:userId/onlineMeetings', tag: 'users.onlineMeeting' }

const query = queryableOf('microsoft.graph.onlineMeeting', onlineMeetingOut, {
  navigation: ['attendanceReports', 'recordings', 'transcripts', 'joinUrl'],
  expand: ['attendanceReports', 'recordings', 'transcripts']
})

/** Meetings by id, and by what else they are called. Source: https://learn.microsoft.com/graph/api/resources/onlinemeeting */
export function meetingRoutes(app: FastifyInstance, options: GraphOptions): void {
  const { engine } = options.house
  const stateFor = (request: GraphRequest) => stateOf(request, options)

  const told = (request: GraphRequest, meeting: Meeting): OnlineMeetingWire =>
    onlineMeetingToWire(meeting, {
      directory: stateFor(request),
      language: request.headers['accept-language'],
      knowsNewMembers: request.exchange.knowsNewMembers
    })

  const single = (request: GraphRequest, meeting: Meeting) => ({
    '@odata.context': `${serviceRoot(request)}/$metadata#users('${userInContext(request, meeting)}')/onlineMeetings/$entity`,
    ...told(request, meeting)
  })

  graphRoute(
    app,
    meetingsSubject,
    {
      method: 'POST',
      path: '',
      operationId: 'users.CreateOnlineMeetings',
      summary: 'Arrange a meeting; it stands in no calendar',
      page: 'application-post-onlinemeetings',
      body: onlineMeetingIn,
      status: 201,
      answer: onlineMeetingOut
    },
    async (request, reply) => {
      // In the oldest form the body alone says whose it is to be.
      const organizerId = meetingUser(request, options, request.body.organizerId)
      const command = {
        type: 'scheduleMeeting' as const,
        at: request.exchange.clock.now(),
        organizerId,
        wish: request.body
      }
      const { tenantId } = callerOf(request)
      const { meeting } = await engine.execute(
        tenantId,
        { ...command, ...meetingDraws(request.exchange.ids) },
        request.exchange
      )
      reply.code(201)
      return single(request, meeting)
    }
  )

  graphRoute(
    app,
    meetingsSubject,
    {
      method: 'POST',
      path: '/createOrGet',
      operationId: 'users.onlineMeetings.createOrGet',
      summary: 'Arrange a meeting with an id of one’s own (201), or get the one that has it (200)',
      page: 'onlinemeeting-createorget',
      body: createOrGetIn,
      status: 200,
      answer: onlineMeetingOut
    },
    async (request, reply) => {
      const organizerId = meetingUser(request, options)
      const command = {
        type: 'scheduleMeeting' as const,
        at: request.exchange.clock.now(),
        organizerId,
        ...request.body
      }
      const outcome = await engine.execute(
        callerOf(request).tenantId,
        { ...command, ...meetingDraws(request.exchange.ids) },
        request.exchange
      )
      reply.code(outcome.events.length > 0 ? 201 : 200)
      return single(request, outcome.meeting)
    }
  )

  collectionRoute<Meeting>(
    app,
    meetingsSubject,
    {
      path: '',
      operationId: 'users.ListOnlineMeetings',
      countOperationId: 'users.onlineMeetings.GetCount',
      summary: 'The meeting a filter names by joinWebUrl, by joinMeetingId, or by videoTeleconferenceId',
      page: 'onlinemeeting-get',
      item: onlineMeetingOut,
      query: {
        ...query,
        page: usualPage,
        skip: true,
        orderby: query.properties,
        filter: ['joinWebUrl', 'joinMeetingIdSettings/joinMeetingId', 'videoTeleconferenceId'],
        filterAnyCase: true
      }
    },
    request => {
      const meeting = theNamed(request)
      const of = request.params.userId === anybody ? 'communications' : `users('${meeting.organizerId}')`
      return {
        context: `${serviceRoot(request)}/$metadata#${of}/onlineMeetings`,
        found: [meeting],
        toWire: one => told(request, one)
      }
    }
  )

  function theNamed(request: GraphRequest): Meeting {
    const name = nameIn(queryOf(request).filter)
    if (name === undefined) {
      throw new Refusal(
        'onlineMeetingInvalid',
        "Filter expression expected - /onlineMeetings?$filter={ParameterName} eq '{id}'."
      )
    }
    const meeting = stateFor(request).meetingNamed(name)
    if (meeting === undefined) throw new Refusal('onlineMeetingNotFound', 'No meeting fits the filter.')
    if ('videoTeleconferenceId' in name && request.params.userId === anybody) return meeting
    if (meetingUser(request, options) === meeting.organizerId) return meeting
    throw new Refusal(
      'onlineMeetingForbidden',
      'An error has occurred. Only its organizer finds a meeting by a filter.'
    )
  }

  graphRoute(
    app,
    meetingsSubject,
    {
      method: 'GET',
      path: '/:meetingId',
      operationId: 'users.GetOnlineMeetings',
      summary: 'A meeting, for whoever organizes it or is invited',
      page: 'onlinemeeting-get',
      query,
      status: 200,
      answer: onlineMeetingOut
    },
    async request => single(request, meetingOf(request, options, 'invited'))
  )

  graphRoute(
    app,
    meetingsSubject,
    {
      method: 'PATCH',
      path: '/:meetingId',
      operationId: 'users.UpdateOnlineMeetings',
      summary: 'Change a meeting; what cannot be changed is ignored',
      page: 'onlinemeeting-update',
      body: onlineMeetingIn,
      status: 200,
      answer: onlineMeetingOut
    },
    async request => {
      const { id: meetingId } = meetingOf(request, options, 'organizer')
      const command = {
        type: 'changeMeeting' as const,
        at: request.exchange.clock.now(),
        meetingId,
        wish: request.body
      }
      const { meeting } = await engine.execute(callerOf(request).tenantId, command, request.exchange)
      return single(request, meeting)
    }
  )

  graphRoute(
    app,
    meetingsSubject,
    {
      method: 'DELETE',
      path: '/:meetingId',
      operationId: 'users.DeleteOnlineMeetings',
      summary: 'Delete a meeting; those who are in it stay',
      page: 'onlinemeeting-delete',
      status: 204
    },
    async (request, reply) => {
      const { id: meetingId } = meetingOf(request, options, 'organizer')
      const command = { type: 'deleteMeeting' as const, at: request.exchange.clock.now(), meetingId }
      await engine.execute(callerOf(request).tenantId, command, request.exchange)
      return reply.code(204).send()
    }
  )
}

/** What a filter names a meeting by: one property, compared with one value. */
function nameIn(filter: Filter | undefined): MeetingName | undefined {
  if (filter?.kind !== 'compare' || filter.operator !== 'eq') return undefined
  const value = String(filter.literal.value)
  switch (filter.property.toLowerCase()) {
    case 'joinweburl':
      return { joinWebUrl: value }
    case 'videoteleconferenceid':
      return { videoTeleconferenceId: value }
    default:
      return { joinMeetingId: value.replaceAll(' ', '') }
  }
}
