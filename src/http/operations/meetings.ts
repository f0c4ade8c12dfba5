import { artifactOperations } from './artifacts.js'
import { listed, type OperationEntry, readOnly } from './operation.js'

const ofOrganizer =
  "(meetingOrganizerUserId='@meetingOrganizerUserId',startDateTime=@startDateTime,endDateTime=@endDateTime)"
const ofUser = "(userId='@userId',startDateTime=@startDateTime,endDateTime=@endDateTime)"

export const meetingOperations: readonly OperationEntry[] = [
  ...['/communications/onlineMeetings', '/users/{user-id}/onlineMeetings'].flatMap(operationsOn),
  ...readOnly(
    [
      '/communications/onlineMeetings/getAllRecordings',
      '/communications/onlineMeetings/getAllTranscripts',
      '/users/{user-id}/onlineMeetings/getAllRecordings',
      '/users/{user-id}/onlineMeetings/getAllTranscripts'
    ].map(path => `GET ${path}${ofOrganizer}`)
  )
]

/** Chained to a function, so that Graph's path list does not have them. */
export const meetingOperationsBeside: readonly OperationEntry[] = readOnly(
  ['getAllRecordings', 'getAllTranscripts'].flatMap(all => [
    `GET /communications/onlineMeetings/${all}/delta()`,
    `GET /users/{user-id}/onlineMeetings/${all}/delta()`
  ])
)

/** The same calls, asked for by whose they are. */
export const adhocCallOperationsBeside: readonly OperationEntry[] = [
  ...artifactOperations('/users/{user-id}/adhocCalls/{adhocCall-id}'),
  ...readOnly(
    ['/communications/adhocCalls', '/users/{user-id}/adhocCalls'].flatMap(calls => [
      ...(calls.startsWith('/users') ? [`GET ${calls}/getAllRecordings()`, `GET ${calls}/getAllTranscripts()`] : []),
      ...[`GET ${calls}/getAllRecordings/delta()`, `GET ${calls}/getAllTranscripts/delta()`]
    ])
  )
]

export const adhocCallOperations: readonly OperationEntry[] = [
  ...readOnly([
    'GET,POST /communications/adhocCalls',
    'GET /communications/adhocCalls/$count',
    'GET,PATCH,DELETE /communications/adhocCalls/{adhocCall-id}',
    `GET /communications/adhocCalls/getAllRecordings${ofUser}`,
    `GET /communications/adhocCalls/getAllTranscripts${ofUser}`
  ]),
  ...artifactOperations('/communications/adhocCalls/{adhocCall-id}')
]

function operationsOn(meetings: string): OperationEntry[] {
  const meeting = `${meetings}/{onlineMeeting-id}`
  const reports = `${meeting}/attendanceReports`
  const report = `${reports}/{meetingAttendanceReport-id}`
  return [
    ...listed('notEmulated', [
      `GET,POST ${meetings}`,
      `GET ${meetings}/$count`,
      `POST ${meetings}/createOrGet`,
      `GET,PATCH,DELETE ${meeting}`,
      `GET ${meeting}/getVirtualAppointmentJoinWebUrl()`,
      `POST ${meeting}/sendVirtualAppointmentSms`,
      `POST ${meeting}/sendVirtualAppointmentReminderSms`
    ]),
    ...readOnly([
      `GET,PUT,DELETE ${meeting}/attendeeReport`,
      `GET,POST ${reports}`,
      `GET ${reports}/$count`,
      `GET,PATCH,DELETE ${report}`,
      `GET,POST ${report}/attendanceRecords`,
      `GET ${report}/attendanceRecords/$count`,
      `GET,PATCH,DELETE ${report}/attendanceRecords/{attendanceRecord-id}`
    ]),
    ...artifactOperations(meeting)
  ]
}
