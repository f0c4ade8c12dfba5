import { z } from 'zod'
import type { Session } from '../../domain/call-records/call-record.js'
import type { Modality } from '../../domain/calls/call.js'
import { partyOf } from '../../domain/directory/identity-set.js'
import { randomOf } from '../../random.js'
import { formatDuration } from '../duration.js'
import { dateTimeOffset } from '../graph-type.js'

const number = z.number().nullable()
const text = z.string().nullable()

function each<T extends z.ZodType>(names: readonly string[], schema: T): Record<string, T> {
  return Object.fromEntries(names.map(name => [name, schema]))
}

const networkTexts = [
  ...['ipAddress', 'subnet', 'reflexiveIPAddress', 'relayIPAddress', 'macAddress', 'dnsSuffix'],
  ...['basicServiceSetIdentifier', 'wifiMicrosoftDriver', 'wifiMicrosoftDriverVersion', 'wifiVendorDriver'],
  'wifiVendorDriverVersion'
]
const networkNumbers = ['relayPort', 'wifiChannel', 'wifiSignalStrength', 'wifiBatteryCharge']
const networkRatios = [
  'sentQualityEventRatio',
  'receivedQualityEventRatio',
  'delayEventRatio',
  'bandwidthLowEventRatio'
]

/** Source: https://learn.microsoft.com/graph/api/resources/callrecords-networkinfo */
const networkOut = z.object({
  ...each(networkTexts, text),
  port: z.int(),
  ...each(networkNumbers, number),
  connectionType: z.string(),
  linkSpeed: z.int(),
  networkTransportProtocol: z.string(),
  wifiBand: z.string(),
  wifiRadioType: z.string(),
  ...each(networkRatios, number),
  traceRouteHops: z.array(z.object({ hopCount: z.int(), ipAddress: z.string(), roundTripTime: z.string() }))
})

const deviceTexts = ['captureDeviceName', 'captureDeviceDriver', 'renderDeviceName', 'renderDeviceDriver']
const deviceLevels = [
  'sentSignalLevel',
  'sentNoiseLevel',
  'receivedSignalLevel',
  'receivedNoiseLevel',
  'howlingEventCount'
]
const deviceRatios = [
  ...['initialSignalLevelRootMeanSquare', 'micGlitchRate', 'speakerGlitchRate', 'captureNotFunctioningEventRatio'],
  ...[
    'renderNotFunctioningEventRatio',
    'renderMuteEventRatio',
    'renderZeroVolumeEventRatio',
    'deviceClippingEventRatio'
  ],
  ...['deviceGlitchEventRatio', 'lowSpeechLevelEventRatio', 'lowSpeechToNoiseEventRatio'],
  // Spelled so by Graph.
  'cpuInsufficentEventRatio'
]

/** Source: https://learn.microsoft.com/graph/api/resources/callrecords-deviceinfo */
const deviceOut = z.object({ ...each(deviceTexts, text), ...each(deviceLevels, number), ...each(deviceRatios, number) })

const streamDurations = [
  ...['averageJitter', 'maxJitter', 'averageRoundTripTime', 'maxRoundTripTime'],
  ...['averageAudioNetworkJitter', 'maxAudioNetworkJitter']
]
const streamNumbers = [
  ...['averagePacketLossRate', 'maxPacketLossRate', 'postForwardErrorCorrectionPacketLossRate'],
  ...['averageBandwidthEstimate', 'packetUtilization', 'averageAudioDegradation', 'averageRatioOfConcealedSamples'],
  ...['maxRatioOfConcealedSamples', 'averageVideoFrameRate', 'averageReceivedFrameRate'],
  ...['averageVideoFrameLossPercentage', 'averageVideoPacketLossRate', 'lowFrameRateRatio'],
  'lowVideoProcessingCapabilityRatio'
]

/** Source: https://learn.microsoft.com/graph/api/resources/callrecords-mediastream */
const streamOut = z.object({
  streamId: z.string(),
  streamDirection: z.enum(['callerToCallee', 'calleeToCaller']),
  startDateTime: z.string(),
  endDateTime: z.string(),
  ...each(streamDurations, text),
  ...each(streamNumbers, number),
  averageFreezeDuration: text,
  rmsFreezeDuration: text,
  wasMediaBypassed: z.boolean(),
  isAudioForwardErrorCorrectionUsed: z.boolean().nullable(),
  audioCodec: z.string(),
  videoCodec: z.string()
})

/** Source: https://learn.microsoft.com/graph/api/resources/callrecords-media */
export const mediaOut = z
  .object({
    label: z.string(),
    callerNetwork: networkOut,
    calleeNetwork: networkOut,
    callerDevice: deviceOut,
    calleeDevice: deviceOut,
    streams: z.array(streamOut)
  })
  .meta({ id: 'microsoft.graph.callRecords.media' })

type Media = z.input<typeof mediaOut>

/** The first is documented, the others are guesses. */
const labels: Readonly<Record<Modality, string>> = {
  audio: 'main-audio',
  video: 'main-video',
  videoBasedScreenSharing: 'applicationsharing-video',
  data: 'data'
}

/** How media flowed in a session: plausible, made up, and the same at every reading. */
export function mediaToWire({ id, caller, callee, modalities, joinedAt, leftAt }: Session): Media[] {
  const far = callee && partyOf(callee)?.id
  return modalities.map(modality => {
    const random = randomOf(`${id} ${modality}`)
    return {
      label: labels[modality],
      callerNetwork: network(partyOf(caller)?.id ?? id),
      calleeNetwork: network(far ?? 'service'),
      callerDevice: device(partyOf(caller)?.id ?? id),
      calleeDevice: device(far ?? 'service'),
      streams: (['callerToCallee', 'calleeToCaller'] as const).map(streamDirection => ({
        streamId: String(Math.floor(random() * 4_294_967_296)),
        streamDirection,
        startDateTime: dateTimeOffset(joinedAt),
        endDateTime: dateTimeOffset(leftAt),
        ...stream(modality, (leftAt - joinedAt) / 1_000, random)
      }))
    }
  })
}

type Random = () => number

/** Between two numbers, with so many digits behind the point. */
const between = (random: Random, least: number, most: number, digits = 0) =>
  Number((least + random() * (most - least)).toFixed(digits))

function stream(modality: Modality, seconds: number, random: Random) {
  const audio = modality === 'audio'
  const video = modality === 'video' || modality === 'videoBasedScreenSharing'
  const jitter = between(random, 1, 30)
  const roundTrip = between(random, 15, 120)
  const loss = between(random, 0, 0.02, 4)
  const duration = (milliseconds: number) => formatDuration(milliseconds)
  return {
    averageJitter: duration(jitter),
    maxJitter: duration(jitter * 2),
    averageRoundTripTime: duration(roundTrip),
    maxRoundTripTime: duration(roundTrip * 2),
    averageAudioNetworkJitter: audio ? duration(jitter) : null,
    maxAudioNetworkJitter: audio ? duration(jitter * 3) : null,
    averagePacketLossRate: loss,
    maxPacketLossRate: Number((loss * 3).toFixed(4)),
    postForwardErrorCorrectionPacketLossRate: null,
    averageBandwidthEstimate: between(random, 2_000_000, 20_000_000),
    // Fifty packets a second.
    packetUtilization: Math.round(seconds * 50),
    averageAudioDegradation: null,
    averageRatioOfConcealedSamples: audio ? between(random, 0, 0.05, 4) : null,
    maxRatioOfConcealedSamples: audio ? between(random, 0.05, 0.2, 4) : null,
    averageVideoFrameRate: video ? between(random, 15, 30, 1) : null,
    averageReceivedFrameRate: video ? between(random, 15, 30, 1) : null,
    averageVideoFrameLossPercentage: video ? between(random, 0, 1, 2) : null,
    averageVideoPacketLossRate: video ? between(random, 0, 0.02, 4) : null,
    lowFrameRateRatio: video ? between(random, 0, 0.1, 3) : null,
    lowVideoProcessingCapabilityRatio: video ? 0 : null,
    averageFreezeDuration: video ? 'PT0S' : null,
    rmsFreezeDuration: video ? 'PT0S' : null,
    wasMediaBypassed: false,
    isAudioForwardErrorCorrectionUsed: audio ? false : null,
    audioCodec: audio ? 'satin' : 'unknown',
    videoCodec: video ? 'h264' : 'unknown'
  }
}

/** Somebody is always at the same place. */
function network(of: string): Media['callerNetwork'] {
  const random = randomOf(`network ${of}`)
  const wifi = random() < 0.6
  const third = between(random, 0, 255)
  return {
    ...blank(networkTexts, null),
    ...blank(networkNumbers, null),
    ipAddress: `10.150.${third}.${between(random, 2, 254)}`,
    subnet: `10.150.${third}.0`,
    port: between(random, 50_000, 50_059),
    connectionType: wifi ? 'wifi' : 'wired',
    linkSpeed: wifi ? 433_000_000 : 1_000_000_000,
    networkTransportProtocol: 'udp',
    wifiBand: wifi ? 'frequency50GHz' : 'unknown',
    wifiRadioType: wifi ? 'wifi80211ac' : 'unknown',
    ...blank(networkRatios, 0),
    receivedQualityEventRatio: between(random, 0, 0.1, 3),
    ...(wifi && { wifiChannel: between(random, 36, 140), wifiSignalStrength: between(random, 50, 100) }),
    traceRouteHops: []
  } as Media['callerNetwork']
}

function device(of: string): Media['callerDevice'] {
  const random = randomOf(`device ${of}`)
  return {
    ...blank(deviceTexts, null),
    captureDeviceName: 'Default input device',
    renderDeviceName: 'Default output device',
    sentSignalLevel: between(random, -30, -10),
    sentNoiseLevel: between(random, -80, -60),
    receivedSignalLevel: between(random, -30, -10),
    receivedNoiseLevel: between(random, -80, -60),
    howlingEventCount: 0,
    ...blank(deviceRatios, 0),
    initialSignalLevelRootMeanSquare: between(random, 20, 120, 2)
  } as Media['callerDevice']
}

function blank<T>(names: readonly string[], value: T): Record<string, T> {
  return Object.fromEntries(names.map(name => [name, value]))
}
