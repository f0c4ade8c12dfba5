import type { CallHandle } from '../testing/call-handle.js'

/** Real milliseconds for something to happen before one looks again: replies and deliveries are no events. */
const lookEvery = 200

/** The sequence diagram of a call as it grows: each line is written once, as soon as it is there. */
export class LiveDiagram {
  #call: CallHandle
  #write: (text: string) => void
  /** How often each line has been written. */
  #written = new Map<string, number>()

  constructor(call: CallHandle, write: (text: string) => void) {
    this.#call = call
    this.#write = write
  }

  /** Writes while something goes on, and then what is left: what was on its way when that was over. */
  async during(something: Promise<void>): Promise<void> {
    let isOver = false
    const over = something.finally(() => {
      isOver = true
    })
    for (let since = 0; !isOver; ) {
      since = await this.#call.happens(since, lookEvery)
      this.#tell(await this.#call.diagram('PT0S'))
    }
    await over
    this.#tell(await this.#call.diagram())
  }

  #tell(diagram: string): void {
    const seen = new Map<string, number>()
    for (const line of diagram.trimEnd().split('\n')) {
      const times = (seen.get(line) ?? 0) + 1
      seen.set(line, times)
      if (times <= (this.#written.get(line) ?? 0)) continue
      this.#written.set(line, times)
      this.#write(`${line}\n`)
    }
  }
}
