import type { ClockMode } from '../clock/clock.js'
import type { SwitchingClock } from '../clock/switching-clock.js'
import type { Engine, TenantSnapshot } from './engine.js'

/** The form of snapshots; another one is not read. */
export const snapshotFormat = 1

/** The world at a moment, with what was due. Journals, and notifications on their way, are not in it. */
export interface Snapshot {
  readonly format: typeof snapshotFormat
  /** Of the program that wrote it. */
  readonly version: string
  readonly clock: { readonly mode: ClockMode; readonly now: number }
  readonly tenants: readonly TenantSnapshot[]
}

/** Writes the world down, and goes back to what was written. */
export class Snapshots {
  #engine: Engine
  #clock: SwitchingClock
  #version: string
  #loaded: Snapshot | undefined

  constructor(engine: Engine, clock: SwitchingClock, version: string) {
    this.#engine = engine
    this.#clock = clock
    this.#version = version
  }

  take(): Snapshot {
    const clock = { mode: this.#clock.mode, now: this.#clock.now() }
    return { format: snapshotFormat, version: this.#version, clock, tenants: this.#engine.snapshot() }
  }

  /** From now on the world begins as in a snapshot; a reset is what begins it. */
  beginWith(snapshot: Snapshot): void {
    this.#loaded = snapshot
    this.#engine.beginWith(snapshot.tenants)
  }

  /** Time goes back with everything else. */
  resetClock(): void {
    if (this.#loaded !== undefined) this.#clock.goTo(this.#loaded.clock.mode, this.#loaded.clock.now)
  }
}
