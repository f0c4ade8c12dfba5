import type { Call } from '../calls/call.js'
import type { Conversation, Participant } from '../conversations/conversation.js'
import type { RefusedBecause } from '../conversations/events.js'
import type { CallRecord, Feedback } from './call-record.js'

/** Somebody is no longer in a conversation, or was rung and did not come. */
export interface SessionEnds {
  type: 'sessionEnds'
  at: number
  sessionId: string
  participant: Participant
  because?: RefusedBecause | undefined
}

/** A conversation is over: what is to be told of it later is put together. */
export interface ConcludeConversation {
  type: 'concludeConversation'
  at: number
  conversation: Conversation
  /** Of the attendance report, if it was a meeting. */
  reportId: string
}

/** A peer-to-peer call is over. */
export interface ConcludeCall {
  type: 'concludeCall'
  at: number
  call: Call
  /** For when the record has a session already. */
  sessionId: string
}

/** Enough time has passed for a record to be read. */
export interface CallRecordDue {
  type: 'callRecordDue'
  at: number
  recordId: string
}

/** Somebody says what a call was like, so that there is another version of its record. */
export interface RateCall {
  type: 'rateCall'
  at: number
  recordId: string
  /** Id, name or number of who says it. */
  participant: string
  feedback: Feedback
}

/** Calls of long ago are put into the history. */
export interface AddCallHistory {
  type: 'addCallHistory'
  at: number
  records: readonly CallRecord[]
}

export type CallRecordCommand =
  | SessionEnds
  | ConcludeConversation
  | ConcludeCall
  | CallRecordDue
  | RateCall
  | AddCallHistory

export type CallRecordEvent =
  /** A version of a record can be read. */
  | { type: 'callRecordWritten'; recordId: string; version: number; participantIds: readonly string[] }
  | { type: 'attendanceReported'; meetingId: string; reportId: string }
  | { type: 'callHistoryAdded'; count: number }
