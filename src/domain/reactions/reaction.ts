import type { Command } from '../state.js'

/** A command without its moment, which is that of the event. */
export type Reaction = Undated<Command>

type Undated<T> = T extends unknown ? Omit<T, 'at'> : never

/** Draws a new id. */
export type Draw = () => string
