import { z } from 'zod'
import { isoDuration } from './duration.js'
import { graphId, openType, optional, parameters } from './graph-type.js'

const percentage = optional(z.number().min(0).max(100))
const count = optional(z.number().min(0))
const lasting = optional(isoDuration)

/** One stream of media; the tag says which kind, and all that is measured is optional. */
const mediaQualityIn = openType({
  '@odata.type': optional(z.string()),
  channelIndex: optional(z.int()),
  mediaDuration: lasting,
  networkLinkSpeedInBytes: count,
  averageInboundJitter: lasting,
  averageInboundPacketLossRateInPercentage: percentage,
  averageInboundRoundTripDelay: lasting,
  averageOutboundJitter: lasting,
  averageOutboundPacketLossRateInPercentage: percentage,
  averageOutboundRoundTripDelay: lasting,
  maximumInboundJitter: lasting,
  maximumInboundPacketLossRateInPercentage: percentage,
  maximumInboundRoundTripDelay: lasting,
  maximumOutboundJitter: lasting,
  maximumOutboundPacketLossRateInPercentage: percentage,
  maximumOutboundRoundTripDelay: lasting,
  localIPAddress: optional(z.string()),
  localPort: optional(z.int().min(0).max(65_535)),
  remoteIPAddress: optional(z.string()),
  remotePort: optional(z.int().min(0).max(65_535))
})

/** Source: https://learn.microsoft.com/graph/api/call-logteleconferencedevicequality */
export const logTeleconferenceDeviceQualityIn = parameters('logTeleconferenceDeviceQuality', {
  quality: openType({
    callChainId: graphId,
    participantId: graphId,
    mediaLegId: graphId,
    deviceName: z.string().min(1),
    deviceDescription: optional(z.string()),
    mediaQualityList: z.array(mediaQualityIn)
  })
})
