import type { Clock } from '../clock/clock.js'
import type { DueCommand } from '../domain/deadlines.js'
import type { Settings } from '../domain/settings.js'
import type { Event } from '../domain/state.js'
import type { TenantSeed } from '../store/seed.js'
import { StateStore } from '../store/state-store.js'
import { Deadlines } from './deadlines.js'
import { type Entry, Journal, type Ordered } from './journal.js'

/** An event as it stands in the log: numbered within its tenant and dated by the clock. */
export type RecordedEvent = Event & Entry & Ordered & { readonly at: number; readonly tenantId: string }

/** How many events are kept. */
const eventsKept = 10_000

/** A tenant's world: nothing in it is shared with another, so dropping it forgets everything at once. */
export class Tenant {
  readonly seed: TenantSeed
  readonly state: StateStore
  readonly events = new Journal<RecordedEvent>(eventsKept)
  readonly deadlines: Deadlines

  constructor(seed: TenantSeed, settings: Settings, clock: Clock, give: (command: DueCommand) => void) {
    this.seed = seed
    this.state = new StateStore(seed, settings)
    this.deadlines = new Deadlines(clock, give)
  }
}
