import type { Meeting } from './meeting.js'

interface OfMeeting {
  at: number
  meetingId: string
}

/** Somebody arranges a meeting. */
export interface ScheduleMeeting {
  type: 'scheduleMeeting'
  at: number
  meeting: Meeting
}

/** Nobody more may join, or everybody may again. */
export interface LockMeeting extends OfMeeting {
  type: 'lockMeeting'
  locked: boolean
}

/** Somebody comes to a meeting: a user by name, a phone, a guest. */
export interface JoinMeeting extends OfMeeting {
  type: 'joinMeeting'
  participantId: string
  /** Of the conversation, if the meeting has to be begun. */
  conversationId: string
  callChainId: string
  person: Person
}

export interface LeaveMeeting extends OfMeeting {
  type: 'leaveMeeting'
  /** Name, id, or id in the roster. */
  participant: string
}

/** Ends it for everybody. */
export interface EndMeeting extends OfMeeting {
  type: 'endMeeting'
}

/** Somebody as people name them. */
export interface Person {
  readonly user?: string | undefined
  readonly phone?: string | undefined
  readonly guest?: string | undefined
}

export type MeetingCommand = ScheduleMeeting | LockMeeting | JoinMeeting | LeaveMeeting | EndMeeting

export type MeetingEvent =
  | { type: 'meetingScheduled'; meetingId: string; subject: string }
  | { type: 'meetingLocked'; meetingId: string; locked: boolean }
  | { type: 'meetingStarted'; meetingId: string; conversationId: string }
  | { type: 'meetingEnded'; meetingId: string }
