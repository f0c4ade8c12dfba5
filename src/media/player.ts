import { LRUCache } from 'lru-cache'
import type { MediaInfo } from '../domain/calls/call.js'
import type { Operation } from '../domain/calls/operations.js'
import type { PromptFails, PromptLoaded } from '../domain/calls/service-commands.js'
import { Refusal } from '../domain/refusals.js'
import type { Engine } from '../engine/engine.js'
import type { RecordedEvent } from '../engine/tenant.js'
import { NotFetched, PromptFetch } from './prompt-fetch.js'
import { NotPlayable, wavDuration } from './wav.js'

export interface PlayerOptions {
  engine: Engine
  onDefect: (error: unknown) => void
}

/** How many prompts are known by their `resourceId`, so that they need not be fetched again. */
const resourcesKnown = 1_000

/** Fetches what a call has to play, when its turn comes or when the bot said it will be needed, and tells its length. */
export class Player {
  #options: PlayerOptions
  #fetch = new PromptFetch()
  #durations = new LRUCache<string, number>({ max: resourcesKnown })

  constructor(options: PlayerOptions) {
    this.#options = options
    options.engine.listen(event => this.#hear(event))
  }

  /** Forgets the prompts it knows. */
  reset(): void {
    this.#durations.clear()
  }

  close(): Promise<void> {
    return this.#fetch.close()
  }

  #hear(event: RecordedEvent): void {
    if (event.type === 'promptStarted') this.#play(event.tenantId, event.operation).catch(this.#options.onDefect)
    if (event.type === 'callEstablishing' && event.call.mediaConfig?.kind === 'serviceHosted') {
      for (const media of event.call.mediaConfig.preFetchMedia) this.#preFetch(event.tenantId, media)
    }
  }

  async #play(tenantId: string, operation: Operation): Promise<void> {
    const { engine } = this.#options
    const { clock } = engine.tenant(tenantId)
    const leave = clock.enter()
    const named = { callId: operation.callId, operationId: operation.id }
    try {
      const result = await this.#load(tenantId, operation.prompts ?? [])
      await engine.execute(tenantId, { ...named, ...result, at: clock.now() })
    } catch (error) {
      // The call ended while its prompt was fetched: nobody is left to hear it.
      if (!(error instanceof Refusal)) throw error
    } finally {
      leave()
    }
  }

  async #load(
    tenantId: string,
    prompts: readonly MediaInfo[]
  ): Promise<Pick<PromptLoaded, 'type' | 'durationMs'> | Pick<PromptFails, 'type' | 'ending' | 'detail'>> {
    let durationMs = 0
    for (const prompt of prompts) {
      try {
        durationMs += await this.#durationOf(tenantId, prompt)
      } catch (error) {
        return failure(error)
      }
    }
    return { type: 'promptLoaded', durationMs }
  }

  async #durationOf(tenantId: string, { uri, resourceId }: MediaInfo): Promise<number> {
    const name = resourceId === undefined ? undefined : `${tenantId}/${resourceId}`
    const known = name === undefined ? undefined : this.#durations.get(name)
    if (known !== undefined) return known
    const duration = wavDuration(await this.#fetch.get(uri))
    if (name !== undefined) this.#durations.set(name, duration)
    return duration
  }

  /** Whatever goes wrong here will go wrong again, and be told, when the prompt is played. */
  #preFetch(tenantId: string, media: MediaInfo): void {
    const leave = this.#options.engine.tenant(tenantId).clock.enter()
    this.#durationOf(tenantId, media)
      .catch(() => {})
      .finally(leave)
  }
}

function failure(error: unknown): Pick<PromptFails, 'type' | 'ending' | 'detail'> {
  if (error instanceof NotPlayable) return { type: 'promptFails', ending: 'mediaFileInvalid', detail: error.message }
  if (error instanceof NotFetched) return { type: 'promptFails', ending: 'mediaFileUnavailable', detail: error.message }
  throw error
}
