import { z } from 'zod'
import { type CallRecord, modalitiesOf, participantsOf, type Session } from '../../domain/call-records/call-record.js'
import type { DirectoryReader } from '../../domain/state.js'
import { dateTimeOffset } from '../graph-type.js'
import { endpointOut, endpointToWire, serviceEndpoint } from './endpoint.js'
import { organizerOut, participantOut, partyToWire } from './identities.js'
import { mediaOut, mediaToWire } from './media.js'

const failureOut = z.object({ stage: z.string(), reason: z.string() })

/** Source: https://learn.microsoft.com/graph/api/resources/callrecords-segment */
export const segmentOut = z
  .object({
    '@odata.context': z.string().optional(),
    id: z.string(),
    startDateTime: z.string(),
    endDateTime: z.string(),
    caller: endpointOut,
    callee: endpointOut,
    failureInfo: failureOut.nullable(),
    media: z.array(mediaOut)
  })
  .meta({ id: 'microsoft.graph.callRecords.segment' })

/** Source: https://learn.microsoft.com/graph/api/resources/callrecords-session */
export const sessionOut = z
  .object({
    '@odata.context': z.string().optional(),
    id: z.string(),
    modalities: z.array(z.string()),
    startDateTime: z.string(),
    endDateTime: z.string(),
    isTest: z.boolean(),
    failureInfo: failureOut.nullable(),
    caller: endpointOut,
    callee: endpointOut,
    'segments@odata.context': z.string().optional(),
    segments: z.array(segmentOut).optional()
  })
  .meta({ id: 'microsoft.graph.callRecords.session' })

const rowShape = {
  '@odata.context': z.string().optional(),
  id: z.string(),
  version: z.int(),
  type: z.enum(['unknown', 'groupCall', 'peerToPeer']),
  modalities: z.array(z.string()),
  lastModifiedDateTime: z.string(),
  startDateTime: z.string(),
  endDateTime: z.string(),
  joinWebUrl: z.string().nullable(),
  organizer: z.null(),
  participants: z.array(z.never()),
  'organizer_v2@odata.context': z.string().optional(),
  organizer_v2: organizerOut
}

/** Source: https://learn.microsoft.com/graph/api/resources/callrecords-callrecord */
export const callRecordOut = z
  .object({
    ...rowShape,
    'participants_v2@odata.context': z.string().optional(),
    'participants_v2@odata.nextLink': z.string().optional(),
    participants_v2: z.array(participantOut).optional(),
    'sessions@odata.context': z.string().optional(),
    'sessions@odata.nextLink': z.string().optional(),
    sessions: z.array(sessionOut).optional()
  })
  .meta({ id: 'microsoft.graph.callRecords.callRecord' })

export type CallRecordWire = z.input<typeof callRecordOut>

/** A record without its sessions and participants. The organizer of old is empty since June 2026. */
export function callRecordToWire(record: CallRecord, directory: DirectoryReader): CallRecordWire {
  const { id, version, type, startedAt, endedAt, lastModifiedAt, joinWebUrl, organizer, sessions } = record
  return {
    id,
    version,
    type,
    modalities: modalitiesOf(sessions),
    lastModifiedDateTime: dateTimeOffset(lastModifiedAt),
    startDateTime: dateTimeOffset(startedAt),
    endDateTime: dateTimeOffset(endedAt),
    joinWebUrl: joinWebUrl ?? null,
    organizer: null,
    participants: [],
    organizer_v2: partyToWire(organizer, directory)
  }
}

export function participantsToWire(record: CallRecord, directory: DirectoryReader) {
  return participantsOf(record).map(identity => partyToWire(identity, directory))
}

/** @param expanded Whether its segments come along. */
export function sessionToWire(
  session: Session,
  directory: DirectoryReader,
  expanded: boolean
): z.input<typeof sessionOut> {
  const { id, modalities, joinedAt, leftAt } = session
  return {
    id,
    modalities: modalitiesOf([{ modalities }]),
    startDateTime: dateTimeOffset(joinedAt),
    endDateTime: dateTimeOffset(leftAt),
    isTest: false,
    ...ends(session, directory),
    ...(expanded && { segments: [segmentToWire(session, directory)] })
  }
}

/** A session has one segment here, with its own id and its own times. */
export function segmentToWire(session: Session, directory: DirectoryReader): z.input<typeof segmentOut> {
  const { id, joinedAt, leftAt, failure } = session
  return {
    id,
    startDateTime: dateTimeOffset(joinedAt),
    endDateTime: dateTimeOffset(leftAt),
    ...ends(session, directory),
    media: failure === undefined ? mediaToWire(session) : []
  }
}

function ends({ caller, callee, failure, feedback }: Session, directory: DirectoryReader) {
  return {
    failureInfo: failure === undefined ? null : { ...failure },
    caller: endpointToWire(caller, directory, feedback?.caller),
    callee: callee === undefined ? serviceEndpoint : endpointToWire(callee, directory, feedback?.callee)
  }
}
