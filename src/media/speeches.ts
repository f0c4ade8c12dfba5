import { LRUCache } from 'lru-cache'
import type { Clock } from '../clock/clock.js'
import type { Ids } from '../ids/ids.js'
import { NotFetched, PromptFetch } from './prompt-fetch.js'
import { NotSpoken, Synthesiser } from './synthesiser.js'
import { durationOf, NotPlayable, samplesOf } from './wav.js'

/** What somebody at the far end is to say: a WAV file by address or as base64, a text, or nothing for a while. */
export type Utterance =
  | { readonly audio: string }
  | { readonly text: string }
  /** Milliseconds. */
  | { readonly silence: number }

/** Something said, by its id; silence has no voice. */
export interface Speech {
  readonly speechId: string
  readonly durationMs: number
  readonly voice: boolean
}

/** Why something cannot be said, in words for the user. */
export class NotSayable extends Error {}

/** Bytes of speech that are remembered, for recordings that may still want it. */
const remembered = 64 * 1024 * 1024

/** What is said at the far end, as samples. */
export class Speeches {
  #fetch = new PromptFetch()
  #synthesiser = new Synthesiser()
  #samples = new LRUCache<string, Buffer>({ maxSize: remembered, sizeCalculation: samples => samples.length || 1 })

  /** Makes ready what is to be said, while time waits. Throws {@link NotSayable}. */
  async prepare(utterance: Utterance, { clock, ids }: { clock: Clock; ids: Ids }): Promise<Speech> {
    const speechId = ids.guid()
    if ('silence' in utterance) return { speechId, durationMs: utterance.silence, voice: false }
    const leave = clock.enter()
    try {
      const samples = samplesOf(await this.#wavOf(utterance))
      this.#samples.set(speechId, samples)
      return { speechId, durationMs: durationOf(samples), voice: true }
    } catch (error) {
      if (error instanceof NotFetched || error instanceof NotPlayable || error instanceof NotSpoken) {
        throw new NotSayable(error.message)
      }
      throw error
    } finally {
      leave()
    }
  }

  /** 16 kHz, 16-bit, mono; undefined once forgotten. */
  samples(speechId: string): Buffer | undefined {
    return this.#samples.get(speechId)
  }

  async close(): Promise<void> {
    await Promise.all([this.#fetch.close(), this.#synthesiser.close()])
  }

  #wavOf(utterance: { audio: string } | { text: string }): Promise<Buffer> {
    if ('text' in utterance) return this.#synthesiser.speak(utterance.text)
    return /^https?:/.test(utterance.audio)
      ? this.#fetch.get(utterance.audio)
      : Promise.resolve(Buffer.from(utterance.audio, 'base64'))
  }
}
