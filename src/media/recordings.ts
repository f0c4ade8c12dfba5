import { callLimits } from '../domain/calls/limits.js'
import type { Recording } from '../domain/calls/operations.js'
import type { Engine } from '../engine/engine.js'
import type { RecordedEvent } from '../engine/tenant.js'
import type { Speeches } from './speeches.js'
import { bytesIn, wavFile } from './wav.js'

/** What recordResponse recorded, waiting to be fetched. */
export interface KeptRecording {
  readonly accessToken: string
  readonly wav: Buffer
}

interface Kept extends KeptRecording {
  readonly tenantId: string
  readonly callId: string
  /** Milliseconds since 1970; undefined while the call lives. */
  goneAt?: number
}

/** Bytes that are kept; the oldest go first. */
const mostKept = 128 * 1024 * 1024

/** Recordings of calls, until some minutes after the call. */
export class Recordings {
  #engine: Engine
  #speeches: Speeches
  #kept = new Map<string, Kept>()
  #size = 0

  constructor(engine: Engine, speeches: Speeches) {
    this.#engine = engine
    this.#speeches = speeches
    engine.listen(event => this.#hear(event))
  }

  /** A recording by its id; undefined when there is none any more. */
  find(id: string): KeptRecording | undefined {
    const kept = this.#kept.get(id)
    if (kept === undefined || !this.#isGone(kept)) return kept
    this.#forget(id)
    return undefined
  }

  reset(tenantId?: string): void {
    for (const [id, kept] of this.#kept) if (tenantId === undefined || kept.tenantId === tenantId) this.#forget(id)
  }

  #isGone({ tenantId, goneAt }: Kept): boolean {
    return goneAt !== undefined && goneAt <= this.#engine.tenant(tenantId).clock.now()
  }

  #hear(event: RecordedEvent): void {
    if (event.type === 'operationEnded' && event.operation.recording && event.operation.status === 'completed') {
      this.#keep(event.tenantId, event.callId, event.operation.recording)
    }
    if (event.type === 'callTerminated') {
      const goneAt = event.at + callLimits.recordingKept
      for (const kept of this.#kept.values()) if (kept.callId === event.callId) kept.goneAt = goneAt
    }
  }

  #keep(tenantId: string, callId: string, recording: Recording): void {
    const wav = wavFile(this.#mixed(recording))
    this.#kept.set(recording.id, { tenantId, callId, accessToken: recording.accessToken, wav })
    this.#size += wav.length
    for (const id of this.#kept.keys()) {
      if (this.#size <= mostKept || id === recording.id) break
      this.#forget(id)
    }
  }

  /** Everything that was heard, each piece where it was said; those who speak at once are heard at once. */
  #mixed({ heard, lastedMs = 0 }: Recording): Buffer {
    const mixed = Buffer.alloc(bytesIn(lastedMs))
    for (const { speechId, offsetMs, skippedMs } of heard) {
      const said = this.#speeches.samples(speechId)?.subarray(bytesIn(skippedMs)) ?? Buffer.alloc(0)
      const start = bytesIn(offsetMs)
      for (let at = 0; at + 1 < said.length && start + at + 1 < mixed.length; at += 2) {
        const sum = mixed.readInt16LE(start + at) + said.readInt16LE(at)
        mixed.writeInt16LE(Math.max(-32_768, Math.min(32_767, sum)), start + at)
      }
    }
    return mixed
  }

  #forget(id: string): void {
    this.#size -= this.#kept.get(id)?.wav.length ?? 0
    this.#kept.delete(id)
  }
}
