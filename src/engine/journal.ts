/** Something that happened, numbered. */
export interface Entry {
  readonly sequence: number
}

/** Where something stands among everything that happened in one emulator, whichever journal tells it. */
export interface Ordered {
  readonly order: number
}

/** How much of something may be kept. */
export interface WeightLimit<T> {
  readonly most: number
  weigh(entry: T): number
}

/** A bounded, numbered list of what happened, that can be read from any number on and waited for. */
export class Journal<T extends Entry> {
  #capacity: number
  #entries: (T | undefined)[] = []
  #sequence = 0
  #waiting = new Set<() => void>()
  #limit: WeightLimit<T> | undefined
  #weight = 0
  /** The oldest entry that has not been dropped for its weight. */
  #oldest = 1

  /** @param limit Drops the oldest entries beyond a weight, too. */
  constructor(capacity: number, limit?: WeightLimit<T>) {
    this.#capacity = capacity
    this.#limit = limit
  }

  /** The number of the newest entry; 0 before the first. */
  get sequence(): number {
    return this.#sequence
  }

  append(write: (sequence: number) => T): T {
    const entry = write(++this.#sequence)
    this.#drop(this.#sequence - this.#capacity)
    this.#entries[(this.#sequence - 1) % this.#capacity] = entry
    this.#lighten(entry)
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
      if (entry === undefined || !unwanted(entry)) continue
      if (this.#limit !== undefined) this.#weight -= this.#limit.weigh(entry)
      this.#entries[index] = undefined
    }
  }

  /** Tells those who wait that there is something to look at: a new entry, or an old one that changed. */
  touch(): void {
    if (this.#waiting.size === 0) return
    const waiting = this.#waiting
    this.#waiting = new Set()
    for (const resume of waiting) resume()
  }

  /** Resumes at the next change, once; what it gives forgets about that. */
  atNextChange(resume: () => void): () => void {
    this.#waiting.add(resume)
    return () => this.#waiting.delete(resume)
  }

  #lighten(added: T): void {
    if (this.#limit === undefined) return
    this.#weight += this.#limit.weigh(added)
    while (this.#weight > this.#limit.most && this.#oldest < this.#sequence) this.#drop(this.#oldest)
  }

  #drop(sequence: number): void {
    if (sequence < this.#oldest) return
    const index = (sequence - 1) % this.#capacity
    const entry = this.#entries[index]
    if (entry !== undefined && this.#limit !== undefined) this.#weight -= this.#limit.weigh(entry)
    this.#entries[index] = undefined
    this.#oldest = sequence + 1
  }
}
