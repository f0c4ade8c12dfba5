import type { VirtualAppointment } from './meeting.js'
import type { RegistrationChange } from './registration.js'
import type { Beginnings, MeetingDraws, MeetingWish } from './wishes.js'

interface OfMeeting {
  at: number
  meetingId: string
}

/** Somebody arranges a meeting; with an externalId they already gave another, that is the one they get. */
export interface ScheduleMeeting extends MeetingDraws, Beginnings {
  type: 'scheduleMeeting'
  at: number
  organizerId: string
  wish: MeetingWish
}

export interface ChangeMeeting extends OfMeeting {
  type: 'changeMeeting'
  wish: MeetingWish
}

export interface ChangeRegistration extends OfMeeting {
  type: 'changeRegistration'
  registration: RegistrationChange
}

/** Makes an appointment of a meeting, or no longer one. */
export interface ChangeVirtualAppointment extends OfMeeting {
  type: 'changeVirtualAppointment'
  virtualAppointment: VirtualAppointment | undefined
}

/** It can no longer be found or joined; those who are in it stay. */
export interface DeleteMeeting extends OfMeeting {
  type: 'deleteMeeting'
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

/** Somebody lets in from the lobby, or does not. */
export interface DecideOnLobby extends OfMeeting {
  type: 'admitToMeeting' | 'denyFromMeeting'
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

export type MeetingCommand =
  | ScheduleMeeting
  | ChangeMeeting
  | ChangeRegistration
  | ChangeVirtualAppointment
  | DeleteMeeting
  | LockMeeting
  | JoinMeeting
  | LeaveMeeting
  | DecideOnLobby
  | EndMeeting

export type MeetingEvent =
  | { type: 'meetingScheduled'; meetingId: string; subject: string | undefined }
  | { type: 'meetingChanged'; meetingId: string }
  | { type: 'meetingDeleted'; meetingId: string }
  | { type: 'meetingLocked'; meetingId: string; locked: boolean }
  | { type: 'meetingEnded'; meetingId: string }
