import type { ConversationDeadline } from '../conversations/commands.js'
import type { DeadlineCommand } from './service-commands.js'

/** What can fall due for a call, or in a conversation. Setting one again moves it. */
export type DeadlineName =
  | 'answerWindow'
  | 'farEndReacts'
  | 'ringing'
  | 'mediaConnects'
  | 'life'
  | 'prompt'
  | 'silence'
  | 'recordingMaximum'
  | `tones ${string}`
  | `done ${string}`
  | `reacts ${string}`
  | `ringing ${string}`
  | `lobby ${string}`

type Undated<T> = T extends unknown ? Omit<T, 'at'> : never

/** A command that will be given when its time comes; `at` is then. */
export type DueCommand = Undated<DeadlineCommand | ConversationDeadline>

/** Something falling due on the clock unless cancelled. */
export type DeadlineChange =
  | { change: 'set'; name: DeadlineName; due: number; kind: 'progress' | 'expiry'; command: DueCommand }
  | { change: 'cancel'; of: string; name: DeadlineName }
  | { change: 'cancelAll'; of: string }

/** @param of The call's or the conversation's. */
export const cancel = ({ id: of }: { id: string }, name: DeadlineName): DeadlineChange => ({
  change: 'cancel',
  of,
  name
})

/** Our own far side moving on. */
export const progress = (name: DeadlineName, due: number, command: DueCommand): DeadlineChange => ({
  change: 'set',
  name,
  due,
  kind: 'progress',
  command
})

/** Somebody's time to act running out. */
export const expiry = (name: DeadlineName, due: number, command: DueCommand): DeadlineChange => ({
  change: 'set',
  name,
  due,
  kind: 'expiry',
  command
})
