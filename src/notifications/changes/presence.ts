import type { Event } from '../../domain/state.js'
import type { Change } from './change.js'

/** Source: https://learn.microsoft.com/graph/changenotifications-for-presence */
export function presenceChanges({
  userId: id,
  availability,
  activity
}: Extract<Event, { type: 'presenceChanged' }>): Change[] {
  const resourceData = { '@odata.type': '#microsoft.graph.presence', '@odata.id': `users/${id}/presence`, id }
  const told = {
    resource: `communications/presences/${id}`,
    resourceData,
    content: { ...resourceData, availability, activity }
  }
  return [{ topics: [`presence/${id}`], changeType: 'updated', tell: () => told }]
}
