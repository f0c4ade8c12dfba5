import { callerAndCallee } from '../calls/call.js'
import { operationEndings } from '../calls/operation-endings.js'
import type { Participant } from '../conversations/conversation.js'
import { lapse } from '../deadlines.js'
import { answersTo } from '../directory/directory.js'
import { type IdentitySet, partyOf } from '../directory/identity-set.js'
import { attendanceOf } from '../meetings/attendance.js'
import { Refusal } from '../refusals.js'
import type { DirectoryReader, Outcome, StateReader } from '../state.js'
import { type CallRecord, participantsOf, type Session } from './call-record.js'
import type { CallRecordCommand, ConcludeCall, ConcludeConversation, RateCall, SessionEnds } from './commands.js'

/** From what happened in calls to what can be read of them later. */
export function callRecordTransition(state: StateReader, command: CallRecordCommand): Outcome {
  switch (command.type) {
    case 'sessionEnds':
      return { session: { conversationId: command.participant.conversationId, ...sessionOf(command) }, events: [] }
    case 'concludeConversation':
      return concludeConversation(state, command)
    case 'concludeCall':
      return concludeCall(state, command)
    case 'callRecordDue':
      return written(known(state, command.recordId), command.at)
    case 'rateCall':
      return rateCall(state, command)
    case 'addCallHistory':
      return { callRecords: command.records, events: [{ type: 'callHistoryAdded', count: command.records.length }] }
  }
}

function sessionOf({ at, sessionId: id, participant, because }: SessionEnds): Session {
  const { joinedAt = at, info, role, streams, invitedBy } = participant
  return {
    id,
    caller: info.identity,
    joinedAt,
    leftAt: at,
    modalities: streams.length === 0 ? ['audio'] : streams.map(({ mediaType }) => mediaType),
    role,
    invited: invitedBy !== undefined || undefined,
    failure: because && { stage: 'callSetup', reason: operationEndings[because].message }
  }
}

function concludeConversation(state: StateReader, { at, conversation, reportId }: ConcludeConversation): Outcome {
  const { id: conversationId, callChainId, meetingId } = conversation
  const sessions = [...state.sessions(conversationId)].sort((a, b) => a.joinedAt - b.joinedAt)
  const meeting = meetingId === undefined ? undefined : state.meeting(meetingId)
  if (sessions.length === 0) return { concluded: conversationId, events: [] }
  const organizer: IdentitySet | undefined = meeting && {
    user: { id: meeting.organizerId, tenantId: state.tenantId, identityProvider: 'AAD' }
  }
  const outcome = recorded(state, at, {
    id: callChainId,
    type: 'groupCall',
    meetingId,
    joinWebUrl: meeting?.joinWebUrl,
    organizer: organizer ?? conversation.startedBy ?? sessions[0]?.caller ?? {},
    sessions
  })
  const connected = sessions.filter(({ failure }) => failure === undefined)
  if (meeting === undefined || connected.length === 0) return { ...outcome, concluded: conversationId }
  const startedAt = Math.min(...connected.map(({ joinedAt }) => joinedAt))
  return {
    ...outcome,
    concluded: conversationId,
    attendanceReport: { id: reportId, meetingId: meeting.id, startedAt, endedAt: at, records: attendanceOf(sessions) },
    events: [{ type: 'attendanceReported', meetingId: meeting.id, reportId }, ...outcome.events]
  }
}

function concludeCall(state: StateReader, { at, call, sessionId }: ConcludeCall): Outcome {
  const { callChainId: id, connectedAt, createdAt, resultInfo } = call
  const { caller, callee } = callerAndCallee(call)
  const reason = resultInfo?.message ?? 'Unknown'
  return recorded(state, at, {
    id,
    type: 'peerToPeer',
    organizer: caller,
    sessions: [
      {
        // The only session of a call between two has the id of its record.
        id: state.callRecord(id) === undefined ? id : sessionId,
        caller,
        callee,
        joinedAt: connectedAt ?? createdAt,
        leftAt: at,
        modalities: call.requestedModalities,
        role: 'attendee',
        failure: connectedAt === undefined ? { stage: 'callSetup', reason } : undefined
      }
    ]
  })
}

type Concluded = Pick<CallRecord, 'id' | 'type' | 'meetingId' | 'joinWebUrl' | 'organizer' | 'sessions'>

/** The record of what is over, to be read after a while; one of a chain that goes on is continued. */
function recorded(state: StateReader, at: number, { sessions, ...concluded }: Concluded): Outcome {
  const before = state.callRecord(concluded.id)
  const together = [...(before?.sessions ?? []), ...sessions]
  const connected = together.filter(({ failure }) => failure === undefined)
  const told = connected.length > 0 ? connected : together
  const record: CallRecord = {
    trunk: state.trunk,
    ...(before ?? { ...concluded, version: 0, lastModifiedAt: at }),
    type: before?.type === 'groupCall' ? 'groupCall' : concluded.type,
    startedAt: Math.min(...told.map(({ joinedAt }) => joinedAt)),
    endedAt: Math.max(...told.map(({ leftAt }) => leftAt)),
    sessions: together
  }
  const { callRecordDelay: delay } = state.settings
  if (delay === 0) return written(record, at)
  const due = lapse('callRecordDue', at + delay, { type: 'callRecordDue', recordId: record.id })
  return { callRecord: record, events: [], deadlines: [due] }
}

/** One version more. */
function written(record: CallRecord, at: number): Outcome {
  const now: CallRecord = { ...record, version: record.version + 1, lastModifiedAt: at }
  const participantIds = participantsOf(now).flatMap(identity => partyOf(identity)?.id ?? [])
  return {
    callRecord: now,
    events: [{ type: 'callRecordWritten', recordId: now.id, version: now.version, participantIds }]
  }
}

function rateCall(state: StateReader, { at, recordId, participant, feedback }: RateCall): Outcome {
  const record = known(state, recordId)
  const isMeant = (identity: IdentitySet | undefined) => identity !== undefined && isNamed(state, identity, participant)
  const index = record.sessions.findIndex(({ caller, callee }) => isMeant(caller) || isMeant(callee))
  if (index < 0) throw new Refusal('participantNotFound', `Nobody in the call answers to '${participant}'.`)
  const sessions = record.sessions.map((session, number): Session => {
    if (number !== index) return session
    const side = isMeant(session.caller) ? 'caller' : 'callee'
    return { ...session, feedback: { ...session.feedback, [side]: feedback } }
  })
  const rated = { ...record, sessions }
  // What is said before anybody could read the record is simply in its first version.
  return record.version === 0 ? { callRecord: rated, events: [] } : written(rated, at)
}

function isNamed(directory: DirectoryReader, identity: IdentitySet, name: string): boolean {
  const user = identity.user && directory.user(identity.user.id)
  if (user !== undefined && answersTo(user, name)) return true
  const party = partyOf(identity)
  return [party?.id, party?.displayName?.toLowerCase()].includes(name.toLowerCase())
}

function known(state: StateReader, recordId: string): CallRecord {
  const record = state.callRecord(recordId)
  if (record === undefined) throw new Refusal('callRecordNotFound', `No call has the record '${recordId}'.`)
  return record
}

/** Whether a participant's leaving is the end of a session: hidden ones are not told of, and those in the lobby never came. */
export function hasSession({ joinedAt, hidden }: Participant): boolean {
  return joinedAt !== undefined && !hidden
}
