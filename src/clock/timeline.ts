import type { Timer, TimerKind } from './timer.js'
import { before, TimerHeap } from './timer-heap.js'

/** Timers by the time they fall due. */
export class Timeline {
  #awaited = new TimerHeap()
  #lapses = new TimerHeap()
  #order = 0

  /** The first of all. */
  get next(): Timer | undefined {
    const { next: awaited } = this.#awaited
    const { next: lapse } = this.#lapses
    if (awaited === undefined || lapse === undefined) return awaited ?? lapse
    return before(lapse, awaited) ? lapse : awaited
  }

  /** The first of those that somebody waits for. */
  get awaited(): Timer | undefined {
    return this.#awaited.next
  }

  get size(): number {
    return this.#awaited.size + this.#lapses.size
  }

  add(due: number, kind: TimerKind, fire: () => void): Timer {
    const timer: Timer = { due, kind, fire, index: -1, order: this.#order++ }
    this.#of(timer).add(timer)
    return timer
  }

  /** Takes a timer out; harmless when it has fired or was cancelled before. */
  remove(timer: Timer): void {
    this.#of(timer).remove(timer)
  }

  clear(): void {
    this.#awaited.clear()
    this.#lapses.clear()
  }

  #of({ kind }: Timer): TimerHeap {
    return kind === 'lapse' ? this.#lapses : this.#awaited
  }
}
