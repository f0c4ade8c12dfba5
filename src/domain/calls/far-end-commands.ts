import type { Person } from '../meetings/commands.js'
import type { Tone } from './tones.js'

/** What somebody at the other end of a call does. In a conversation `participant` says who: a name, an id, a number. */
interface AtFarEnd {
  at: number
  callId: string
  participant?: string | undefined
}

export interface FarEndAnswers extends AtFarEnd {
  type: 'farEndAnswers'
}

export interface FarEndDeclines extends AtFarEnd {
  type: 'farEndDeclines'
}

export interface FarEndIsBusy extends AtFarEnd {
  type: 'farEndIsBusy'
}

export interface FarEndIgnores extends AtFarEnd {
  type: 'farEndIgnores'
}

export interface FarEndHangsUp extends AtFarEnd {
  type: 'farEndHangsUp'
}

export interface FarEndPresses extends AtFarEnd {
  type: 'farEndPresses'
  tones: readonly Tone[]
}

/** Something is said, for so many milliseconds; silence is said without a voice. */
export interface FarEndSpeaks extends AtFarEnd {
  type: 'farEndSpeaks'
  speechId: string
  durationMs: number
  voice: boolean
}

export interface FarEndMutes extends AtFarEnd {
  type: 'farEndMutes' | 'farEndUnmutes'
}

/** Puts the call on hold. The bot is not told in so many words, unless `announced`. */
export interface FarEndHolds extends AtFarEnd {
  type: 'farEndHolds'
  announced: boolean
}

export interface FarEndResumes extends AtFarEnd {
  type: 'farEndResumes'
}

/** Shows the screen, or a presentation that has a content sharing session. */
export interface FarEndShares extends AtFarEnd {
  type: 'farEndShares'
  what: 'screen' | 'presentation'
  sessionId: string
}

export interface FarEndStopsSharing extends AtFarEnd {
  type: 'farEndStopsSharing'
}

/** Somebody more comes. */
export interface FarEndJoins extends AtFarEnd {
  type: 'farEndJoins'
  person: Person
  participantId: string
}

/** Whoever may lets somebody in from the lobby, or does not, or removes somebody; the bot, when nobody is named. */
export interface FarEndDecides extends AtFarEnd {
  type: 'farEndAdmits' | 'farEndDenies' | 'farEndRemoves'
}

/** Hands the call over to somebody else. */
export interface FarEndTransfers extends AtFarEnd {
  type: 'farEndTransfers'
  to: Person
  participantId: string
}

/** Adds somebody, which makes a peer-to-peer call a conversation. */
export interface FarEndAdds extends AtFarEnd {
  type: 'farEndAdds'
  person: Person
  participantId: string
  conversationId: string
}

/** Something goes wrong that no rule of ours brings about: an ending of the catalogue. */
export interface FarEndFails extends AtFarEnd {
  type: 'farEndFails'
  code: number
  subcode: number
}

export type FarEndCommand =
  | FarEndAnswers
  | FarEndDeclines
  | FarEndIsBusy
  | FarEndIgnores
  | FarEndHangsUp
  | FarEndPresses
  | FarEndSpeaks
  | FarEndMutes
  | FarEndHolds
  | FarEndResumes
  | FarEndShares
  | FarEndStopsSharing
  | FarEndJoins
  | FarEndDecides
  | FarEndTransfers
  | FarEndAdds
  | FarEndFails
