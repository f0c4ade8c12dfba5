import type { IdentitySet } from '../directory/identity-set.js'

/** Who need not wait in the lobby; Graph's `lobbyBypassScope`. */
export type LobbyBypassScope = 'organizer' | 'organization' | 'everyone'

/** The chat of a meeting. */
export interface ChatInfo {
  readonly threadId: string
  readonly messageId: string
  readonly replyChainMessageId?: string | undefined
}

/** A meeting that can be joined. */
export interface Meeting {
  readonly id: string
  readonly tenantId: string
  readonly subject: string
  readonly organizer: IdentitySet
  readonly chatInfo: ChatInfo
  /** Digits, as people type them. */
  readonly joinMeetingId: string
  readonly passcode?: string | undefined
  readonly lobbyBypassScope: LobbyBypassScope
  /** Nobody more may join. */
  readonly locked: boolean
  /** The conversation in which it is held, while it is. */
  readonly conversationId?: string | undefined
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
