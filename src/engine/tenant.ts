import type { SwitchingClock } from '../clock/switching-clock.js'
import type { DueCommand } from '../domain/deadlines.js'
import type { Settings } from '../domain/settings.js'
import type { Event } from '../domain/state.js'
import type { Ids } from '../ids/ids.js'
import type { TenantSeed } from '../store/seed.js'
import { StateStore } from '../store/state-store.js'
import { Deadlines } from './deadlines.js'
import { type Entry, Journal, type Ordered } from './journal.js'

/** An event as it stands in the log: numbered within its tenant and dated by the clock. */
export type RecordedEvent = Event & Entry & Ordered & { readonly at: number; readonly tenantId: string }

/** How many events are kept. */
const eventsKept = 10_000

export interface TenantOptions {
  readonly seed: TenantSeed
  readonly settings: Settings
  readonly clock: SwitchingClock
  readonly ids: Ids
  /** Called with a command when its time has come. */
  readonly give: (command: DueCommand) => void
}

/**
 * A tenant's world: nothing in it is shared with another, so dropping it forgets everything at once. Only time may be: a
 * tenant lives by the emulator's clock unless it was given one of its own.
 */
export class Tenant {
  readonly seed: TenantSeed
  readonly clock: SwitchingClock
  readonly ids: Ids
  readonly state: StateStore
  readonly events = new Journal<RecordedEvent>(eventsKept)
  readonly deadlines: Deadlines
  #isOver = false
  #listeners = new Set<() => void>()

  constructor({ seed, settings, clock, ids, give }: TenantOptions) {
    this.seed = seed
    this.clock = clock
    this.ids = ids
    this.state = new StateStore(seed, settings)
    this.deadlines = new Deadlines(clock, give)
  }

  /** Whether this world is over: it was reset, or taken away. */
  get isOver(): boolean {
    return this.#isOver
  }

  /** Hears of its end; what it gives forgets about that. */
  atEnd(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  end(): void {
    this.#isOver = true
    this.deadlines.clear()
    for (const listener of this.#listeners) listener()
  }
}
