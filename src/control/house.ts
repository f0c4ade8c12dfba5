import type { OpenAPIV3_1 } from 'openapi-types'
import type { SwitchingClock } from '../clock/switching-clock.js'
import type { Engine } from '../engine/engine.js'
import type { Snapshots } from '../engine/snapshots.js'
import type { Faults } from '../faults/faults.js'
import type { RequestJournal } from '../http/request-journal.js'
import type { Throttle } from '../http/throttling/throttle.js'
import type { SigningKeys } from '../identity/signing-keys.js'
import type { Ids } from '../ids/ids.js'
import type { Speeches } from '../media/speeches.js'
import type { DeliveryJournal } from '../notifications/delivery-journal.js'
import type { Dispatcher } from '../notifications/dispatcher.js'
import type { Journals } from './journals.js'

/** What the control API is built on: everything a person, a test or the console may do to the world. */
export interface ControlHouse {
  readonly engine: Engine
  readonly clock: SwitchingClock
  readonly ids: Ids
  readonly requests: RequestJournal
  readonly deliveries: DeliveryJournal
  readonly journals: Journals
  readonly dispatcher: Dispatcher
  readonly speeches: Speeches
  readonly throttle: Throttle
  readonly faults: Faults
  readonly keys: SigningKeys
  readonly snapshots: Snapshots
  readonly caCertificate: string
  readonly version: string
  /** Milliseconds since 1970, on the wall. */
  readonly startedAt: number
  /** Required of every request, as a bearer token, when set. */
  readonly controlToken: string | undefined
  /** Takes one tenant, or everything, back to the seed. */
  reset(tenantId?: string): void
  /** The published document of an API. */
  openApi(name: string): OpenAPIV3_1.Document | undefined
}
