import type { ChatInfo, Meeting } from './meeting.js'
import type { LobbyBypassSettings, MeetingOptions, MeetingRole } from './options.js'

/** What somebody wants a meeting to be like. What is not said stays as it is, or becomes what is usual. */
export interface MeetingWish {
  readonly subject?: string | null | undefined
  /** Milliseconds since 1970. */
  readonly startsAt?: number | undefined
  readonly endsAt?: number | undefined
  readonly attendees?: readonly AttendeeWish[] | undefined
  /** Who is said to organize it: nobody else than who does may be. */
  readonly organizerId?: string | undefined
  readonly lobbyBypassSettings?: Partial<LobbyBypassSettings> | undefined
  readonly options?: Partial<MeetingOptions> | undefined
  readonly isPasscodeRequired?: boolean | undefined
  readonly chatInfo?: ChatInfo | undefined
}

/** Somebody who is to be invited, by id or by address. */
export interface AttendeeWish {
  readonly userId?: string | undefined
  readonly upn?: string | undefined
  readonly role?: MeetingRole | undefined
}

/** What is drawn for a new meeting. */
export interface MeetingDraws {
  readonly threadGuid: string
  /** Twelve digits. */
  readonly joinMeetingId: string
  readonly passcode: string
}

/** What else may be known of a new meeting. */
export type Beginnings = Pick<Meeting, 'externalId' | 'videoTeleconferenceId' | 'conferenceId'>
