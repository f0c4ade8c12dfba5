import type { Clock, Schedule } from './clock.js'
import type { InFlight } from './in-flight.js'
import { Silence } from './silence.js'
import type { Timeline } from './timeline.js'
import type { Timer, TimerKind } from './timer.js'

export interface VirtualClockOptions {
  /** Where time begins, in milliseconds since 1970. */
  start: number
  /** Whether time jumps on by itself whenever nothing is in flight. */
  auto: boolean
  /** Real milliseconds of silence, see {@link Silence}, after which the outside is taken to have finished reacting. */
  settle: number
  /** Real milliseconds of silence after which an automatic clock lets somebody's time to act run out. */
  patience: number
}

/**
 * Time that is moved. Each step goes to the next time something is due, fires it, and waits for its consequences: what
 * is in flight comes back, and the bot has had a moment to act on it. Jumping first and firing later would let a
 * prompt end before the notification that it began has been answered.
 */
export class VirtualClock implements Clock {
  #options: VirtualClockOptions
  #now: number
  #timeline: Timeline
  #inFlight: InFlight
  #silence = new Silence()
  #begunAtLastStep = 0
  #advancing: Promise<void> = Promise.resolve()

  constructor(schedule: Schedule, options: VirtualClockOptions) {
    this.#timeline = schedule.timeline
    this.#inFlight = schedule.inFlight
    this.#inFlight.onIdle = () => this.#watch()
    this.#options = options
    this.#now = options.start
    this.#watch()
  }

  get mode(): 'virtual' | 'auto' {
    return this.#options.auto ? 'auto' : 'virtual'
  }

  now(): number {
    return this.#now
  }

  wallNow(): number {
    return Date.now()
  }

  schedule(due: number, kind: TimerKind, fire: () => void): Timer {
    const timer = this.#timeline.add(Math.max(due, this.#now), kind, fire)
    this.#watch()
    return timer
  }

  cancel(timer: Timer): void {
    this.#timeline.remove(timer)
  }

  enter(): () => void {
    return this.#inFlight.enter()
  }

  /** Moves time on; a second call waits for the first. Resolves when the last consequence has settled. */
  advance(milliseconds: number): Promise<void> {
    this.#advancing = this.#advancing.then(() => this.#advanceTo(this.#now + milliseconds))
    return this.#advancing
  }

  stop(): void {
    this.#silence.cancel()
    this.#inFlight.onIdle = () => {}
    this.#options = { ...this.#options, auto: false }
  }

  async #advanceTo(end: number): Promise<void> {
    await this.#settled()
    for (let next = this.#timeline.next; next !== undefined && next.due <= end; next = this.#timeline.next) {
      this.#stepTo(next.due)
      await this.#settled()
    }
    this.#now = Math.max(this.#now, end)
  }

  /** Goes to a time at which something is due and fires all of it; a thousand calls answered at once are one step. */
  #stepTo(due: number): void {
    this.#begunAtLastStep = this.#inFlight.begun
    this.#now = due
    for (let timer = this.#timeline.next; timer !== undefined && timer.due <= due; timer = this.#timeline.next) {
      this.#timeline.remove(timer)
      timer.fire()
    }
  }

  /** Waits until nothing is in flight and, if anything was, until the outside has been silent for a moment. */
  async #settled(): Promise<void> {
    let seen = this.#begunAtLastStep
    await this.#inFlight.idle()
    while (this.#inFlight.begun !== seen) {
      seen = this.#inFlight.begun
      await new Promise<void>(resolve => new Silence().await(this.#options.settle, resolve))
      await this.#inFlight.idle()
    }
  }

  /** Under `auto`: jumps to the next timer once the outside has been silent for as long as that timer deserves. */
  #watch(): void {
    if (!this.#options.auto || this.#inFlight.count > 0) return
    this.#silence.cancel()
    const { awaited } = this.#timeline
    if (awaited === undefined) return
    const begun = this.#inFlight.begun
    this.#silence.await(this.#silenceBefore(awaited), () => {
      const { next, awaited: first } = this.#timeline
      if (next === undefined || first === undefined || this.#inFlight.count > 0) return
      if (first !== awaited || this.#inFlight.begun !== begun) return this.#watch()
      // What lapses on the way does so at its own time.
      this.#stepTo(next.due)
      this.#watch()
    })
  }

  #silenceBefore(timer: Timer): number {
    if (timer.kind === 'expiry') return this.#options.patience
    return this.#inFlight.begun === this.#begunAtLastStep ? 0 : this.#options.settle
  }
}
