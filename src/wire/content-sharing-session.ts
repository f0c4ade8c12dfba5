import { z } from 'zod'
import type { ContentSharing } from '../domain/conversations/conversation.js'

/** A presentation in a call. Source: https://learn.microsoft.com/graph/api/resources/contentsharingsession */
export const contentSharingSessionOut = z
  .object({ '@odata.type': z.string(), '@odata.context': z.string().optional(), id: z.string() })
  .meta({ id: 'microsoft.graph.contentSharingSession' })

export function contentSharingSessionToWire({ id }: ContentSharing): z.input<typeof contentSharingSessionOut> {
  return { '@odata.type': '#microsoft.graph.contentSharingSession', id }
}
