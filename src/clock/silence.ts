import { performance } from 'node:perf_hooks'

/** However busy this process is, silence is not waited for longer than so many times its length. */
const longest = 100

/**
 * Waits for so many real milliseconds in which this process had nothing to do. On a busy machine a bot beside us, or what
 * it has sent and we have not read yet, is late without being silent.
 */
export class Silence {
  #timer: NodeJS.Timeout | undefined

  /** Calls `then` once it has been silent for so long. Begins anew when it was waiting before. */
  await(milliseconds: number, then: () => void): void {
    clearTimeout(this.#timer)
    const idle = idleTime()
    const begun = performance.now()
    const look = () => {
      const left = milliseconds - (idleTime() - idle)
      if (left <= 0 || performance.now() - begun > milliseconds * longest) return then()
      this.#timer = setTimeout(look, Math.ceil(left))
    }
    this.#timer = setTimeout(look, milliseconds)
  }

  cancel(): void {
    clearTimeout(this.#timer)
  }
}

/** Milliseconds that the event loop has waited for something to do, so far. */
function idleTime(): number {
  return performance.eventLoopUtilization().idle
}
