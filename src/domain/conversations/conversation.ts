import type { Modality, ParticipantInfo } from '../calls/call.js'
import type { RecordingStatus } from '../calls/commands.js'
import type { IdentitySet } from '../directory/identity-set.js'
import type { ChatInfo } from '../meetings/meeting.js'

/**
 * What several have together, in a group call or a meeting. Who is in it belongs to it; how an application is in it
 * is its call. A peer-to-peer call has none: its other end is part of the call.
 */
export interface Conversation {
  readonly id: string
  readonly tenantId: string
  readonly kind: 'groupCall' | 'meeting'
  /** The meeting that is held. */
  readonly meetingId?: string | undefined
  readonly chatInfo?: ChatInfo | undefined
  /** Shared by the calls of all applications in it, unless one brings its own. */
  readonly callChainId: string
  /** Who began it; nobody in particular begins a meeting. */
  readonly startedBy?: IdentitySet | undefined
  /** When the first one came; milliseconds since 1970. */
  readonly startedAt?: number | undefined
  /** The calls of applications that are in it or on their way. */
  readonly legs: readonly string[]
  /** The number of the last change of the roster. */
  readonly rosterSequence: number
  /** How many media streams there have been; the next one's `sourceId` is one more. */
  readonly streams: number
  /** Whether anybody has ever been in it with the application that began it. */
  readonly metSomebody: boolean
  readonly contentSharing: readonly ContentSharing[]
  /** Nobody is left, and it is forgotten. */
  readonly over: boolean
}

/** A presentation that somebody shows. Graph's `contentSharingSession`. */
export interface ContentSharing {
  readonly id: string
  readonly presenterId: string
}

/** `ringing`: invited and not there yet; `lobby`: waits to be let in. */
export type Presence = 'ringing' | 'lobby' | 'present' | 'left'

export interface MediaStream {
  readonly mediaType: Modality
  readonly label: string
  readonly direction: 'inactive' | 'sendOnly' | 'receiveOnly' | 'sendReceive'
  /** A number as text: media bots read it as one. */
  readonly sourceId: string
}

/** How somebody comes to be rung. */
export interface Invitation {
  /** The call of the application that invited them; undefined when a person did. */
  readonly callId?: string | undefined
  /** The operation that is over once they have come or not. */
  readonly operationId?: string | undefined
  /** The call they are in with that application, which ends once they are here. */
  readonly replacesCallId?: string | undefined
  /** Where they are until they are here. */
  readonly movedFrom?: { readonly conversationId: string; readonly participantId: string } | undefined
}

/** Somebody in a conversation: a person, a phone, an application. Never changed in place. */
export interface Participant {
  readonly id: string
  readonly conversationId: string
  /** The meeting that is held there. */
  readonly meetingId?: string | undefined
  readonly presence: Presence
  readonly info: ParticipantInfo
  /** The call through which an application is in it; people have none here. */
  readonly callId?: string | undefined
  /** When they came in, past the lobby; milliseconds since 1970. */
  readonly joinedAt?: number | undefined
  readonly role: 'organizer' | 'presenter' | 'attendee'
  /** By themselves. */
  readonly muted: boolean
  /** By an application or an organizer: the service drops what they say. */
  readonly serverMuted: boolean
  readonly onHold: boolean
  readonly streams: readonly MediaStream[]
  /** The change of the roster that last touched this entry. */
  readonly rosterSequence: number
  /** Users do not see it. */
  readonly hidden?: boolean | undefined
  readonly handRaised?: boolean | undefined
  readonly recordingStatus?: RecordingStatus | undefined
  /** JSON text; of a large gallery. */
  readonly metadata?: string | undefined
  readonly invitedBy?: Invitation | undefined
  /** Why they are gone: `left`, `removed`. */
  readonly removedReason?: string | undefined
}

export const isThere = ({ presence }: Participant): boolean => presence === 'present'

/** Whether a roster names them: those who are rung are not there yet. */
export const isListed = ({ presence }: Participant): boolean => presence === 'present' || presence === 'lobby'

/** Those who take part: they can be heard or seen, or want to be. */
export const isInteractive = ({ streams, handRaised }: Participant): boolean =>
  handRaised === true || streams.some(({ direction }) => direction === 'sendReceive' || direction === 'sendOnly')

/** Whether they show their screen. */
export const sharesScreen = ({ streams }: Pick<Participant, 'streams'>): boolean =>
  streams.some(({ mediaType, direction }) => mediaType === 'videoBasedScreenSharing' && direction === 'sendOnly')

/** Whether they show their screen or present something. */
export function isSharing({ contentSharing }: Pick<Conversation, 'contentSharing'>, participant: Participant): boolean {
  return contentSharing.some(({ presenterId }) => presenterId === participant.id) || sharesScreen(participant)
}

/** A conversation as it begins, with nobody in it. */
export function newConversation(
  beginning: Pick<Conversation, 'id' | 'tenantId' | 'kind' | 'callChainId'> & Partial<Conversation>
): Conversation {
  return {
    legs: [],
    rosterSequence: 0,
    streams: 0,
    metSomebody: false,
    contentSharing: [],
    over: false,
    ...beginning
  }
}
