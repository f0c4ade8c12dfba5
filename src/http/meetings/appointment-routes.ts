import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Meeting, VirtualAppointment } from '../../domain/meetings/meeting.js'
import { virtualAppointmentUrlOf } from '../../domain/meetings/names.js'
import { Refusal } from '../../domain/refusals.js'
import {
  sendReminderSmsIn,
  sendSmsIn,
  virtualAppointmentIn,
  virtualAppointmentOf,
  virtualAppointmentOut,
  virtualAppointmentToWire
} from '../../wire/virtual-appointment.js'
import { callerOf, type GraphOptions, type GraphRequest, graphRoute, serviceRoot } from '../graph-route.js'
import { queryableOf } from '../queryable-of.js'
import { meetingsSubject } from './meeting-routes.js'
import { meetingOf, userInContext } from './whose.js'

/**
 * Meetings with customers, who join by a link of their own and are reminded by text messages. Nothing is sent: the journal
 * of requests shows what would be. Source: https://learn.microsoft.com/graph/api/resources/virtualappointment
 */
export function appointmentRoutes(app: FastifyInstance, options: GraphOptions): void {
  graphRoute(
    app,
    meetingsSubject,
    {
      method: 'GET',
      path: '/:meetingId/getVirtualAppointmentJoinWebUrl',
      operationId: 'users.onlineMeetings.onlineMeeting.getVirtualAppointmentJoinWebUrl',
      summary: 'Where the guest of an appointment joins',
      page: 'virtualappointment-getvirtualappointmentjoinweburl',
      query: { type: 'Edm.String', properties: ['value'] },
      status: 200,
      answer: z.object({ '@odata.context': z.string(), value: z.string() })
    },
    async request => {
      const { tenantId, chatInfo } = meetingOf(request, options, 'invited')
      return {
        '@odata.context': `${serviceRoot(request)}/$metadata#Edm.String`,
        value: virtualAppointmentUrlOf({ tenantId, threadId: chatInfo.threadId })
      }
    }
  )

  for (const [action, body, summary] of [
    [
      'sendVirtualAppointmentSms',
      sendSmsIn,
      'Tell guests by text message that an appointment was made, moved or called off'
    ],
    ['sendVirtualAppointmentReminderSms', sendReminderSmsIn, 'Remind guests by text message']
  ] as const) {
    graphRoute(
      app,
      meetingsSubject,
      {
        method: 'POST',
        path: `/:meetingId/${action}`,
        operationId: `users.onlineMeetings.onlineMeeting.${action}`,
        summary,
        page: `virtualappointment-${action.toLowerCase()}`,
        body,
        status: 204
      },
      async (request, reply) => {
        meetingOf(request, options, 'organizer')
        return reply.code(204).send()
      }
    )
  }

  const path = '/:meetingId/virtualAppointment'
  const operation = 'users.onlineMeetings'
  const beta = { betaOnly: true, path, page: 'resources/virtualappointment?view=graph-rest-beta' } as const

  const told = (request: GraphRequest, meeting: Meeting) => {
    const { virtualAppointment } = meeting
    if (virtualAppointment === undefined) throw new Refusal('onlineMeetingNotFound', 'The meeting is no appointment.')
    const set = `users('${userInContext(request, meeting)}')/onlineMeetings('${meeting.id}')/virtualAppointment/$entity`
    return {
      '@odata.context': `${serviceRoot(request)}/$metadata#${set}`,
      ...virtualAppointmentToWire(meeting, virtualAppointment)
    }
  }

  const change = async (
    request: GraphRequest,
    { id: meetingId }: Meeting,
    virtualAppointment: VirtualAppointment | undefined
  ) => {
    const { engine } = options.house
    const command = {
      type: 'changeVirtualAppointment' as const,
      at: request.exchange.clock.now(),
      meetingId,
      virtualAppointment
    }
    return (await engine.execute(callerOf(request).tenantId, command, request.exchange)).meeting
  }

  graphRoute(
    app,
    meetingsSubject,
    {
      ...{ ...beta, method: 'GET', operationId: `${operation}.GetVirtualAppointment` },
      query: queryableOf('microsoft.graph.virtualAppointment', virtualAppointmentOut),
      ...{ summary: 'What a meeting is as an appointment', status: 200, answer: virtualAppointmentOut }
    },
    async request => told(request, meetingOf(request, options, 'invited'))
  )

  for (const [method, name, summary] of [
    ['PUT', 'Set', 'Make an appointment of a meeting'],
    ['PATCH', 'Update', 'Change what it is as an appointment']
  ] as const) {
    graphRoute(
      app,
      meetingsSubject,
      {
        ...{ ...beta, method, operationId: `${operation}.${name}VirtualAppointment`, summary },
        ...{ body: virtualAppointmentIn, status: 200, answer: virtualAppointmentOut }
      },
      async request => {
        const meeting = meetingOf(request, options, 'organizer')
        const before = method === 'PUT' ? undefined : meeting.virtualAppointment
        return told(request, await change(request, meeting, virtualAppointmentOf(request.body, before)))
      }
    )
  }

  graphRoute(
    app,
    meetingsSubject,
    {
      ...{ ...beta, method: 'DELETE', operationId: `${operation}.DeleteVirtualAppointment`, status: 204 },
      summary: 'Make it no appointment any more'
    },
    async (request, reply) => {
      await change(request, meetingOf(request, options, 'organizer'), undefined)
      return reply.code(204).send()
    }
  )
}
