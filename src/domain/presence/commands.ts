import type { CallActivity } from './in-calls.js'
import type { LocationLayer, OutOfOffice, PresencePair, WorkLocation } from './presence.js'

interface AboutUser {
  userId: string
  at: number
  /** Who has signed in, if somebody has; they may speak for themselves only. */
  askedBy?: string | undefined
}

/** An application says what somebody is doing. */
export interface SetPresence extends AboutUser, PresencePair {
  type: 'setPresence'
  /** The application that asks. */
  appId: string
  sessionId: string
  durationMs?: number | undefined
}

export interface ClearPresence extends AboutUser {
  type: 'clearPresence'
  sessionId: string
}

export interface SetUserPreferredPresence extends AboutUser, PresencePair {
  type: 'setUserPreferredPresence'
  durationMs?: number | undefined
}

export interface ClearUserPreferredPresence extends AboutUser {
  type: 'clearUserPreferredPresence'
}

export interface SetStatusMessage extends AboutUser {
  type: 'setStatusMessage'
  /** Empty clears it. */
  content: string
  expiresAt?: number | undefined
}

export interface SetLocation extends AboutUser {
  type: 'setLocation'
  layer: LocationLayer
  location: WorkLocation
}

export interface ClearLocation extends AboutUser {
  type: 'clearLocation'
  layers: readonly LocationLayer[]
}

/** Somebody does something at their Teams client; without a pair they sign out of it. */
export interface ClientShows extends AboutUser {
  type: 'clientShows'
  sessionId: string
  pair?: PresencePair | undefined
}

/** Somebody is in a call; without an activity no longer. */
export interface CallShows extends AboutUser {
  type: 'callShows'
  /** The call, or their entry in its roster. */
  sessionId: string
  activity?: CallActivity | undefined
}

export interface SetOutOfOffice extends AboutUser, OutOfOffice {
  type: 'setOutOfOffice'
}

/** Time has passed: sessions fade, wishes run out. */
export interface PresenceLapses extends AboutUser {
  type: 'presenceLapses'
}

export type PresenceCommand =
  | SetPresence
  | ClearPresence
  | SetUserPreferredPresence
  | ClearUserPreferredPresence
  | SetStatusMessage
  | SetLocation
  | ClearLocation
  | ClientShows
  | CallShows
  | SetOutOfOffice
  | PresenceLapses

export type PresenceEvent =
  /** What is shown of somebody is different. */
  | ({ type: 'presenceChanged'; userId: string } & PresencePair)
  /** Something else about them is: a message, a place. */
  | { type: 'presenceDetailsChanged'; userId: string }
