import { type Clock, emptySchedule, type Schedule, TimeMovesByItself } from './clock.js'
import type { Timer, TimerKind } from './timer.js'

/** The longest wait `setTimeout` takes; a later timer is reached in several waits. */
const longestWait = 2 ** 31 - 1

/** Time as on the wall: one system timer, always set to the earliest of ours. */
export class RealClock implements Clock {
  readonly mode = 'real'
  #schedule: Schedule
  /** How far this clock is from the wall; not zero after time has been moved. */
  #offset: number
  #wakeUp: NodeJS.Timeout | undefined
  #wakesAt = Number.POSITIVE_INFINITY

  constructor(schedule: Schedule = emptySchedule(), start?: number) {
    this.#schedule = schedule
    this.#offset = start === undefined ? 0 : start - Date.now()
    this.#arm()
  }

  now(): number {
    return Date.now() + this.#offset
  }

  wallNow(): number {
    return Date.now()
  }

  schedule(due: number, kind: TimerKind, fire: () => void): Timer {
    const timer = this.#schedule.timeline.add(due, kind, fire)
    if (due < this.#wakesAt) this.#arm()
    return timer
  }

  cancel(timer: Timer): void {
    this.#schedule.timeline.remove(timer)
  }

  enter(): () => void {
    return this.#schedule.inFlight.enter()
  }

  async advance(): Promise<void> {
    throw new TimeMovesByItself('This clock is real and moves by itself. Start with --clock virtual to move it.')
  }

  stop(): void {
    clearTimeout(this.#wakeUp)
    this.#wakesAt = Number.NEGATIVE_INFINITY
  }

  #arm(): void {
    clearTimeout(this.#wakeUp)
    const next = this.#schedule.timeline.next
    this.#wakesAt = next?.due ?? Number.POSITIVE_INFINITY
    if (next === undefined) return
    this.#wakeUp = setTimeout(() => this.#wake(), Math.min(Math.max(next.due - this.now(), 0), longestWait))
  }

  #wake(): void {
    const { timeline } = this.#schedule
    for (let next = timeline.next; next !== undefined && next.due <= this.now(); next = timeline.next) {
      timeline.remove(next)
      next.fire()
    }
    this.#arm()
  }
}
