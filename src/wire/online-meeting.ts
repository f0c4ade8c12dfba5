import { z } from 'zod'
import { expiryOf, type Meeting, type MeetingAttendee } from '../domain/meetings/meeting.js'
import { optionsUrlOf } from '../domain/meetings/names.js'
import {
  chatHistoryModes,
  chatModes,
  liveShareModes,
  lobbyAdmitters,
  lobbyBypassScopes,
  type MeetingOptions,
  meetingRoles,
  presenterScopes,
  usualOptions
} from '../domain/meetings/options.js'
import type { AttendeeWish, MeetingWish } from '../domain/meetings/wishes.js'
import type { DirectoryReader } from '../domain/state.js'
import { dateTimeOffset, enumeration, graphId, moment, openType, optional, parameters, sentinel } from './graph-type.js'
import { joinInformationOf } from './join-information.js'
import { chatInfoIn } from './meeting-info.js'

const attendeeIn = openType({
  upn: optional(z.string().min(1)),
  role: optional(enumeration(meetingRoles)),
  identity: optional(openType({ user: optional(openType({ id: optional(graphId) })) }))
}).transform(({ upn, role, identity }): AttendeeWish => ({ upn, role, userId: identity?.user?.id }))

const participantsIn = openType({
  organizer: optional(attendeeIn),
  attendees: optional(z.array(attendeeIn))
})

/** What may be switched, and how; in the order of Graph's pages. */
const optionsIn = {
  allowedPresenters: optional(enumeration(presenterScopes)),
  allowedLobbyAdmitters: optional(enumeration(lobbyAdmitters)),
  isEntryExitAnnounced: optional(z.boolean()),
  allowMeetingChat: optional(enumeration(chatModes)),
  shareMeetingChatHistoryDefault: optional(enumeration(chatHistoryModes)),
  chatRestrictions: optional(openType({ allowTextOnly: z.boolean() })),
  allowTeamworkReactions: optional(z.boolean()),
  allowAttendeeToEnableMic: optional(z.boolean()),
  allowAttendeeToEnableCamera: optional(z.boolean()),
  allowParticipantsToChangeName: optional(z.boolean()),
  allowRecording: optional(z.boolean()),
  allowTranscription: optional(z.boolean()),
  recordAutomatically: optional(z.boolean()),
  allowCopyingAndSharingMeetingContent: optional(z.boolean()),
  allowBreakoutRooms: optional(z.boolean()),
  allowPowerPointSharing: optional(z.boolean()),
  allowWhiteboard: optional(z.boolean()),
  allowLiveShare: optional(enumeration(liveShareModes)),
  isEndToEndEncryptionEnabled: optional(z.boolean()),
  watermarkProtection: optional(
    openType({ isEnabledForContentSharing: optional(z.boolean()), isEnabledForVideo: optional(z.boolean()) }).transform(
      ({ isEnabledForContentSharing = false, isEnabledForVideo = false }) => ({
        isEnabledForContentSharing,
        isEnabledForVideo
      })
    )
  ),
  sensitivityLabelAssignment: optional(openType({ sensitivityLabelId: z.string() })),
  meetingSpokenLanguageTag: optional(z.string()),
  meetingTemplateId: optional(z.string()),
  isBroadcast: optional(z.boolean()),
  broadcastSettings: optional(z.looseObject({}))
}

const wishIn = {
  subject: z.string().nullish(),
  startDateTime: optional(moment),
  endDateTime: optional(moment),
  participants: optional(participantsIn)
}

/** A meeting as it is asked for; what Graph assigns is read and left. Source: https://learn.microsoft.com/graph/api/resources/onlinemeeting */
export const onlineMeetingIn = openType({
  ...wishIn,
  ...optionsIn,
  lobbyBypassSettings: optional(
    openType({ scope: optional(enumeration(lobbyBypassScopes)), isDialInBypassEnabled: optional(z.boolean()) })
  ),
  joinMeetingIdSettings: optional(openType({ isPasscodeRequired: optional(z.boolean()) })),
  chatInfo: optional(chatInfoIn)
}).transform((given): MeetingWish => {
  const { subject, startDateTime, endDateTime, participants, joinMeetingIdSettings } = given
  const options = Object.keys(optionsIn).flatMap(name => {
    const value = given[name as keyof typeof optionsIn]
    return value === undefined ? [] : [[name, value]]
  })
  const { scope, isDialInBypassEnabled } = given.lobbyBypassSettings ?? {}
  return {
    subject,
    startsAt: startDateTime,
    endsAt: endDateTime,
    attendees: participants?.attendees,
    organizerId: participants?.organizer?.userId,
    lobbyBypassSettings: {
      ...(scope && { scope }),
      ...(isDialInBypassEnabled === undefined ? {} : { isDialInBypassEnabled })
    },
    options: Object.fromEntries(options) as Partial<MeetingOptions>,
    isPasscodeRequired: joinMeetingIdSettings?.isPasscodeRequired,
    chatInfo: given.chatInfo
  }
})

/** Source: https://learn.microsoft.com/graph/api/onlinemeeting-createorget */
export const createOrGetIn = parameters('createOrGet', {
  externalId: z.string().min(1),
  ...wishIn,
  chatInfo: optional(chatInfoIn)
}).transform(({ externalId, subject, startDateTime, endDateTime, participants, chatInfo }) => ({
  externalId,
  wish: {
    ...{ subject, chatInfo },
    startsAt: startDateTime,
    endsAt: endDateTime,
    attendees: participants?.attendees
  } satisfies MeetingWish
}))

const userIdentityOut = z.object({
  id: z.string(),
  displayName: z.string().nullable(),
  tenantId: z.string().nullable(),
  identityProvider: z.string().nullable()
})

const meetingParticipantOut = z.object({
  upn: z.string().nullable(),
  role: z.string().nullable(),
  identity: z.object({ application: z.null(), device: z.null(), user: userIdentityOut.nullable() })
})

/** Those that are objects where they are anything. */
const objectOptions = ['chatRestrictions', 'sensitivityLabelAssignment', 'broadcastSettings']

/** Options are told as they are kept. */
const optionsOut = Object.fromEntries(
  Object.entries(usualOptions).map(([name, usual]) => {
    if (typeof usual === 'boolean') return [name, z.boolean()]
    if (typeof usual === 'string') return [name, z.string()]
    if (name === 'watermarkProtection') {
      return [name, z.object({ isEnabledForContentSharing: z.boolean(), isEnabledForVideo: z.boolean() })]
    }
    return [name, objectOptions.includes(name) ? z.looseObject({}).nullable() : z.string().nullable()]
  })
)

/** Source: https://learn.microsoft.com/graph/api/resources/onlinemeeting */
export const onlineMeetingOut = z
  .object({
    '@odata.context': z.string().optional(),
    id: z.string(),
    creationDateTime: z.string(),
    startDateTime: z.string().nullable(),
    endDateTime: z.string().nullable(),
    subject: z.string().nullable(),
    externalId: z.string().nullable(),
    joinWebUrl: z.string(),
    meetingCode: z.string(),
    meetingType: z.string(),
    meetingOptionsWebUrl: z.string(),
    expiryDateTime: z.string(),
    videoTeleconferenceId: z.string().nullable(),
    cloudVideoInteropInfo: z.null(),
    ...optionsOut,
    audioConferencing: z
      .object({
        conferenceId: z.string(),
        dialinUrl: z.string(),
        tollNumbers: z.array(z.string()),
        tollFreeNumbers: z.array(z.string()),
        tollNumber: z.string().nullable(),
        tollFreeNumber: z.null()
      })
      .nullable(),
    joinMeetingIdSettings: z.object({
      isPasscodeRequired: z.boolean(),
      joinMeetingId: z.string(),
      passcode: z.string().nullable()
    }),
    lobbyBypassSettings: z.object({ scope: z.string(), isDialInBypassEnabled: z.boolean() }),
    joinInformation: z.object({ content: z.string(), contentType: z.literal('html') }),
    chatInfo: z.object({ threadId: z.string(), messageId: z.string(), replyChainMessageId: z.string().nullable() }),
    participants: z.object({ organizer: meetingParticipantOut, attendees: z.array(meetingParticipantOut) })
  })
  .meta({ id: 'microsoft.graph.onlineMeeting' })

export type OnlineMeetingWire = z.input<typeof onlineMeetingOut>

export interface MeetingReader {
  readonly directory: DirectoryReader
  /** As the client asks for it. */
  readonly language?: string | undefined
  /** Whether it knows members that were added later. */
  readonly knowsNewMembers?: boolean | undefined
}

/** Members of enumerations that came after the sentinel. */
const newMembers = ['invited', 'organizationExcludingGuests', 'producer', 'coorganizer']

export function onlineMeetingToWire(
  meeting: Meeting,
  { directory, language, knowsNewMembers = false }: MeetingReader
): OnlineMeetingWire {
  const { id, createdAt, startsAt, endsAt, subject, externalId, joinWebUrl, joinMeetingId, passcode } = meeting
  const { chatInfo, tenantId, organizerId, lobbyBypassSettings, videoTeleconferenceId, conferenceId, options } = meeting
  const member = (name: string) => (newMembers.includes(name) && !knowsNewMembers ? sentinel : name)
  const participant = ({ userId, upn, role }: Omit<MeetingAttendee, 'role'> & { role: string }) => ({
    upn: upn ?? null,
    role: member(role),
    identity: {
      application: null,
      device: null,
      user: userId === undefined ? null : { id: userId, displayName: null, tenantId, identityProvider: 'AAD' }
    }
  })
  const organizerUpn = directory.user(organizerId)?.userPrincipalName
  return {
    id,
    creationDateTime: dateTimeOffset(createdAt),
    startDateTime: dateTimeOffset(startsAt),
    endDateTime: dateTimeOffset(endsAt),
    subject: subject ?? null,
    externalId: externalId ?? null,
    joinWebUrl,
    meetingCode: joinMeetingId,
    meetingType: options.isBroadcast ? 'broadcast' : 'scheduled',
    meetingOptionsWebUrl: optionsUrlOf({ tenantId, organizerId, ...chatInfo }),
    expiryDateTime: dateTimeOffset(expiryOf(meeting)),
    videoTeleconferenceId: videoTeleconferenceId ?? null,
    cloudVideoInteropInfo: null,
    ...(options as unknown as Record<string, never>),
    audioConferencing: conferenceId === undefined ? null : audioConferencing(conferenceId, tenantId),
    joinMeetingIdSettings: {
      isPasscodeRequired: passcode !== undefined,
      joinMeetingId,
      passcode: passcode ?? null
    },
    lobbyBypassSettings: { ...lobbyBypassSettings, scope: member(lobbyBypassSettings.scope) },
    joinInformation: joinInformationOf(meeting, language),
    chatInfo: {
      threadId: chatInfo.threadId,
      messageId: chatInfo.messageId,
      replyChainMessageId: chatInfo.replyChainMessageId ?? null
    },
    participants: {
      organizer: participant({ userId: organizerId, upn: organizerUpn, role: 'presenter' }),
      attendees: meeting.attendees.map(participant)
    }
  }
}

/** A number for everybody; nothing is reached by it but meetings of the emulator. */
const tollNumber = '+14255550100'

function audioConferencing(conferenceId: string, tenantId: string) {
  return {
    conferenceId,
    dialinUrl: `https://dialin.teams.microsoft.com/${tenantId}?id=${conferenceId}`,
    tollNumbers: [tollNumber],
    tollFreeNumbers: [],
    tollNumber,
    tollFreeNumber: null
  }
}
