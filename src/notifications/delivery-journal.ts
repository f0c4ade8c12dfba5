import { Journal } from '../engine/journal.js'
import type { Delivery } from './delivery.js'

export type DeliveryListener = (delivery: Delivery) => void

const deliveriesKept = 2_000
/** How many characters all of them may have: the roster of a large meeting has a million. */
const longestKept = 32 * 1024 * 1024

/** Every notification of each tenant with what became of it. */
export class DeliveryJournal {
  #tenants = new Map<string, Journal<Delivery>>()
  #listeners: DeliveryListener[] = []

  of(tenantId: string): Journal<Delivery> {
    const existing = this.#tenants.get(tenantId)
    if (existing !== undefined) return existing
    const journal = new Journal<Delivery>(deliveriesKept, { most: longestKept, weigh: ({ body }) => body.length })
    this.#tenants.set(tenantId, journal)
    return journal
  }

  /** Hears of each delivery when it is added and whenever it changes. */
  listen(listener: DeliveryListener): void {
    this.#listeners.push(listener)
  }

  add(delivery: Omit<Delivery, 'sequence'>): Delivery {
    const added = this.of(delivery.tenantId).append(sequence => ({ ...delivery, sequence }))
    for (const listener of this.#listeners) listener(added)
    return added
  }

  changed(delivery: Delivery): void {
    this.of(delivery.tenantId).touch()
    for (const listener of this.#listeners) listener(delivery)
  }

  reset(tenantId?: string): void {
    if (tenantId === undefined) this.#tenants.clear()
    else this.#tenants.delete(tenantId)
  }
}
