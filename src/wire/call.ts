import { z } from 'zod'
import type { Call, CallTranscription } from '../domain/calls/call.js'
import { callLimits } from '../domain/calls/limits.js'
import { tones } from '../domain/calls/tones.js'
import { closedType, enumeration, graphId, httpUri, openType, optional } from './graph-type.js'
import {
  invitationParticipantInfoIn,
  invitationParticipantInfoOut,
  invitationToWire,
  participantInfoIn,
  participantInfoOut,
  participantInfoToWire
} from './identity-set.js'
import { mediaConfigIn, mediaConfigOut, mediaConfigToWire } from './media-config.js'
import {
  chatInfoIn,
  chatInfoOut,
  chatInfoToWire,
  meetingInfoIn,
  meetingInfoOut,
  meetingInfoToWire
} from './meeting-info.js'
import { resultInfoOut, resultInfoToWire } from './result-info.js'

export const modality = enumeration(['audio', 'video', 'videoBasedScreenSharing', 'data'])

export function callOptionsIn(type: 'incomingCallOptions' | 'outgoingCallOptions') {
  return closedType(`microsoft.graph.${type}`, {
    hideBotAfterEscalation: optional(z.boolean()),
    isContentSharingNotificationEnabled: optional(z.boolean()),
    isDeltaRosterEnabled: optional(z.boolean()),
    isInteractiveRosterEnabled: optional(z.boolean())
  })
}

/** The call a bot asks for; an open type. Source: https://learn.microsoft.com/graph/api/application-post-calls */
export const callIn = openType({
  callbackUri: httpUri,
  targets: optional(z.array(invitationParticipantInfoIn)),
  source: optional(participantInfoIn),
  requestedModalities: optional(z.array(modality)),
  mediaConfig: mediaConfigIn,
  tenantId: optional(graphId),
  subject: optional(z.string()),
  callOptions: optional(callOptionsIn('outgoingCallOptions')),
  callChainId: optional(graphId),
  meetingInfo: optional(meetingInfoIn),
  chatInfo: optional(chatInfoIn),
  /** Only from the SDK. */
  allowGuestToBypassLobby: optional(z.boolean()),
  ringingTimeoutInSeconds: optional(z.int().min(1).max(callLimits.longestRingingSeconds))
}).check(({ value, issues }) => {
  if (value.meetingInfo?.kind !== 'organizer' || value.chatInfo !== undefined) return
  issues.push({
    code: 'custom',
    input: value,
    path: ['chatInfo'],
    message: 'organizerMeetingInfo goes with the threadId and messageId of the meeting.'
  })
})

export const callStates = [
  'incoming',
  'establishing',
  'established',
  'hold',
  'transferring',
  'transferAccepted',
  'redirecting',
  'terminating',
  'terminated'
] as const

const mediaStateOut = z.object({ '@odata.type': z.string(), audio: z.enum(['active', 'inactive']) })

export const toneInfoOut = z.object({ '@odata.type': z.string(), sequenceId: z.int(), tone: z.enum(tones) })

const incomingContextOut = z.object({
  '@odata.type': z.string(),
  sourceParticipantId: z.string(),
  observedParticipantId: z.string().optional()
})

const transcriptionOut = z.object({
  '@odata.type': z.string(),
  state: z.enum(['notStarted', 'active', 'inactive']),
  lastModifiedDateTime: z.string()
})

/** A whole call, as GET and the 201 give it. Source: https://learn.microsoft.com/graph/api/resources/call */
export const callOut = z
  .object({
    '@odata.type': z.string(),
    '@odata.context': z.string(),
    id: z.string(),
    state: z.enum(callStates),
    direction: z.enum(['incoming', 'outgoing']),
    callbackUri: z.string(),
    callChainId: z.string(),
    callRoutes: z.array(z.object({})),
    source: participantInfoOut,
    targets: z.array(invitationParticipantInfoOut),
    requestedModalities: z.array(z.string()),
    mediaConfig: mediaConfigOut.nullable(),
    myParticipantId: z.string(),
    tenantId: z.string(),
    subject: z.string().nullable(),
    ringingTimeoutInSeconds: z.int().nullable(),
    mediaState: mediaStateOut.nullable(),
    incomingContext: incomingContextOut.nullable(),
    resultInfo: resultInfoOut.nullable(),
    answeredBy: participantInfoOut.nullable(),
    chatInfo: chatInfoOut.nullable(),
    meetingInfo: meetingInfoOut.nullable(),
    transcription: transcriptionOut.nullable(),
    toneInfo: toneInfoOut.nullable()
  })
  .meta({ id: 'microsoft.graph.call' })

/** @param context The `@odata.context` of the answer; Graph says `app/calls` on create and `communications/calls` on GET. */
export function callToWire(call: Call, context: string): z.input<typeof callOut> {
  return {
    '@odata.type': '#microsoft.graph.call',
    '@odata.context': context,
    id: call.id,
    state: call.state,
    direction: call.direction,
    callbackUri: call.callbackUri,
    callChainId: call.callChainId,
    callRoutes: [],
    source: sourceToWire(call),
    targets: call.targets.map(invitationToWire),
    requestedModalities: [...call.requestedModalities],
    mediaConfig: call.mediaConfig === undefined ? null : mediaConfigToWire(call.mediaConfig),
    myParticipantId: call.myParticipantId,
    tenantId: call.tenantId,
    subject: call.subject ?? null,
    ringingTimeoutInSeconds: call.ringingTimeoutSeconds ?? null,
    mediaState: call.audioActive ? audioActive : null,
    incomingContext: call.direction === 'incoming' ? incomingContextToWire(call) : null,
    resultInfo: call.resultInfo === undefined ? null : resultInfoToWire(call.resultInfo),
    answeredBy: call.answeredBy === undefined ? null : participantInfoToWire(call.answeredBy),
    chatInfo: call.chatInfo === undefined ? null : chatInfoToWire(call.chatInfo),
    meetingInfo: call.meetingInfo === undefined ? null : meetingInfoToWire(call.meetingInfo),
    transcription: call.transcription === undefined ? null : transcriptionToWire(call.transcription),
    toneInfo: null
  }
}

/** Who calls, as the bot may know it. */
export function sourceToWire({ source, callerHidden }: Call): z.input<typeof participantInfoOut> {
  if (!callerHidden) return participantInfoToWire(source)
  const opaque = Buffer.from(`encrypted ${source.participantId}`).toString('base64')
  return participantInfoToWire({ ...source, identity: { encrypted: { id: opaque } } })
}

export const audioActive = { '@odata.type': '#microsoft.graph.callMediaState', audio: 'active' } as const
export const audioInactive = { '@odata.type': '#microsoft.graph.callMediaState', audio: 'inactive' } as const

export function incomingContextToWire(call: Call): z.input<typeof incomingContextOut> {
  const observed = call.recording?.observed[0]
  return {
    '@odata.type': '#microsoft.graph.incomingContext',
    sourceParticipantId: call.source.participantId ?? '',
    ...(observed && { observedParticipantId: observed.participantId })
  }
}

export function transcriptionToWire({ state, changedAt }: CallTranscription): z.input<typeof transcriptionOut> {
  const lastModifiedDateTime = new Date(changedAt).toISOString()
  return { '@odata.type': '#microsoft.graph.callTranscriptionInfo', state, lastModifiedDateTime }
}
