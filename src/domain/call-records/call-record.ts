import type { Modality } from '../calls/call.js'
import { type IdentitySet, partyOf } from '../directory/identity-set.js'

/** What somebody said of a call when they were asked. Source: https://learn.microsoft.com/graph/api/resources/callrecords-userfeedback */
export interface Feedback {
  readonly rating: (typeof ratings)[number]
  readonly text?: string | undefined
  /** What was wrong, by names that vary: `Echo`, `NoSound`. */
  readonly tokens?: Readonly<Record<string, boolean>> | undefined
}

export const ratings = ['notRated', 'bad', 'poor', 'fair', 'good', 'excellent'] as const

export interface Failure {
  readonly stage: 'callSetup' | 'midcall'
  readonly reason: string
}

/** Somebody's time in a call: between two in a peer-to-peer call, else between one and the service. */
export interface Session {
  readonly id: string
  readonly caller: IdentitySet
  /** Who answered; the service when absent. */
  readonly callee?: IdentitySet | undefined
  readonly joinedAt: number
  readonly leftAt: number
  readonly modalities: readonly Modality[]
  readonly role: 'organizer' | 'presenter' | 'attendee'
  /** Whether somebody in the call rang them. */
  readonly invited?: boolean | undefined
  /** Set if they never came, or were cut off. */
  readonly failure?: Failure | undefined
  readonly feedback?: { readonly caller?: Feedback | undefined; readonly callee?: Feedback | undefined } | undefined
}

/** What is known of a call that is over. Graph's `callRecord`; what it tells of devices and networks is made up when read. */
export interface CallRecord {
  /** The call chain's. */
  readonly id: string
  /** 0 until it can be read for the first time. */
  readonly version: number
  readonly type: 'peerToPeer' | 'groupCall'
  readonly meetingId?: string | undefined
  readonly joinWebUrl?: string | undefined
  readonly organizer: IdentitySet
  /** Milliseconds since 1970, as the next two. */
  readonly startedAt: number
  readonly endedAt: number
  readonly lastModifiedAt: number
  readonly sessions: readonly Session[]
  /** By which its phones are reached: the name of a session border controller; Microsoft when absent. */
  readonly trunk?: string | undefined
}

const day = 24 * 60 * 60 * 1_000

/** For how long after its start a record can be read. Source: https://learn.microsoft.com/graph/api/callrecords-callrecord-get */
export const recordRetention = 30 * day

/** For how long what phones cost can be read; a guess. */
export const logRetention = 366 * day

/** The order in which a call tells its modalities; a guess. */
const modalityOrder: readonly Modality[] = ['audio', 'video', 'videoBasedScreenSharing', 'data']

export function modalitiesOf(sessions: readonly Pick<Session, 'modalities'>[]): Modality[] {
  return modalityOrder.filter(modality => sessions.some(({ modalities }) => modalities.includes(modality)))
}

/** Everybody who took part, each once. */
export function participantsOf({ sessions }: Pick<CallRecord, 'sessions'>): IdentitySet[] {
  const known = new Map<string, IdentitySet>()
  for (const identity of sessions.flatMap(({ caller, callee }) =>
    callee === undefined ? [caller] : [caller, callee]
  )) {
    const party = partyOf(identity)
    if (party !== undefined && !known.has(party.id)) known.set(party.id, identity)
  }
  return Array.from(known.values())
}
