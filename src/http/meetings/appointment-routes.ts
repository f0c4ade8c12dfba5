import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { virtualAppointmentUrlOf } from '../../domain/meetings/names.js'
import { sendReminderSmsIn, sendSmsIn } from '../../wire/virtual-appointment.js'
import { type GraphOptions, graphRoute, serviceRoot } from '../graph-route.js'
import { meetingsSubject } from './meeting-routes.js'
import { meetingOf } from './whose.js'

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
}
