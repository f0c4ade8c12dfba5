import { z } from 'zod'
import type { AudioRoutingGroup } from '../domain/calls/call.js'
import { closedType, enumeration, graphId, optional } from './graph-type.js'

const routingMode = enumeration(['oneToOne', 'multicast'])
const members = z.array(graphId)

/** Source: https://learn.microsoft.com/graph/api/resources/audioroutinggroup */
export const audioRoutingGroupIn = closedType('microsoft.graph.audioRoutingGroup', {
  id: z.string().min(1),
  routingMode,
  sources: members,
  receivers: members
}).transform(({ id, routingMode, sources, receivers }): AudioRoutingGroup => ({ id, routingMode, sources, receivers }))

/** A change names what it changes; the id can be repeated, but not changed. */
export const changedAudioRoutingGroupIn = closedType('microsoft.graph.audioRoutingGroup', {
  id: optional(z.string()),
  routingMode: optional(routingMode),
  sources: optional(members),
  receivers: optional(members)
}).transform(({ routingMode, sources, receivers }) => ({ routingMode, sources, receivers }))

export const audioRoutingGroupOut = z
  .object({
    '@odata.type': z.string(),
    '@odata.context': z.string().optional(),
    id: z.string(),
    routingMode: z.enum(['oneToOne', 'multicast']),
    sources: z.array(z.string()),
    receivers: z.array(z.string())
  })
  .meta({ id: 'microsoft.graph.audioRoutingGroup' })

export function audioRoutingGroupToWire(group: AudioRoutingGroup): z.input<typeof audioRoutingGroupOut> {
  const { id, routingMode, sources, receivers } = group
  return {
    '@odata.type': '#microsoft.graph.audioRoutingGroup',
    id,
    routingMode,
    sources: [...sources],
    receivers: [...receivers]
  }
}
