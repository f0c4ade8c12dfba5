import type { Engine } from '../engine/engine.js'
import type { Entry, Journal } from '../engine/journal.js'
import type { RecordedEvent, Tenant } from '../engine/tenant.js'
import type { RequestEntry, RequestJournal } from '../http/request-journal.js'
import type { Delivery } from '../notifications/delivery.js'
import type { DeliveryJournal } from '../notifications/delivery-journal.js'
import {
  type DeliveryWire,
  deliveryToWire,
  type EventWire,
  eventToWire,
  type RequestWire,
  requestToWire
} from './journal-wire.js'

/** Which entries are wanted; what is left out matches all. */
export interface JournalFilter {
  readonly tenantId?: string | undefined
  readonly callId?: string | undefined
  readonly type?: string | undefined
  /** Only those after this number. */
  readonly since?: number | undefined
}

interface Told {
  readonly callId?: string | undefined
  readonly tenantId?: string | undefined
  readonly type?: string | undefined
}

/** What happened, what bots asked and what they were told, as the control API tells it: oldest first. */
export class Journals {
  #engine: Engine
  #requests: RequestJournal
  #deliveries: DeliveryJournal

  constructor(engine: Engine, requests: RequestJournal, deliveries: DeliveryJournal) {
    this.#engine = engine
    this.#requests = requests
    this.#deliveries = deliveries
  }

  events(filter: JournalFilter = {}): EventWire[] {
    return told(this.eventsOf(filter.tenantId), filter, eventToWire)
  }

  deliveries(filter: JournalFilter = {}): DeliveryWire[] {
    return told(this.deliveriesOf(filter.tenantId), filter, deliveryToWire)
  }

  /** Those of all tenants are in one journal, and with them those of nobody: a token that was refused tells no tenant. */
  requests(filter: JournalFilter = {}): RequestWire[] {
    return told(this.requestsOfAll(), filter, requestToWire)
  }

  eventsOf(tenantId: string | undefined): Journal<RecordedEvent>[] {
    return this.#tenants(tenantId).map(({ events }) => events)
  }

  deliveriesOf(tenantId: string | undefined): Journal<Delivery>[] {
    return this.#tenants(tenantId).map(({ seed }) => this.#deliveries.of(seed.id))
  }

  requestsOfAll(): Journal<RequestEntry>[] {
    return [this.#requests.journal]
  }

  #tenants(tenantId: string | undefined): Tenant[] {
    return tenantId === undefined ? Array.from(this.#engine.tenants()) : [this.#engine.tenant(tenantId)]
  }
}

function told<T extends Entry & Told, W>(
  journals: readonly Journal<T>[],
  { since = 0, ...filter }: JournalFilter,
  toWire: (entry: T) => W
): W[] {
  // Most are about other calls, so that those who wait for one would have all others written for nothing.
  return journals.flatMap(journal =>
    Array.from(journal.since(since))
      .filter(entry => matches(entry, filter))
      .map(toWire)
  )
}

function matches(entry: Told, { callId, type, tenantId }: JournalFilter): boolean {
  return (
    (callId === undefined || entry.callId === callId) &&
    (type === undefined || entry.type === type) &&
    (tenantId === undefined || entry.tenantId === undefined || entry.tenantId === tenantId)
  )
}
