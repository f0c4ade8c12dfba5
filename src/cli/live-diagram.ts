import type { ControlClient } from '../testing/control-client.js'

/** How long it is waited for something to happen before one looks again: replies and deliveries are no events. */
const lookEvery = 'PT0.2S'

/** The sequence diagram of a call as it grows: each line is written once, as soon as it is there. */
export class LiveDiagram {
  #control: ControlClient
  #callId: string
  #write: (text: string) => void
  /** How often each line has been written. */
  #written = new Map<string, number>()

  constructor(control: ControlClient, callId: string, write: (text: string) => void) {
    this.#control = control
    this.#callId = callId
    this.#write = write
  }

  /** Writes while something goes on, and then what is left: what was on its way when that was over. */
  async during(something: Promise<void>): Promise<void> {
    let isOver = false
    const over = something.finally(() => {
      isOver = true
    })
    for (let since = 0; !isOver; ) {
      const next = { callId: this.#callId, since, wait: lookEvery }
      const { value } = await this.#control.get<{ value: { sequence: number }[] }>('/events', next)
      since = value.at(-1)?.sequence ?? since
      await this.#look('')
    }
    await over
    await this.#look('?wait=PT1S')
  }

  async #look(query: string): Promise<void> {
    const diagram = await this.#control.text(`/calls/${this.#callId}/diagram${query}`)
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
