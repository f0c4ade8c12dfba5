import { before, TimerHeap } from './timer-heap.js'

/**
 * What kind of waiting a timer stands for. `progress` is our own far side moving on (media connects, a prompt
 * ends); `expiry` is somebody running out of time to act (the bot did not answer); `lapse` is what would come about if
 * nobody did anything for long (a subscription ends, somebody's presence fades). An automatic clock hurries to the
 * first, is patient with the second, and meets the third only on its way: nobody waits for it.
 */
export type TimerKind = 'progress' | 'expiry' | 'lapse'

export interface Timer {
  readonly due: number
  readonly kind: TimerKind
  readonly fire: () => void
  /** Position in the heap, kept so that cancelling needs no search; -1 once fired or cancelled. */
  index: number
  /** Breaks ties: of two timers due together, the one set first fires first. */
  readonly order: number
}

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
