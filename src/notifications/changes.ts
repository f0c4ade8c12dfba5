import type { Event } from '../domain/state.js'
import type { ChangeType, Subscription } from '../domain/subscriptions/subscription.js'

/** Something that subscriptions tell of. */
export interface Change {
  /** Under which those who listen are found. */
  readonly topics: readonly string[]
  readonly changeType: ChangeType
  /** The path of what changed; it may depend on how somebody subscribed. */
  resource(subscription: Subscription): string
  /** What is told openly. */
  readonly resourceData: { readonly id: string } & Readonly<Record<string, unknown>>
  /** What is told encrypted, to those who asked for it. */
  readonly content: object
}

/** What an event changes for those who listen; most change nothing. The one place where a subject is added. */
export function changesOf(event: Event): Change[] {
  switch (event.type) {
    case 'presenceChanged': {
      const { userId: id, availability, activity } = event
      const resourceData = { '@odata.type': '#microsoft.graph.presence', '@odata.id': `users/${id}/presence`, id }
      return [
        {
          topics: [`presence/${id}`],
          changeType: 'updated',
          resource: () => `communications/presences/${id}`,
          resourceData,
          content: { ...resourceData, availability, activity }
        }
      ]
    }
    default:
      return []
  }
}
