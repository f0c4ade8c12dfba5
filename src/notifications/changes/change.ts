import type { ChangeType, Subscription } from '../../domain/subscriptions/subscription.js'

/** Something that subscriptions tell of. */
export interface Change {
  /** Under which those who listen are found. */
  readonly topics: readonly string[]
  readonly changeType: ChangeType
  /** Whether it concerns a subscription that listens; all of them when absent. */
  concerns?(subscription: Subscription): boolean
  /** What is told; it may depend on how somebody subscribed. */
  tell(subscription: Subscription): Told
}

export interface Told {
  /** The path of what changed. */
  readonly resource: string
  /** What is told openly. */
  readonly resourceData: { readonly id: string } & Readonly<Record<string, unknown>>
  /** What is told encrypted, to those who asked for it. */
  readonly content: object
}
