import { z } from 'zod'
import type { IdentitySet } from '../domain/directory/identity-set.js'
import { type AttendanceRecord, type AttendanceReport, secondsOf } from '../domain/meetings/attendance.js'
import type { DirectoryReader } from '../domain/state.js'
import { dateTimeOffset } from './graph-type.js'

/** Source: https://learn.microsoft.com/graph/api/resources/attendancerecord */
export const attendanceRecordOut = z
  .object({
    '@odata.context': z.string().optional(),
    id: z.string(),
    emailAddress: z.string().nullable(),
    totalAttendanceInSeconds: z.int(),
    role: z.string(),
    registrationId: z.string().nullable(),
    externalRegistrationInformation: z.null(),
    identity: z.object({
      '@odata.type': z.string(),
      id: z.string(),
      displayName: z.string().nullable(),
      tenantId: z.string().nullable().optional()
    }),
    attendanceIntervals: z.array(
      z.object({ joinDateTime: z.string(), leaveDateTime: z.string(), durationInSeconds: z.int() })
    )
  })
  .meta({ id: 'microsoft.graph.attendanceRecord' })

/** Source: https://learn.microsoft.com/graph/api/resources/meetingattendancereport */
export const attendanceReportOut = z
  .object({
    '@odata.context': z.string().optional(),
    id: z.string(),
    totalParticipantCount: z.int(),
    meetingStartDateTime: z.string(),
    meetingEndDateTime: z.string(),
    externalEventInformation: z.array(z.object({ applicationId: z.string(), externalEventId: z.string() })),
    attendanceRecords: z.array(attendanceRecordOut).optional()
  })
  .meta({ id: 'microsoft.graph.meetingAttendanceReport' })

/** @param records Those that are told along with it. */
export function attendanceReportToWire(
  { id, startedAt, endedAt, records: all }: AttendanceReport,
  records: readonly z.input<typeof attendanceRecordOut>[] | undefined
): z.input<typeof attendanceReportOut> {
  return {
    id,
    totalParticipantCount: all.length,
    meetingStartDateTime: dateTimeOffset(startedAt),
    meetingEndDateTime: dateTimeOffset(endedAt),
    externalEventInformation: [],
    ...(records && { attendanceRecords: [...records] })
  }
}

export function attendanceRecordToWire(
  { id, identity, role, intervals }: AttendanceRecord,
  directory: DirectoryReader
): z.input<typeof attendanceRecordOut> {
  const user = identity.user && directory.user(identity.user.id)
  return {
    id,
    emailAddress: user?.userPrincipalName ?? null,
    totalAttendanceInSeconds: intervals.reduce((sum, interval) => sum + secondsOf(interval), 0),
    role,
    registrationId: null,
    externalRegistrationInformation: null,
    identity: identityToWire(id, identity, user?.displayName),
    attendanceIntervals: intervals.map(interval => ({
      joinDateTime: dateTimeOffset(interval.joinedAt),
      leaveDateTime: dateTimeOffset(interval.leftAt),
      durationInSeconds: secondsOf(interval)
    }))
  }
}

function identityToWire(id: string, { user, phone, guest }: IdentitySet, displayName: string | undefined) {
  if (phone !== undefined) {
    return { '@odata.type': '#microsoft.graph.communicationsPhoneIdentity', id, displayName: phone.displayName ?? id }
  }
  if (guest !== undefined) {
    return { '@odata.type': '#microsoft.graph.communicationsGuestIdentity', id, displayName: guest.displayName ?? null }
  }
  return {
    '@odata.type': '#microsoft.graph.communicationsUserIdentity',
    id,
    displayName: displayName ?? user?.displayName ?? null,
    tenantId: user?.tenantId ?? null
  }
}
