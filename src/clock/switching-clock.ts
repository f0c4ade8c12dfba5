import { type Clock, type ClockMode, emptySchedule } from './clock.js'
import { RealClock } from './real-clock.js'
import type { Timer, TimerKind } from './timer.js'
import { VirtualClock } from './virtual-clock.js'

export interface ClockOptions {
  mode: ClockMode
  /** Where virtual time begins, in milliseconds since 1970; on the wall's now by default. */
  start?: number | undefined
  /** See {@link VirtualClockOptions}; real milliseconds. */
  settle: number
  patience: number
}

interface Own {
  readonly mode?: ClockMode | undefined
  readonly start?: number | undefined
}

/** The clock of an emulator: real or virtual, and able to change from one to the other with everything still due. */
export class SwitchingClock implements Clock {
  #options: ClockOptions
  #schedule = emptySchedule()
  #current: Clock

  constructor(options: ClockOptions) {
    this.#options = options
    this.#current = this.#begin(options.mode, options.start)
  }

  /** A clock of its own for a part of the world, with the same patience. */
  another({ mode = this.mode, start = this.now() }: Own): SwitchingClock {
    return new SwitchingClock({ ...this.#options, mode, start })
  }

  get mode(): ClockMode {
    return this.#current.mode
  }

  /** Goes on in another mode from the time it is now. */
  switchTo(mode: ClockMode): void {
    if (mode === this.mode) return
    this.#current.stop()
    this.#current = this.#begin(mode, this.#current.now())
  }

  /** Goes to a time, in a mode; what is due stays due. */
  goTo(mode: ClockMode, now: number): void {
    this.#current.stop()
    this.#current = this.#begin(mode, now)
  }

  now(): number {
    return this.#current.now()
  }

  wallNow(): number {
    return this.#current.wallNow()
  }

  schedule(due: number, kind: TimerKind, fire: () => void): Timer {
    return this.#current.schedule(due, kind, fire)
  }

  cancel(timer: Timer): void {
    this.#current.cancel(timer)
  }

  enter(): () => void {
    return this.#current.enter()
  }

  advance(milliseconds: number): Promise<void> {
    return this.#current.advance(milliseconds)
  }

  stop(): void {
    this.#current.stop()
    this.#schedule.timeline.clear()
  }

  #begin(mode: ClockMode, start: number | undefined): Clock {
    if (mode === 'real') return new RealClock(this.#schedule, start)
    const { settle, patience } = this.#options
    return new VirtualClock(this.#schedule, { start: start ?? Date.now(), auto: mode === 'auto', settle, patience })
  }
}
