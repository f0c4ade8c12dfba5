import type { DeadlineCommand } from './service-commands.js'

/** What can fall due for a call. Setting one again moves it. */
export type DeadlineName =
  | 'answerWindow'
  | 'farEndReacts'
  | 'ringing'
  | 'mediaConnects'
  | 'life'
  | 'prompt'
  | `tones ${string}`

type Undated<T> = T extends unknown ? Omit<T, 'at'> : never

/** A command that will be given when its time comes; `at` is then. */
export type DueCommand = Undated<DeadlineCommand>

/** Something falling due on the clock unless cancelled. */
export type DeadlineChange =
  | { change: 'set'; name: DeadlineName; due: number; kind: 'progress' | 'expiry'; command: DueCommand }
  | { change: 'cancel'; name: DeadlineName }
  | { change: 'cancelAll' }

export const cancel = (name: DeadlineName): DeadlineChange => ({ change: 'cancel', name })

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
