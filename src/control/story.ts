import { isOver } from '../notifications/delivery.js'
import type { ControlHouse } from './house.js'
import { sequenceDiagram } from './sequence-diagram.js'
import { anyCall } from './tenants.js'
import { waitFor } from './wait.js'

/** The story of a call as a sequence diagram, once all it caused is delivered, or after so many real milliseconds. */
export async function storyOf(
  { engine, requests, deliveries }: Pick<ControlHouse, 'engine' | 'requests' | 'deliveries'>,
  callId: string,
  waiting: number
): Promise<string> {
  const { tenant, call } = anyCall(engine, callId)
  const journal = deliveries.of(tenant.seed.id)
  const underWay = () =>
    Array.from(journal.since(0)).filter(delivery => delivery.callId === callId && !isOver(delivery))
  await waitFor([journal], waiting, underWay, ({ length }) => length === 0)
  return sequenceDiagram(tenant.state, call, {
    events: tenant.events.since(0),
    requests: requests.journal.since(0),
    deliveries: journal.since(0)
  })
}
