import { z } from 'zod'
import type { Meeting, VirtualAppointment } from '../domain/meetings/meeting.js'
import { virtualAppointmentUrlOf } from '../domain/meetings/names.js'
import { timeZone } from './date-time-time-zone.js'
import { closedType, enumeration, openType, optional, parameters } from './graph-type.js'

/** Text messages go to the United States only. Source: https://learn.microsoft.com/graph/api/virtualappointment-sendvirtualappointmentsms */
const attendees = optional(
  z.array(
    closedType('microsoft.graph.attendeeNotificationInfo', {
      phoneNumber: z.string().regex(/^\+1\d{10}$/, 'must be a number of the United States such as +13129224122.'),
      timeZone
    })
  )
)

export const sendSmsIn = parameters('sendVirtualAppointmentSms', {
  messageType: enumeration(['confirmation', 'reschedule', 'cancellation']),
  attendees
})

export const sendReminderSmsIn = parameters('sendVirtualAppointmentReminderSms', {
  remindBeforeTimeInMinutesType: enumeration(['mins15']),
  attendees
})

/** Source: https://learn.microsoft.com/graph/api/virtualappointment-update?view=graph-rest-beta */
export const virtualAppointmentIn = openType({
  appointmentClients: optional(
    z.array(
      openType({
        displayName: z.string().optional(),
        emailAddress: z.string().optional(),
        phoneNumber: z.string().optional()
      })
    )
  ),
  externalAppointmentId: optional(z.string()),
  externalAppointmentUrl: optional(z.string()),
  settings: optional(openType({ allowClientToJoinUsingBrowser: z.boolean() }))
})

export const virtualAppointmentOut = z
  .object({
    '@odata.context': z.string().optional(),
    id: z.string(),
    appointmentClientJoinWebUrl: z.string(),
    appointmentClients: z.array(
      z.object({
        displayName: z.string().optional(),
        emailAddress: z.string().optional(),
        phoneNumber: z.string().optional()
      })
    ),
    externalAppointmentId: z.string().nullable(),
    externalAppointmentUrl: z.string().nullable(),
    settings: z.object({ allowClientToJoinUsingBrowser: z.boolean() }).nullable()
  })
  .meta({ id: 'microsoft.graph.virtualAppointment' })

/** An appointment as it is asked for; what is not said stays as it was. */
export function virtualAppointmentOf(
  given: z.output<typeof virtualAppointmentIn>,
  before: VirtualAppointment | undefined
): VirtualAppointment {
  const { appointmentClients, externalAppointmentId, externalAppointmentUrl, settings } = given
  return {
    appointmentClients: appointmentClients?.map(clientOf) ?? before?.appointmentClients ?? [],
    externalAppointmentId: externalAppointmentId ?? before?.externalAppointmentId ?? null,
    externalAppointmentUrl: externalAppointmentUrl ?? before?.externalAppointmentUrl ?? null,
    settings:
      settings === undefined
        ? (before?.settings ?? null)
        : { allowClientToJoinUsingBrowser: settings.allowClientToJoinUsingBrowser }
  }
}

type Client = VirtualAppointment['appointmentClients'][number]

function clientOf({
  displayName,
  emailAddress,
  phoneNumber
}: { [Name in keyof Client]?: Client[Name] | undefined }): Client {
  return {
    ...(displayName && { displayName }),
    ...(emailAddress && { emailAddress }),
    ...(phoneNumber && { phoneNumber })
  }
}

export function virtualAppointmentToWire(
  { tenantId, chatInfo }: Meeting,
  { appointmentClients, ...appointment }: VirtualAppointment
): z.input<typeof virtualAppointmentOut> {
  const { threadId } = chatInfo
  return {
    id: threadId,
    appointmentClientJoinWebUrl: virtualAppointmentUrlOf({ tenantId, threadId }),
    appointmentClients: [...appointmentClients],
    ...appointment
  }
}
