import { z } from 'zod'
import { timeZone } from './date-time-time-zone.js'
import { closedType, enumeration, optional, parameters } from './graph-type.js'

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
