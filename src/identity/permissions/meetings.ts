import { artifactRules } from './artifacts.js'
import { forAll, type PermissionRule, type PermissionRules } from './permission-rule.js'

const read: PermissionRule = {
  application: ['OnlineMeetings.Read.All', 'OnlineMeetings.ReadWrite.All'],
  delegated: ['OnlineMeetings.Read', 'OnlineMeetings.ReadWrite']
}
const write: PermissionRule = {
  application: ['OnlineMeetings.ReadWrite.All'],
  delegated: ['OnlineMeetings.ReadWrite']
}
const virtualAppointments: PermissionRule = {
  application: ['VirtualAppointment.Read.All', 'VirtualAppointment.ReadWrite.All'],
  delegated: [
    ...['VirtualAppointment.Read', 'VirtualAppointment.ReadWrite'],
    ...['OnlineMeetings.Read', 'OnlineMeetings.ReadWrite']
  ]
}

const changeAppointments: PermissionRule = {
  application: ['VirtualAppointment.ReadWrite.All'],
  delegated: ['VirtualAppointment.ReadWrite', 'OnlineMeetings.ReadWrite']
}

/** The same permission, whoever asks. */
const either = (permission: string): PermissionRule => ({ application: [permission], delegated: [permission] })

const ofApplications = (permission: string): PermissionRule => ({ application: [permission] })

const recordings = 'OnlineMeetingRecording.Read.All'
const transcripts = 'OnlineMeetingTranscript.Read.All'

/** Somebody's meetings, and those an application looks up without saying whose. */
const roots = ['/communications/onlineMeetings', '/users/{}/onlineMeetings']

const conversations = '/communications/onlineMeetingConversations'

export const meetingRules: PermissionRules = {
  ...Object.assign({}, ...roots.map(rulesBelow)),
  ...forAll(
    [
      'GET /communications/getAllOnlineMeetingMessages',
      ...[conversations, `${conversations}/$count`, `${conversations}/{}`].map(path => `GET ${path}`),
      ...['onlineMeeting', 'onlineMeeting/attendeeReport', 'messages', 'messages/$count'].map(
        below => `GET ${conversations}/{}/${below}`
      ),
      ...[`${conversations}/{}/messages/{}`, `${conversations}/{}/starter`].flatMap(messageReads)
    ],
    ofApplications('EngagementMeetingConversation.Read.All')
  )
}

/** Beta: whoever may change a meeting may have people register for it. */
function registrationRules(registration: string): PermissionRules {
  const paths = {
    GET: ['', '/customQuestions', '/customQuestions/{}', '/registrants', '/registrants/{}'],
    POST: ['', '/customQuestions', '/registrants'],
    PATCH: ['', '/customQuestions/{}'],
    DELETE: ['', '/customQuestions/{}', '/registrants/{}']
  }
  return Object.assign(
    {},
    ...Object.entries(paths).map(([method, below]) =>
      forAll(
        below.map(path => `${method} ${registration}${path}`),
        method === 'GET' ? read : write
      )
    )
  )
}

/** A message with what hangs on it, and its replies with the same. */
function messageReads(message: string): string[] {
  const reply = `${message}/replies/{}`
  const around = ['', '/conversation', '/replyTo', '/reactions', '/reactions/$count', '/reactions/{}']
  return [
    ...[message, reply].flatMap(path => around.map(below => `GET ${path}${below}`)),
    ...[`GET ${message}/replies`, `GET ${message}/replies/$count`]
  ]
}

function rulesBelow(meetings: string): PermissionRules {
  const meeting = `${meetings}/{}`
  const reports = `${meeting}/attendanceReports`
  return {
    ...forAll([`GET ${meetings}`, `GET ${meetings}/$count`, `GET ${meeting}`], read),
    ...forAll([`POST ${meetings}`, `POST ${meetings}/createOrGet`, `PATCH ${meeting}`, `DELETE ${meeting}`], write),
    ...forAll(
      [
        ...[`GET ${reports}`, `GET ${reports}/$count`, `GET ${reports}/{}`, `GET ${reports}/{}/attendanceRecords`],
        ...[`GET ${reports}/{}/attendanceRecords/$count`, `GET ${reports}/{}/attendanceRecords/{}`],
        ...[`GET ${meeting}/attendeeReport`, `GET ${meeting}/meetingAttendanceReport`]
      ],
      either('OnlineMeetingArtifact.Read.All')
    ),
    ...registrationRules(`${meeting}/registration`),
    ...artifactRules(meetings, 'recordings', recordings, ofApplications(recordings)),
    ...artifactRules(meetings, 'transcripts', transcripts, ofApplications(transcripts)),
    ...forAll(
      [`GET ${meeting}/getVirtualAppointmentJoinWebUrl`, `GET ${meeting}/virtualAppointment`],
      virtualAppointments
    ),
    ...forAll(
      ['PUT', 'PATCH', 'DELETE'].map(method => `${method} ${meeting}/virtualAppointment`),
      changeAppointments
    ),
    ...forAll(
      [`POST ${meeting}/sendVirtualAppointmentSms`, `POST ${meeting}/sendVirtualAppointmentReminderSms`],
      either('VirtualAppointmentNotification.Send')
    )
  }
}
