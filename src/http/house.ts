import type { Clock } from '../clock/clock.js'
import type { Engine } from '../engine/engine.js'
import type { Faults } from '../faults/faults.js'
import type { Authenticate } from '../identity/authenticate.js'
import type { Ids } from '../ids/ids.js'
import type { Subscribing } from '../notifications/subscribing.js'
import type { RequestJournal } from './request-journal.js'
import type { Throttle } from './throttling/throttle.js'

/** What the routes are built on. */
export interface House {
  readonly clock: Clock
  readonly ids: Ids
  readonly engine: Engine
  readonly authenticate: Authenticate
  readonly requests: RequestJournal
  readonly throttle: Throttle
  readonly faults: Faults
  readonly subscribing: Subscribing
  /** What recordResponse recorded, by its id, for as long as it is kept. */
  recording(id: string): { readonly accessToken: string; readonly wav: Buffer } | undefined
}
