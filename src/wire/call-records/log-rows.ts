import { z } from 'zod'
import { connectedSeconds, kindsOf, otherNumber, type PhoneLeg } from '../../domain/call-records/log-rows.js'
import type { DirectoryReader } from '../../domain/state.js'
import { randomOf } from '../../random.js'
import { dateTimeOffset } from '../graph-type.js'

const who = {
  userId: z.string().nullable(),
  userPrincipalName: z.string().nullable(),
  userDisplayName: z.string().nullable()
}

/** Source: https://learn.microsoft.com/graph/api/resources/callrecords-pstncalllogrow */
export const pstnCallLogRowOut = z
  .object({
    id: z.string(),
    callId: z.string(),
    ...who,
    startDateTime: z.string(),
    endDateTime: z.string(),
    duration: z.int(),
    charge: z.number(),
    callType: z.string(),
    currency: z.string(),
    calleeNumber: z.string().nullable(),
    callerNumber: z.string().nullable(),
    usageCountryCode: z.string(),
    tenantCountryCode: z.string(),
    connectionCharge: z.number(),
    destinationContext: z.string().nullable(),
    destinationName: z.string().nullable(),
    conferenceId: z.string().nullable(),
    licenseCapability: z.string(),
    inventoryType: z.string(),
    operator: z.string(),
    callDurationSource: z.string()
  })
  .meta({ id: 'microsoft.graph.callRecords.pstnCallLogRow' })

/** Source: https://learn.microsoft.com/graph/api/resources/callrecords-directroutinglogrow */
export const directRoutingLogRowOut = z
  .object({
    id: z.string(),
    correlationId: z.string(),
    ...who,
    inviteDateTime: z.string(),
    startDateTime: z.string(),
    failureDateTime: z.string(),
    endDateTime: z.string(),
    duration: z.int(),
    callType: z.string(),
    successfulCall: z.boolean(),
    callerNumber: z.string().nullable(),
    calleeNumber: z.string().nullable(),
    mediaPathLocation: z.string(),
    signalingLocation: z.string(),
    finalSipCode: z.int(),
    callEndSubReason: z.int(),
    finalSipCodePhrase: z.string(),
    trunkFullyQualifiedDomainName: z.string(),
    mediaBypassEnabled: z.boolean()
  })
  .meta({ id: 'microsoft.graph.callRecords.directRoutingLogRow' })

/** What a minute costs in dollars; made up, and never paid. */
const pricePerMinute = 0.02

/** The time that stands where there is none. */
const never = '0001-01-01T00:00:00Z'

const country = 'US'

/** A leg that Microsoft carried. */
export function pstnCallLogRow(leg: PhoneLeg, directory: DirectoryReader): z.input<typeof pstnCallLogRowOut> {
  const { session, phone, called, other } = leg
  const duration = connectedSeconds(session)
  const minutes = Math.ceil(duration / 60)
  const callType = kindsOf(leg).pstn
  const random = randomOf(session.id)
  return {
    id: session.id,
    callId: `${Math.floor(random() * 2 ** 31)}_${Math.floor(random() * 2 ** 31)}@10.0.0.1`,
    ...userOf(leg, directory),
    startDateTime: dateTimeOffset(session.joinedAt),
    endDateTime: dateTimeOffset(session.leftAt),
    duration,
    charge: called ? Number((minutes * pricePerMinute).toFixed(2)) : 0,
    callType,
    currency: 'USD',
    ...numbers(leg, directory),
    usageCountryCode: country,
    tenantCountryCode: country,
    connectionCharge: 0,
    destinationContext: called ? (phone.id.startsWith('+1') ? 'Domestic' : 'International') : null,
    destinationName: called && phone.id.startsWith('+1') ? 'United States' : null,
    conferenceId: other === undefined ? String(100_000_000 + Math.floor(random() * 900_000_000)) : null,
    licenseCapability: 'MCOPSTN2',
    inventoryType: 'Subscriber',
    operator: 'Microsoft',
    callDurationSource: 'microsoft'
  }
}

/** A leg that came by a session border controller of one's own. */
export function directRoutingLogRow(leg: PhoneLeg, directory: DirectoryReader): z.input<typeof directRoutingLogRowOut> {
  const { session, record } = leg
  const { joinedAt, leftAt, failure } = session
  const ringing = record.endedAt === record.startedAt ? 0 : 3_000
  const well = failure === undefined
  return {
    id: session.id,
    correlationId: record.id,
    ...userOf(leg, directory),
    inviteDateTime: dateTimeOffset(well ? joinedAt - ringing : joinedAt),
    startDateTime: dateTimeOffset(joinedAt),
    failureDateTime: well ? never : dateTimeOffset(leftAt),
    endDateTime: dateTimeOffset(leftAt),
    duration: connectedSeconds(session),
    callType: kindsOf(leg).directRouting,
    successfulCall: well,
    ...masked(numbers(leg, directory)),
    mediaPathLocation: 'USWE',
    signalingLocation: 'USWE',
    finalSipCode: well ? 0 : 480,
    callEndSubReason: well ? 540_000 : 560_480,
    finalSipCodePhrase: well ? 'BYE' : 'Temporarily Unavailable',
    trunkFullyQualifiedDomainName: record.trunk ?? '',
    mediaBypassEnabled: false
  }
}

/** Bots have no row of their own. */
function userOf({ other }: PhoneLeg, directory: DirectoryReader) {
  const user = other?.user && directory.user(other.user.id)
  return {
    userId: user?.id ?? null,
    userPrincipalName: user?.userPrincipalName ?? null,
    userDisplayName: user?.displayName ?? null
  }
}

function numbers(leg: PhoneLeg, directory: DirectoryReader) {
  const own = otherNumber(leg, directory) ?? null
  return leg.called
    ? { callerNumber: own, calleeNumber: leg.phone.id }
    : { callerNumber: leg.phone.id, calleeNumber: own }
}

/** The last three digits are nobody's business. */
function masked({ callerNumber, calleeNumber }: ReturnType<typeof numbers>) {
  const mask = (number: string | null) => number?.replace(/\d{3}$/, '***') ?? null
  return { callerNumber: mask(callerNumber), calleeNumber: mask(calleeNumber) }
}
