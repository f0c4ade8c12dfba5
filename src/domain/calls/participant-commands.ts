import type { BotCommand, OperationCommand } from './bot-command.js'
import type { AudioRoutingGroup, InvitationParticipantInfo } from './call.js'

/** What a bot asks of a call that concerns those in it. */

/** Source: https://learn.microsoft.com/graph/api/participant-invite */
export interface Invite extends OperationCommand {
  type: 'invite'
  participants: readonly InvitationParticipantInfo[]
  /** One for each of them. */
  participantIds: readonly string[]
  /** Of the conversation, should this be a peer-to-peer call. */
  conversationId: string
}

/** An action on one participant. */
export interface ParticipantAction extends OperationCommand {
  type:
    | 'muteParticipant'
    | 'startHoldMusic'
    | 'stopHoldMusic'
    | 'admitFromLobby'
    | 'removeFromLobby'
    | 'lowerHandOf'
    | 'reportSyntheticMedia'
  participantId: string
}

/** An action on the call that is done by the time it is answered; the last ones are in beta only. */
export interface PlainAction extends OperationCommand {
  type:
    | 'raiseHand'
    | 'lowerHand'
    | 'lowerAllHands'
    | 'admitAllFromLobby'
    | 'startRecording'
    | 'stopRecording'
    | 'startTranscription'
    | 'stopTranscription'
    | 'joinContentSharingAudioGroup'
    | 'leaveContentSharingAudioGroup'
}

export interface MuteAll extends OperationCommand {
  type: 'muteAll'
  /** Ids; everybody but the application itself when there are none. */
  participants: readonly string[]
}

/** Who is heard how loud; no sound is mixed here. */
export interface ConfigureMixer extends OperationCommand {
  type: 'configureMixer'
}

/** Source: https://learn.microsoft.com/graph/api/call-addlargegalleryview */
export interface AddLargeGalleryView extends OperationCommand {
  type: 'addLargeGalleryView'
  participantId: string
}

/** Source: https://learn.microsoft.com/graph/api/call-changescreensharingrole */
export interface ChangeScreenSharingRole extends BotCommand {
  type: 'changeScreenSharingRole'
  role: 'viewer' | 'sharer'
}

/** Source: https://learn.microsoft.com/graph/api/participant-delete */
export interface RemoveParticipant extends BotCommand {
  type: 'removeParticipant'
  participantId: string
}

/** Source: https://learn.microsoft.com/graph/api/call-post-audioroutinggroups */
export interface AddAudioRoutingGroup extends BotCommand {
  type: 'addAudioRoutingGroup'
  group: AudioRoutingGroup
}

export interface ChangeAudioRoutingGroup extends BotCommand {
  type: 'changeAudioRoutingGroup'
  groupId: string
  change: { [K in Exclude<keyof AudioRoutingGroup, 'id'>]?: AudioRoutingGroup[K] | undefined }
}

export interface RemoveAudioRoutingGroup extends BotCommand {
  type: 'removeAudioRoutingGroup'
  groupId: string
}
