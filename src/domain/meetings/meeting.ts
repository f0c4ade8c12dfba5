import { type IdentitySet, isBot } from '../directory/identity-set.js'
import { type MeetingName, nameKey } from './names.js'
import type { LobbyBypassSettings, MeetingOptions, MeetingRole } from './options.js'
import type { Registration } from './registration.js'

/** The chat of a meeting. */
export interface ChatInfo {
  readonly threadId: string
  readonly messageId: string
  readonly replyChainMessageId?: string | undefined
}

/** Somebody who is invited. */
export interface MeetingAttendee {
  /** Undefined for somebody outside the directory. */
  readonly userId?: string | undefined
  readonly upn?: string | undefined
  readonly role: MeetingRole
}

/** Source: https://learn.microsoft.com/graph/api/resources/virtualappointment?view=graph-rest-beta */
export interface VirtualAppointment {
  readonly appointmentClients: readonly {
    readonly displayName?: string
    readonly emailAddress?: string
    readonly phoneNumber?: string
  }[]
  readonly externalAppointmentId: string | null
  readonly externalAppointmentUrl: string | null
  readonly settings: { readonly allowClientToJoinUsingBrowser: boolean } | null
}

/** A meeting that can be joined. Graph's `onlineMeeting`. */
export interface Meeting {
  readonly id: string
  readonly tenantId: string
  readonly subject?: string | undefined
  readonly organizerId: string
  readonly chatInfo: ChatInfo
  readonly joinWebUrl: string
  /** Digits, as people type them. */
  readonly joinMeetingId: string
  readonly passcode?: string | undefined
  /** Chosen by the application that made it. */
  readonly externalId?: string | undefined
  /** By which video devices find it. */
  readonly videoTeleconferenceId?: string | undefined
  /** By which people on the telephone find it; only where somebody may dial in. */
  readonly conferenceId?: string | undefined
  /** Milliseconds since 1970, as the next three. */
  readonly createdAt: number
  readonly startsAt: number
  readonly endsAt: number
  /** When it was last made or changed. */
  readonly changedAt: number
  readonly attendees: readonly MeetingAttendee[]
  readonly lobbyBypassSettings: LobbyBypassSettings
  readonly options: MeetingOptions
  /** Beta: those who want to come say so first. */
  readonly registration?: Registration | undefined
  /** Beta: what it is as an appointment with customers. */
  readonly virtualAppointment?: VirtualAppointment | undefined
  /** Nobody more may join. */
  readonly locked: boolean
  /** The conversation in which it is held, while it is. */
  readonly conversationId?: string | undefined
  readonly deleted?: boolean | undefined
}

const day = 24 * 60 * 60 * 1_000

/** When the service forgets it: 60 days after its end, or after it was last changed. Nothing is forgotten here; a guess. */
export function expiryOf({ endsAt, changedAt }: Pick<Meeting, 'endsAt' | 'changedAt'>): number {
  return Math.max(endsAt, changedAt) + 60 * day
}

/** Everything by which a meeting can be found. */
export function namesOf(meeting: Meeting): string[] {
  const { chatInfo, joinMeetingId, joinWebUrl, videoTeleconferenceId, externalId, organizerId } = meeting
  const names: MeetingName[] = [{ threadId: chatInfo.threadId }, { joinMeetingId }, { joinWebUrl }]
  if (videoTeleconferenceId !== undefined) names.push({ videoTeleconferenceId })
  if (externalId !== undefined) names.push({ organizerId, externalId })
  return names.map(nameKey)
}

export const isOrganizer = ({ organizerId }: Meeting, userId: string | undefined): boolean => userId === organizerId

/** Whether somebody is invited or invites. */
export function isInvited(meeting: Meeting, userId: string): boolean {
  return isOrganizer(meeting, userId) || meeting.attendees.some(attendee => attendee.userId === userId)
}

/** What somebody may do in it, once they are there. */
export function roleIn(meeting: Meeting, { user }: IdentitySet): 'organizer' | 'presenter' | 'attendee' {
  if (user === undefined) return 'attendee'
  if (isOrganizer(meeting, user.id)) return 'organizer'
  const invited = meeting.attendees.find(({ userId }) => userId === user.id)
  if (invited?.role === 'coorganizer') return 'presenter'
  switch (meeting.options.allowedPresenters) {
    case 'everyone':
      return 'presenter'
    case 'organization':
      return isOfTenant(meeting, user.tenantId) ? 'presenter' : 'attendee'
    case 'roleIsPresenter':
      return invited?.role === 'presenter' ? 'presenter' : 'attendee'
    case 'organizer':
      return 'attendee'
  }
}

/** Whether somebody has to wait until they are let in. Source: https://learn.microsoft.com/graph/api/resources/lobbybypasssettings */
export function mustWait(meeting: Meeting, identity: IdentitySet): boolean {
  const { user, phone } = identity
  const { scope, isDialInBypassEnabled } = meeting.lobbyBypassSettings
  if (phone !== undefined) return !isDialInBypassEnabled
  if (scope === 'everyone' || isOrganizer(meeting, user?.id)) return false
  // Bots are no members of any tenant; those of this one are let in where its people are. A guess.
  const bot = isBot(identity)
  switch (scope) {
    case 'organizer':
      return true
    case 'invited':
      return user === undefined || !isInvited(meeting, user.id)
    case 'organizationAndFederated':
      return user === undefined && !bot
    case 'organization':
    case 'organizationExcludingGuests':
      return user === undefined ? !bot : !isOfTenant(meeting, user.tenantId)
  }
}

function isOfTenant(meeting: Meeting, tenantId: string | undefined): boolean {
  return tenantId === undefined || tenantId === meeting.tenantId
}

/** By what a meeting is named in a request to join it; Graph's `meetingInfo`. */
export type MeetingInfo =
  | {
      readonly kind: 'organizer'
      readonly organizer: IdentitySet
      readonly allowConversationWithoutHost?: boolean | undefined
    }
  | {
      readonly kind: 'token'
      /** As it was given; one of ours is made from the conversation. */
      readonly token?: string | undefined
      /** The conversation the token stands for; undefined when it is none of ours. */
      readonly conversationId?: string | undefined
      readonly allowConversationWithoutHost?: boolean | undefined
    }
  | {
      readonly kind: 'joinMeetingId'
      readonly joinMeetingId: string
      readonly passcode?: string | undefined
      readonly allowConversationWithoutHost?: boolean | undefined
    }
