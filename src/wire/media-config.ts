import { z } from 'zod'
import type { MediaConfig, MediaInfo } from '../domain/calls/call.js'
import { closedType, odataType, optional } from './graph-type.js'

/** A sound file. Source: https://learn.microsoft.com/graph/api/resources/mediainfo */
export const mediaInfoIn = closedType('microsoft.graph.mediaInfo', {
  uri: z.string().min(1),
  resourceId: optional(z.string())
}).transform(({ uri, resourceId }): MediaInfo => ({ uri, resourceId }))

/** Who handles the media. The tag is required: nothing else tells the two kinds apart. */
export const mediaConfigIn = closedType('microsoft.graph.mediaConfig', {
  '@odata.type': odataType(['serviceHostedMediaConfig', 'appHostedMediaConfig']),
  preFetchMedia: optional(z.array(mediaInfoIn)),
  blob: optional(z.string()),
  /** Only in Microsoft's samples. */
  removeFromDefaultAudioGroup: optional(z.boolean())
}).transform((config): MediaConfig => {
  if (config['@odata.type'] === 'appHostedMediaConfig') return { kind: 'appHosted', blob: config.blob ?? '' }
  return { kind: 'serviceHosted', preFetchMedia: config.preFetchMedia ?? [] }
})

const mediaInfoOut = z.object({
  '@odata.type': z.string(),
  uri: z.string(),
  resourceId: z.string().nullable()
})

export const mediaConfigOut = z
  .object({
    '@odata.type': z.string(),
    preFetchMedia: z.array(mediaInfoOut).optional(),
    blob: z.string().optional()
  })
  .meta({ id: 'microsoft.graph.mediaConfig' })

export function mediaConfigToWire(config: MediaConfig): z.input<typeof mediaConfigOut> {
  if (config.kind === 'appHosted') return { '@odata.type': '#microsoft.graph.appHostedMediaConfig', blob: config.blob }
  return {
    '@odata.type': '#microsoft.graph.serviceHostedMediaConfig',
    preFetchMedia: config.preFetchMedia.map(({ uri, resourceId }) => ({
      '@odata.type': '#microsoft.graph.mediaInfo',
      uri,
      resourceId: resourceId ?? null
    }))
  }
}
