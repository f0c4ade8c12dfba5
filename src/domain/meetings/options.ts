/** What those who arrange a meeting may choose. Source: https://learn.microsoft.com/graph/api/resources/onlinemeetingbase */

export const lobbyBypassScopes = [
  ...['organizer', 'organization', 'organizationAndFederated', 'everyone'],
  ...['invited', 'organizationExcludingGuests']
] as const
export type LobbyBypassScope =
  | 'organizer'
  | 'organization'
  | 'organizationAndFederated'
  | 'everyone'
  | 'invited'
  | 'organizationExcludingGuests'

export const meetingRoles = ['attendee', 'presenter', 'producer', 'coorganizer'] as const
export type MeetingRole = (typeof meetingRoles)[number]

export const presenterScopes = ['everyone', 'organization', 'roleIsPresenter', 'organizer'] as const
export const lobbyAdmitters = ['organizerAndCoOrganizersAndPresenters', 'organizerAndCoOrganizers'] as const
export const chatModes = ['enabled', 'disabled', 'limited'] as const
export const chatHistoryModes = ['none', 'all'] as const
export const liveShareModes = ['enabled', 'disabled'] as const

/** Who need not wait in the lobby. */
export interface LobbyBypassSettings {
  readonly scope: LobbyBypassScope
  /** Whether those on the telephone need not, whatever the scope. */
  readonly isDialInBypassEnabled: boolean
}

export interface WatermarkProtection {
  readonly isEnabledForContentSharing: boolean
  readonly isEnabledForVideo: boolean
}

/** What a meeting allows, and what it is like. Only a few of them change what happens here; all are kept and told. */
export interface MeetingOptions {
  readonly allowedPresenters: (typeof presenterScopes)[number]
  readonly allowedLobbyAdmitters: (typeof lobbyAdmitters)[number]
  readonly isEntryExitAnnounced: boolean
  readonly allowMeetingChat: (typeof chatModes)[number]
  readonly shareMeetingChatHistoryDefault: (typeof chatHistoryModes)[number]
  readonly chatRestrictions: { readonly allowTextOnly: boolean } | null
  readonly allowTeamworkReactions: boolean
  readonly allowAttendeeToEnableMic: boolean
  readonly allowAttendeeToEnableCamera: boolean
  readonly allowParticipantsToChangeName: boolean
  readonly allowRecording: boolean
  readonly allowTranscription: boolean
  readonly recordAutomatically: boolean
  readonly allowCopyingAndSharingMeetingContent: boolean
  readonly allowBreakoutRooms: boolean
  readonly allowPowerPointSharing: boolean
  readonly allowWhiteboard: boolean
  readonly allowLiveShare: (typeof liveShareModes)[number]
  readonly isEndToEndEncryptionEnabled: boolean
  readonly watermarkProtection: WatermarkProtection
  readonly sensitivityLabelAssignment: { readonly sensitivityLabelId: string } | null
  readonly meetingSpokenLanguageTag: string | null
  readonly meetingTemplateId: string | null
  /** Live events, which the service has given up: kept and told. */
  readonly isBroadcast: boolean
  readonly broadcastSettings: Readonly<Record<string, unknown>> | null
}

/** What a meeting is like about which nobody said anything. Where Graph does not say, a guess. */
export const usualOptions: MeetingOptions = {
  allowedPresenters: 'everyone',
  allowedLobbyAdmitters: 'organizerAndCoOrganizersAndPresenters',
  isEntryExitAnnounced: true,
  allowMeetingChat: 'enabled',
  shareMeetingChatHistoryDefault: 'none',
  chatRestrictions: null,
  allowTeamworkReactions: true,
  allowAttendeeToEnableMic: true,
  allowAttendeeToEnableCamera: true,
  allowParticipantsToChangeName: false,
  allowRecording: true,
  allowTranscription: true,
  recordAutomatically: false,
  allowCopyingAndSharingMeetingContent: true,
  allowBreakoutRooms: true,
  allowPowerPointSharing: true,
  allowWhiteboard: true,
  allowLiveShare: 'enabled',
  isEndToEndEncryptionEnabled: false,
  watermarkProtection: { isEnabledForContentSharing: false, isEnabledForVideo: false },
  sensitivityLabelAssignment: null,
  meetingSpokenLanguageTag: null,
  meetingTemplateId: null,
  isBroadcast: false,
  broadcastSettings: null
}

/** What is said once, when a meeting is made; a later change of it is ignored. */
export const fixedOptions: readonly (keyof MeetingOptions)[] = [
  ...(['shareMeetingChatHistoryDefault', 'chatRestrictions', 'allowParticipantsToChangeName'] as const),
  ...(['isEndToEndEncryptionEnabled', 'sensitivityLabelAssignment', 'meetingSpokenLanguageTag'] as const),
  'meetingTemplateId'
]

export const usualLobby: LobbyBypassSettings = { scope: 'organization', isDialInBypassEnabled: false }
