import { InFlight } from './in-flight.js'
import { Timeline } from './timeline.js'
import type { Timer, TimerKind } from './timer.js'

/**
 * How time passes. `real`: as on the wall. `virtual`: only when told to. `auto`: jumps to the next thing due
 * whenever nothing is in flight.
 */
export type ClockMode = 'real' | 'virtual' | 'auto'

/** The only source of time in the house. Two implementations: the real one, and one that can be moved. */
export interface Clock {
  readonly mode: ClockMode
  /** Now on this clock, in milliseconds since 1970. */
  now(): number
  /** Now on the wall, whatever the mode: tokens are stamped with it, or a bot's verifier would refuse them. */
  wallNow(): number
  /** Calls `fire` once `due` (milliseconds since 1970, on this clock) has come. */
  schedule(due: number, kind: TimerKind, fire: () => void): Timer
  cancel(timer: Timer): void
  /** Says that something is in flight with the outside; call what it returns when it is over. */
  enter(): () => void
  /** Moves time on by so many milliseconds, from due timer to due timer. Refused by a real clock. */
  advance(milliseconds: number): Promise<void>
  /** Fires nothing any more. */
  stop(): void
}

/** What a clock works on; it outlives a change of mode, so that nothing due is lost by one. */
export interface Schedule {
  readonly timeline: Timeline
  readonly inFlight: InFlight
}

export function emptySchedule(): Schedule {
  return { timeline: new Timeline(), inFlight: new InFlight() }
}

/** Thrown by `advance` where time moves by itself. */
export class TimeMovesByItself extends Error {}
