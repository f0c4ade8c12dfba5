import { Refusal } from '../refusals.js'
import type { DirectoryReader } from '../state.js'
import type { ChatInfo, Meeting, MeetingAttendee } from './meeting.js'
import { joinWebUrlOf, meetingIdOf, threadIdOf } from './names.js'
import { fixedOptions, type MeetingOptions, usualLobby, usualOptions } from './options.js'
import type { AttendeeWish, Beginnings, MeetingDraws, MeetingWish } from './wishes.js'

/** The longest subject that is taken, in characters; a guess, from calendars. */
export const longestSubject = 255

const hour = 60 * 60 * 1_000

/** A meeting as it is made. One that is past may be arranged, as with Graph. */
export function newMeeting(
  directory: DirectoryReader,
  organizerId: string,
  wish: MeetingWish,
  { threadGuid, joinMeetingId, passcode, at, ...more }: MeetingDraws & Beginnings & { at: number }
): Meeting {
  const { startsAt = at, endsAt = startsAt + hour, isPasscodeRequired = false } = wish
  if (wish.endsAt !== undefined && wish.startsAt === undefined) refuse('endDateTime needs startDateTime beside it.')
  // A meeting in a channel is a message there: its id is the moment it was written.
  const chatInfo: ChatInfo =
    wish.chatInfo === undefined
      ? { threadId: threadIdOf(threadGuid), messageId: '0' }
      : { ...wish.chatInfo, messageId: wish.chatInfo.messageId === '0' ? String(at) : wish.chatInfo.messageId }
  const { tenantId } = directory
  const meeting: Meeting = {
    id: meetingIdOf(organizerId, chatInfo),
    tenantId,
    organizerId,
    chatInfo,
    joinWebUrl: joinWebUrlOf({ tenantId, organizerId, ...chatInfo }),
    joinMeetingId,
    passcode: isPasscodeRequired ? passcode : undefined,
    ...more,
    createdAt: at,
    changedAt: at,
    startsAt,
    endsAt,
    attendees: attendeesOf(directory, wish.attendees ?? []),
    lobbyBypassSettings: { ...usualLobby, ...wish.lobbyBypassSettings },
    options: { ...usualOptions, ...wish.options },
    subject: wish.subject ?? undefined,
    locked: false
  }
  return checked(meeting)
}

/** A meeting with what somebody wants to be different. Source: https://learn.microsoft.com/graph/api/onlinemeeting-update */
export function changedMeeting(directory: DirectoryReader, meeting: Meeting, wish: MeetingWish, at: number): Meeting {
  const { startsAt, endsAt, subject, attendees, organizerId, lobbyBypassSettings, options = {} } = wish
  if ((startsAt === undefined) !== (endsAt === undefined)) {
    refuse('startDateTime and endDateTime can only be changed together.')
  }
  if (organizerId !== undefined && organizerId !== meeting.organizerId) refuse('The organizer cannot be changed.')
  const changeable = Object.entries(options).filter(([name]) => !fixedOptions.includes(name as keyof MeetingOptions))
  return checked({
    ...meeting,
    changedAt: at,
    startsAt: startsAt ?? meeting.startsAt,
    endsAt: endsAt ?? meeting.endsAt,
    subject: subject === undefined ? meeting.subject : (subject ?? undefined),
    attendees: attendees === undefined ? meeting.attendees : attendeesOf(directory, attendees),
    lobbyBypassSettings: { ...meeting.lobbyBypassSettings, ...lobbyBypassSettings },
    options: { ...meeting.options, ...Object.fromEntries(changeable) }
  })
}

function checked(meeting: Meeting): Meeting {
  if (meeting.endsAt < meeting.startsAt) refuse('endDateTime is before startDateTime.')
  if ((meeting.subject?.length ?? 0) > longestSubject) refuse(`subject may have ${longestSubject} characters at most.`)
  return meeting
}

/** People outside the directory can only attend, whatever was asked for; a guess. */
function attendeesOf(directory: DirectoryReader, wishes: readonly AttendeeWish[]): MeetingAttendee[] {
  return wishes.map(({ userId, upn, role = 'attendee' }) => {
    const user =
      (userId === undefined ? undefined : directory.user(userId)) ??
      (upn === undefined ? undefined : directory.userByAddress(upn))
    if (user === undefined) return { userId, upn, role: 'attendee' }
    return { userId: user.id, upn: upn ?? user.userPrincipalName, role }
  })
}

function refuse(detail: string): never {
  throw new Refusal('invalidMeeting', detail)
}
