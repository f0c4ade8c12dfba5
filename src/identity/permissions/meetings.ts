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
    ['GET /communications/getAllOnlineMeetingMessages', `GET ${conversations}`, `GET ${conversations}/{}`],
    ofApplications('EngagementMeetingConversation.Read.All')
  )
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
        `GET ${meeting}/attendeeReport`
      ],
      either('OnlineMeetingArtifact.Read.All')
    ),
    ...artifactRules(meetings, 'recordings', recordings, ofApplications(recordings)),
    ...artifactRules(meetings, 'transcripts', transcripts, ofApplications(transcripts)),
    [`GET ${meeting}/getVirtualAppointmentJoinWebUrl`]: virtualAppointments,
    ...forAll(
      [`POST ${meeting}/sendVirtualAppointmentSms`, `POST ${meeting}/sendVirtualAppointmentReminderSms`],
      either('VirtualAppointmentNotification.Send')
    )
  }
}
