/** Something that happened, numbered. */
export interface Entry {
  readonly sequence: number
}

/** Where something stands among everything that happened in one emulator, whichever journal tells it. */
export interface Ordered {
  readonly order: number
}

/** A bounded, numbered list of what happened, that can be read from any number on and waited for. */
export class Journal<T extends Entry> {
  #capacity: number
  #entries: (T | undefined)[] = []
  #sequence = 0
  #waiting: (() => void)[] = []

  constructor(capacity: number) {
    this.#capacity = capacity
  }

  /** The number of the newest entry; 0 before the first. */
  get sequence(): number {
    return this.#sequence
  }

  append(write: (sequence: number) => T): T {
    const entry = write(++this.#sequence)
    this.#entries[(this.#sequence - 1) % this.#capacity] = entry
    this.touch()
    return entry
  }

  /** The entries after a number, oldest first; those that no longer fit are gone. */
  *since(sequence: number): Iterable<T> {
    const oldest = Math.max(sequence, this.#sequence - this.#entries.length)
    for (let number = oldest + 1; number <= this.#sequence; number++) {
      const entry = this.#entries[(number - 1) % this.#capacity]
      if (entry !== undefined) yield entry
    }
  }

  /** Drops the entries in question; the others keep their numbers. */
  forget(unwanted: (entry: T) => boolean): void {
    for (const [index, entry] of this.#entries.entries()) {
      if (entry !== undefined && unwanted(entry)) this.#entries[index] = undefined
    }
  }

  /** Tells those who wait that there is something to look at: a new entry, or an old one that changed. */
  touch(): void {
    if (this.#waiting.length === 0) return
    const waiting = this.#waiting
    this.#waiting = []
    for (const resume of waiting) resume()
  }

  /** Resolves at the next change. */
  changed(): Promise<void> {
    return new Promise(resolve => this.#waiting.push(resolve))
  }
}
