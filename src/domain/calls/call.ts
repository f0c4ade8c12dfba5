import type { ComplianceRecording } from '../compliance/policy.js'
import type { IdentitySet } from '../directory/identity-set.js'
import type { ChatInfo, MeetingInfo } from '../meetings/meeting.js'
import type { ResultInfo } from './result-info.js'

/** Graph's own members; `hold`, `redirecting` and `terminating` pass too quickly here to be seen on a GET. */
export type CallState =
  | 'incoming'
  | 'establishing'
  | 'established'
  | 'hold'
  | 'transferring'
  | 'transferAccepted'
  | 'redirecting'
  | 'terminating'
  | 'terminated'

export type CallDirection = 'incoming' | 'outgoing'
export type Modality = 'audio' | 'video' | 'videoBasedScreenSharing' | 'data'
export type RejectReason = 'none' | 'busy' | 'forbidden'

export interface ParticipantInfo {
  readonly identity: IdentitySet
  /** The id of this participant's entry in the conversation. */
  readonly participantId?: string | undefined
  readonly countryCode?: string | undefined
  readonly endpointType?: string | undefined
  readonly region?: string | undefined
  readonly languageId?: string | undefined
}

export interface InvitationParticipantInfo {
  readonly identity: IdentitySet
  readonly participantId?: string | undefined
  readonly endpointType?: string | undefined
  readonly replacesCallId?: string | undefined
  /** Whether others are not to see them. */
  readonly hidden?: boolean | undefined
  readonly removeFromDefaultAudioRoutingGroup?: boolean | undefined
}

export interface MediaInfo {
  readonly uri: string
  readonly resourceId?: string | undefined
}

export type MediaConfig =
  | { readonly kind: 'serviceHosted'; readonly preFetchMedia: readonly MediaInfo[] }
  /** The blob is opaque: the real service dials the endpoint inside, here it counts as connected. */
  | { readonly kind: 'appHosted'; readonly blob: string }

export interface CallOptions {
  readonly hideBotAfterEscalation?: boolean | undefined
  readonly isContentSharingNotificationEnabled?: boolean | undefined
  readonly isDeltaRosterEnabled?: boolean | undefined
  readonly isInteractiveRosterEnabled?: boolean | undefined
}

/**
 * One app's leg of a conversation, until it ends. Never changed in place: every change is a new object, so an
 * event may keep the one it speaks of.
 */
export interface Call {
  readonly id: string
  readonly tenantId: string
  readonly appId: string
  readonly direction: CallDirection
  readonly state: CallState
  readonly callbackUri: string
  readonly callChainId: string
  readonly source: ParticipantInfo
  readonly targets: readonly InvitationParticipantInfo[]
  readonly requestedModalities: readonly Modality[]
  readonly mediaConfig?: MediaConfig | undefined
  readonly callOptions?: CallOptions | undefined
  readonly myParticipantId: string
  readonly subject?: string | undefined
  readonly ringingTimeoutSeconds?: number | undefined
  /** When it began, in milliseconds since 1970. */
  readonly createdAt: number
  /** When media began to flow; milliseconds since 1970. */
  readonly connectedAt?: number | undefined
  /** Whether the other side has picked up; the caller of an incoming call always has. */
  readonly farEndConnected: boolean
  /** Whether the bot may not know who calls; it is told an encrypted identity instead. */
  readonly callerHidden: boolean
  readonly audioActive: boolean
  readonly toneSubscribed: boolean
  /** Keys heard since the subscription; the next tone's `sequenceId` is one more. */
  readonly tonesHeard: number
  /** Prompts playing (the first) and waiting (the rest), by operation id. */
  readonly mediaQueue: readonly string[]
  /** The scenario id the bot sent with its first request; repeated in every notification's headers. */
  readonly scenarioId?: string | undefined
  /** Who picked up after a redirect. */
  readonly answeredBy?: ParticipantInfo | undefined
  readonly resultInfo?: ResultInfo | undefined
  /** The conversation it is a leg of; a peer-to-peer call has none. */
  readonly conversationId?: string | undefined
  /** How a meeting was named when it was joined, and its chat. */
  readonly meetingInfo?: MeetingInfo | undefined
  /** Let in at once, whatever the meeting's lobby says; from the SDK. */
  readonly bypassesLobby?: boolean | undefined
  readonly chatInfo?: ChatInfo | undefined
  /** The other end's own call, when that is an application, too. */
  readonly peerCallId?: string | undefined
  /** The other end, once it is no longer the one who was called or called. */
  readonly farEnd?: FarEnd | undefined
  /** What is being said to the bot, until when. */
  readonly speech?: Speech | undefined
  readonly audioRoutingGroups?: readonly AudioRoutingGroup[] | undefined
  /** Who is being moved out of a group call. */
  readonly transferee?: string | undefined
  /** Who hears hold music; one at a time. */
  readonly holdMusicFor?: string | undefined
  readonly transcription?: CallTranscription | undefined
  /** The conversation of the recorder that observes this peer-to-peer call. */
  readonly recordedIn?: string | undefined
  /** What made a recording policy ring the bot. */
  readonly recording?: ComplianceRecording | undefined
}

/** What the other end of a peer-to-peer call does that its bot is not told. */
export interface FarEnd {
  /** Set once the call was handed over to somebody else. */
  readonly identity?: IdentitySet | undefined
  readonly muted?: boolean | undefined
  readonly onHold?: boolean | undefined
}

/** Something said by somebody at the other end, from and until, in milliseconds since 1970. */
export interface Speech {
  readonly id: string
  readonly from: number
  readonly until: number
}

/** Who hears whom; ids are chosen by the bot, members are participants. */
export interface AudioRoutingGroup {
  readonly id: string
  readonly routingMode: 'oneToOne' | 'multicast'
  readonly sources: readonly string[]
  readonly receivers: readonly string[]
}

export interface CallTranscription {
  readonly state: 'notStarted' | 'active' | 'inactive'
  /** Milliseconds since 1970. */
  readonly changedAt: number
}

/** The identity at the other end: the caller of an incoming call, the one rung by an outgoing call, or their successor. */
export function farEndIdentity(call: Call): IdentitySet {
  if (call.farEnd?.identity !== undefined) return call.farEnd.identity
  return call.direction === 'incoming' ? call.source.identity : (call.targets[0]?.identity ?? {})
}

/** Who called whom. */
export function callerAndCallee(call: Call): { caller: IdentitySet; callee: IdentitySet } {
  const own = call.direction === 'incoming' ? (call.targets[0]?.identity ?? {}) : call.source.identity
  const other = farEndIdentity(call)
  return call.direction === 'incoming' ? { caller: other, callee: own } : { caller: own, callee: other }
}

/** Whether a caller still waits for somebody to pick up: the bot, or those it redirected to. */
export function isUnanswered({ state }: Call): boolean {
  return state === 'incoming' || state === 'redirecting'
}

/** Whether the application is in the call through its resource account, which alone reaches the telephone network. */
export function throughInstance({ direction, source, targets }: Call): boolean {
  const own = direction === 'incoming' ? targets[0]?.identity : source.identity
  return own?.applicationInstance !== undefined
}

/** Whether the other end is on the telephone network, whose endings differ. */
export function isPstn(call: Call): boolean {
  return farEndIdentity(call).phone !== undefined
}
