import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AttendanceReport } from '../../domain/meetings/attendance.js'
import type { Meeting } from '../../domain/meetings/meeting.js'
import { Refusal } from '../../domain/refusals.js'
import {
  attendanceRecordOut,
  attendanceRecordToWire,
  attendanceReportOut,
  attendanceReportToWire
} from '../../wire/attendance.js'
import { queryOf } from '../client-wishes.js'
import { collectionRoute } from '../collections.js'
import { type GraphOptions, type GraphRequest, graphRoute, serviceRoot, stateOf } from '../graph-route.js'
import { queryableOf, usualPage } from '../queryable-of.js'
import { meetingsSubject } from './meeting-routes.js'
import { meetingOf, userInContext } from './whose.js'

const reportQuery = queryableOf('microsoft.graph.meetingAttendanceReport', attendanceReportOut, {
  expand: ['attendanceRecords']
})
const recordQuery = queryableOf('microsoft.graph.attendanceRecord', attendanceRecordOut)

/** Who was there, each time a meeting was held. Source: https://learn.microsoft.com/graph/api/resources/meetingattendancereport */
export function attendanceRoutes(app: FastifyInstance, options: GraphOptions): void {
  const stateFor = (request: GraphRequest) => stateOf(request, options)

  const theMeeting = (request: GraphRequest) => meetingOf(request, options, 'organizer')

  const theReport = (request: GraphRequest): { meeting: Meeting; report: AttendanceReport } => {
    const meeting = theMeeting(request)
    const report = stateFor(request)
      .attendanceReports(meeting.id)
      .find(({ id }) => id === request.params.reportId)
    if (report !== undefined) return { meeting, report }
    throw new Refusal('onlineMeetingNotFound', 'The meeting has no such report: it has one once it has been held.')
  }

  const recordsOf = (request: GraphRequest, { records }: AttendanceReport) =>
    records.map(record => attendanceRecordToWire(record, stateFor(request)))

  const context = (request: GraphRequest, meeting: Meeting, below: string) =>
    `${serviceRoot(request)}/$metadata#users('${userInContext(request, meeting)}')/onlineMeetings('${meeting.id}')/${below}`

  collectionRoute(
    app,
    meetingsSubject,
    {
      path: '/:meetingId/attendanceReports',
      operationId: 'users.onlineMeetings.ListAttendanceReports',
      countOperationId: 'users.onlineMeetings.attendanceReports.GetCount',
      summary: 'The reports of the last 50 times the meeting was held, the newest first',
      page: 'meetingattendancereport-list',
      item: attendanceReportOut,
      query: { ...reportQuery, page: usualPage }
    },
    request => {
      const meeting = theMeeting(request)
      return {
        context: context(request, meeting, 'attendanceReports'),
        // The records of a list are never told; documented.
        items: stateFor(request)
          .attendanceReports(meeting.id)
          .map(report => attendanceReportToWire(report, []))
      }
    }
  )

  graphRoute(
    app,
    meetingsSubject,
    {
      method: 'GET',
      path: '/:meetingId/attendanceReports/:reportId',
      operationId: 'users.onlineMeetings.GetAttendanceReports',
      summary: 'One report; with its records if they are expanded',
      page: 'meetingattendancereport-get',
      query: reportQuery,
      status: 200,
      answer: attendanceReportOut
    },
    async request => {
      const { meeting, report } = theReport(request)
      const expanded = queryOf(request).expand !== undefined
      return {
        '@odata.context': context(request, meeting, 'attendanceReports/$entity'),
        ...attendanceReportToWire(report, expanded ? recordsOf(request, report) : undefined)
      }
    }
  )

  collectionRoute(
    app,
    meetingsSubject,
    {
      path: '/:meetingId/attendanceReports/:reportId/attendanceRecords',
      operationId: 'users.onlineMeetings.attendanceReports.ListAttendanceRecords',
      countOperationId: 'users.onlineMeetings.attendanceReports.attendanceRecords.GetCount',
      summary: 'Who was there, and when',
      page: 'attendancerecord-list',
      item: attendanceRecordOut,
      query: { ...recordQuery, page: usualPage }
    },
    request => {
      const { meeting, report } = theReport(request)
      return {
        context: context(request, meeting, `attendanceReports('${report.id}')/attendanceRecords`),
        items: recordsOf(request, report)
      }
    }
  )

  graphRoute(
    app,
    meetingsSubject,
    {
      method: 'GET',
      path: '/:meetingId/attendanceReports/:reportId/attendanceRecords/:recordId',
      operationId: 'users.onlineMeetings.attendanceReports.GetAttendanceRecords',
      summary: 'When somebody was there',
      page: 'attendancerecord-list',
      query: recordQuery,
      status: 200,
      answer: attendanceRecordOut
    },
    async request => {
      const { meeting, report } = theReport(request)
      const record = recordsOf(request, report).find(({ id }) => id === request.params.recordId)
      if (record === undefined) throw new Refusal('onlineMeetingNotFound', 'Nobody of that id was there.')
      const set = `attendanceReports('${report.id}')/attendanceRecords/$entity`
      return { '@odata.context': context(request, meeting, set), ...record }
    }
  )

  graphRoute(
    app,
    meetingsSubject,
    {
      method: 'GET',
      path: '/:meetingId/meetingAttendanceReport',
      operationId: 'users.onlineMeetings.GetMeetingAttendanceReport',
      summary: 'The newest report with its records; replaced by attendanceReports',
      page: 'meetingattendancereport-get?view=graph-rest-beta',
      betaOnly: true,
      query: reportQuery,
      status: 200,
      answer: attendanceReportOut
    },
    async request => {
      const meeting = theMeeting(request)
      const [report] = stateFor(request).attendanceReports(meeting.id)
      if (report === undefined) throw new Refusal('onlineMeetingNotFound', 'The meeting has not been held yet.')
      return {
        '@odata.context': context(request, meeting, 'meetingAttendanceReport/$entity'),
        ...attendanceReportToWire(report, recordsOf(request, report))
      }
    }
  )

  graphRoute(
    app,
    meetingsSubject,
    {
      method: 'GET',
      path: '/:meetingId/attendeeReport',
      operationId: 'users.GetOnlineMeetingsAttendeeReport',
      summary: 'The report of a live event: there are none any more',
      page: 'onlinemeeting-get',
      status: 200,
      answer: z.string().meta({ contentMediaType: 'application/octet-stream' })
    },
    async request => {
      theMeeting(request)
      throw new Refusal('onlineMeetingNotFound', 'Only live events had one: use attendanceReports.')
    }
  )
}
