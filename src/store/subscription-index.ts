import { claimsOf } from '../domain/subscriptions/limits.js'
import { topicsOf } from '../domain/subscriptions/resource.js'
import type { Subscription } from '../domain/subscriptions/subscription.js'

const nobody: ReadonlySet<string> = new Set()

/** Subscriptions by id, by what they listen to, and by what they are counted under: nothing is ever searched for. */
export class SubscriptionIndex {
  #subscriptions = new Map<string, Subscription>()
  #topics = new Map<string, Set<string>>()
  #claims = new Map<string, Set<string>>()

  get(id: string): Subscription | undefined {
    return this.#subscriptions.get(id)
  }

  claiming(claim: string): ReadonlySet<string> {
    return this.#claims.get(claim) ?? nobody
  }

  *listeners(topic: string): Iterable<Subscription> {
    for (const id of this.#topics.get(topic) ?? nobody) {
      const subscription = this.#subscriptions.get(id)
      if (subscription !== undefined) yield subscription
    }
  }

  all(): Iterable<Subscription> {
    return this.#subscriptions.values()
  }

  /** Takes in a subscription, or lets go of one that has ended. What it listens to never changes. */
  keep(subscription: Subscription): void {
    const { id, ended, about } = subscription
    const known = this.#subscriptions.has(id)
    if (ended) this.#subscriptions.delete(id)
    else this.#subscriptions.set(id, subscription)
    if (known && !ended) return
    for (const topic of topicsOf(about)) mark(this.#topics, topic, id, !ended)
    for (const claim of claimsOf(subscription)) mark(this.#claims, claim, id, !ended)
  }
}

function mark(index: Map<string, Set<string>>, name: string, id: string, there: boolean): void {
  const ids = index.get(name)
  if (there) {
    if (ids === undefined) index.set(name, new Set([id]))
    else ids.add(id)
    return
  }
  ids?.delete(id)
  if (ids?.size === 0) index.delete(name)
}
