import { artifactOperations } from './artifacts.js'
import { listed, type OperationEntry, proved, readOnly } from './operation.js'

const ofOrganizer =
  "(meetingOrganizerUserId='@meetingOrganizerUserId',startDateTime=@startDateTime,endDateTime=@endDateTime)"
const ofUser = "(userId='@userId',startDateTime=@startDateTime,endDateTime=@endDateTime)"

/** Where they are proved. */
const artifacts = 'e2e/artifacts.ts'
const adhoc = 'e2e/adhoc-calls.ts'

export const meetingOperations: readonly OperationEntry[] = [
  ...['/communications/onlineMeetings', '/users/{user-id}/onlineMeetings'].flatMap(operationsOn),
  ...readOnly(
    artifacts,
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
  artifacts,
  ['getAllRecordings', 'getAllTranscripts'].flatMap(all => [
    `GET /communications/onlineMeetings/${all}/delta()`,
    `GET /users/{user-id}/onlineMeetings/${all}/delta()`
  ])
)

/** The same calls, asked for by whose they are. */
export const adhocCallOperationsBeside: readonly OperationEntry[] = [
  ...artifactOperations(adhoc, '/users/{user-id}/adhocCalls/{adhocCall-id}'),
  ...readOnly(adhoc, [
    'GET,POST /users/{user-id}/adhocCalls',
    'GET /users/{user-id}/adhocCalls/$count',
    'GET,PATCH,DELETE /users/{user-id}/adhocCalls/{adhocCall-id}'
  ]),
  ...readOnly(
    adhoc,
    ['/communications/adhocCalls', '/users/{user-id}/adhocCalls'].flatMap(calls => [
      ...(calls.startsWith('/users') ? [`GET ${calls}/getAllRecordings()`, `GET ${calls}/getAllTranscripts()`] : []),
      ...[`GET ${calls}/getAllRecordings/delta()`, `GET ${calls}/getAllTranscripts/delta()`]
    ])
  )
]

export const adhocCallOperations: readonly OperationEntry[] = [
  ...readOnly(adhoc, [
    'GET,POST /communications/adhocCalls',
    'GET /communications/adhocCalls/$count',
    'GET,PATCH,DELETE /communications/adhocCalls/{adhocCall-id}',
    `GET /communications/adhocCalls/getAllRecordings${ofUser}`,
    `GET /communications/adhocCalls/getAllTranscripts${ofUser}`
  ]),
  ...artifactOperations(adhoc, '/communications/adhocCalls/{adhocCall-id}')
]

function operationsOn(meetings: string): OperationEntry[] {
  const meeting = `${meetings}/{onlineMeeting-id}`
  const reports = `${meeting}/attendanceReports`
  const report = `${reports}/{meetingAttendanceReport-id}`
  return [
    ...proved('e2e/online-meetings.ts', [
      `GET,POST ${meetings}`,
      `GET ${meetings}/$count`,
      `POST ${meetings}/createOrGet`,
      `GET,PATCH,DELETE ${meeting}`,
      `GET ${meeting}/getVirtualAppointmentJoinWebUrl()`,
      `POST ${meeting}/sendVirtualAppointmentSms`,
      `POST ${meeting}/sendVirtualAppointmentReminderSms`
    ]),
    ...readOnly('e2e/attendance.ts', [
      `GET,PUT,DELETE ${meeting}/attendeeReport`,
      `GET,POST ${reports}`,
      `GET ${reports}/$count`,
      `GET,PATCH,DELETE ${report}`,
      `GET,POST ${report}/attendanceRecords`,
      `GET ${report}/attendanceRecords/$count`,
      `GET,PATCH,DELETE ${report}/attendanceRecords/{attendanceRecord-id}`
    ]),
    ...artifactOperations(artifacts, meeting)
  ]
}

const meeting = '/users/{user-id}/onlineMeetings/{onlineMeeting-id}'
const registration = `${meeting}/registration`

/** What beta has beyond v1.0. */
export const betaMeetingOperations: readonly OperationEntry[] = [
  ...readOnly('e2e/attendance.ts', [`GET ${meeting}/meetingAttendanceReport`]),
  ...proved('e2e/registration.ts', [
    `GET,POST,PATCH,DELETE ${registration}`,
    `GET,POST ${registration}/customQuestions`,
    `GET,PATCH,DELETE ${registration}/customQuestions/{meetingRegistrationQuestion-id}`,
    `GET,POST ${registration}/registrants`,
    `GET,DELETE ${registration}/registrants/{meetingRegistrant-id}`
  ]),
  ...proved('e2e/online-meetings.ts', [`GET,PUT,PATCH,DELETE ${meeting}/virtualAppointment`]),
  ...listed('notEmulated', [
    `GET ${meeting}/aiInsights`,
    `GET ${meeting}/aiInsights/{callAiInsight-id}`,
    `GET ${meeting}/recording`,
    `GET ${meeting}/alternativeRecording`,
    'GET /users/{user-id}/onlineMeetings/getActiveMeetingDetails'
  ])
]
