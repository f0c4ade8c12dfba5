import type { Timer } from './timer.js'

/** Timers by the time they fall due: a binary heap in which any timer can be taken out in logarithmic time. */
export class TimerHeap {
  #heap: Timer[] = []

  get next(): Timer | undefined {
    return this.#heap[0]
  }

  get size(): number {
    return this.#heap.length
  }

  /** Takes in a timer that is in no heap. */
  add(timer: Timer): void {
    timer.index = this.#heap.length
    this.#heap.push(timer)
    this.#rise(timer)
  }

  /** Takes a timer out; harmless when it has fired or was cancelled before. */
  remove(timer: Timer): void {
    const { index } = timer
    if (index < 0) return
    timer.index = -1
    const last = this.#heap.pop()
    if (last === undefined || last === timer) return
    this.#place(last, index)
    this.#rise(last)
    this.#sink(last)
  }

  clear(): void {
    for (const timer of this.#heap) timer.index = -1
    this.#heap = []
  }

  #place(timer: Timer, index: number): void {
    this.#heap[index] = timer
    timer.index = index
  }

  #rise(timer: Timer): void {
    while (timer.index > 0) {
      const parentIndex = (timer.index - 1) >> 1
      const parent = this.#heap[parentIndex]
      if (parent === undefined || !before(timer, parent)) return
      this.#place(parent, timer.index)
      this.#place(timer, parentIndex)
    }
  }

  #sink(timer: Timer): void {
    for (;;) {
      const left = this.#heap[2 * timer.index + 1]
      const right = this.#heap[2 * timer.index + 2]
      if (left === undefined) return
      const child = right !== undefined && before(right, left) ? right : left
      if (!before(child, timer)) return
      const childIndex = child.index
      this.#place(child, timer.index)
      this.#place(timer, childIndex)
    }
  }
}

/** Which of two timers comes first. */
export function before(a: Timer, b: Timer): boolean {
  return a.due < b.due || (a.due === b.due && a.order < b.order)
}
