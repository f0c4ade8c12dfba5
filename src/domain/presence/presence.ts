/** What Teams shows of somebody: coarse, and in detail. */
export interface PresencePair {
  readonly availability: string
  readonly activity: string
}

/**
 * Where somebody is signed in, or something that says so for them: `application` by setPresence, `client` a Teams client
 * we play, `call` while they are in a call.
 */
export interface PresenceSession extends PresencePair {
  readonly id: string
  readonly kind: 'application' | 'client' | 'call'
  readonly setAt: number
  /** Never when absent. */
  readonly expiresAt?: number | undefined
}

export interface PreferredPresence extends PresencePair {
  readonly expiresAt: number
}

export interface StatusMessage {
  readonly content: string
  readonly publishedAt: number
  /** Never when absent. */
  readonly expiresAt?: number | undefined
}

/** Source: https://learn.microsoft.com/graph/api/resources/userworklocation */
export const workLocationTypes = ['unspecified', 'office', 'remote', 'timeOff'] as const

export interface WorkLocation {
  readonly type: (typeof workLocationTypes)[number]
  readonly placeId?: string | undefined
  /** What is said of today holds until the day ends. */
  readonly expiresAt?: number | undefined
}

export const locationLayers = ['manual', 'automatic', 'scheduled'] as const
export type LocationLayer = (typeof locationLayers)[number]

export interface OutOfOffice {
  readonly isOutOfOffice: boolean
  readonly message?: string | undefined
}

/** Everything that somebody's presence is made of. Source: https://learn.microsoft.com/graph/api/resources/presence */
export interface Presence {
  readonly userId: string
  readonly sessions: readonly PresenceSession[]
  /** What they wish to be shown as, whatever their sessions say. */
  readonly preferred?: PreferredPresence | undefined
  readonly outOfOffice: OutOfOffice
  readonly statusMessage?: StatusMessage | undefined
  readonly locations: Readonly<Partial<Record<LocationLayer, WorkLocation>>>
  /** What was told last. */
  readonly shown: PresencePair
  /** How often anything changed. */
  readonly sequence: number
}

export const offline: PresencePair = { availability: 'Offline', activity: 'Offline' }

/** Somebody who has never signed in. */
export function absent(userId: string): Presence {
  return { userId, sessions: [], outOfOffice: { isOutOfOffice: false }, locations: {}, shown: offline, sequence: 0 }
}
