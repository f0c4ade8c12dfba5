/**
 * Counts what is going on between Ringback and the outside: requests being answered, notifications being posted,
 * prompts being fetched. Time that is not real must not move while any of it is.
 */
export class InFlight {
  #count = 0
  #begun = 0
  #waiting: (() => void)[] = []
  /** Called each time the last thing in flight is over. */
  onIdle: () => void = () => {}

  get count(): number {
    return this.#count
  }

  /** How many things have begun so far; unchanged between two looks means that nothing happened in between. */
  get begun(): number {
    return this.#begun
  }

  /** Marks the beginning of something; call what it returns when that is over (a second call does nothing). */
  enter(): () => void {
    this.#count++
    this.#begun++
    let open = true
    return () => {
      if (!open) return
      open = false
      if (--this.#count > 0) return
      const waiting = this.#waiting
      this.#waiting = []
      for (const resume of waiting) resume()
      this.onIdle()
    }
  }

  /** Resolves as soon as nothing is in flight. */
  idle(): Promise<void> {
    if (this.#count === 0) return Promise.resolve()
    return new Promise(resolve => this.#waiting.push(resolve))
  }
}
