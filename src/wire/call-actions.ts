import { z } from 'zod'
import type { MediaInfo } from '../domain/calls/call.js'
import { callLimits } from '../domain/calls/limits.js'
import { tones, tonesOfKeys } from '../domain/calls/tones.js'
import { callOptionsIn, modality } from './call.js'
import { closedType, enumeration, httpUri, odataType, optional, parameters } from './graph-type.js'
import { invitationParticipantInfoIn, participantInfoIn } from './identity-set.js'
import { mediaConfigIn, mediaInfoIn } from './media-config.js'

/** The bot's own mark on an operation. */
export const clientContext = optional(z.string().max(callLimits.clientContextLength))

/** Source: https://learn.microsoft.com/graph/api/call-answer */
export const answerIn = parameters('answer', {
  callbackUri: optional(httpUri),
  mediaConfig: mediaConfigIn,
  acceptedModalities: optional(z.array(modality)),
  // 0 is what Microsoft.Graph.Communications.Calls sends where its caller says nothing (observed, 1.2.0.18742).
  participantCapacity: optional(z.int().min(0)),
  callOptions: optional(callOptionsIn('incomingCallOptions'))
})

/** Source: https://learn.microsoft.com/graph/api/call-reject */
export const rejectIn = parameters('reject', {
  reason: optional(enumeration(['none', 'busy', 'forbidden'])),
  callbackUri: optional(httpUri)
})

const mediaPromptIn = closedType('microsoft.graph.mediaPrompt', {
  '@odata.type': odataType(['mediaPrompt']),
  mediaInfo: mediaInfoIn,
  /** Beta only; how often the service plays it is not told. */
  loop: optional(z.int())
}).transform(({ mediaInfo }): MediaInfo => mediaInfo)

const playPromptParameters = {
  prompts: z.array(mediaPromptIn).min(1).max(callLimits.promptsPerOperation),
  clientContext
}

interface PlayPromptBody {
  prompts: MediaInfo[]
  clientContext: string | undefined
  loop?: boolean | undefined
}

/** Source: https://learn.microsoft.com/graph/api/call-playprompt; `loop` is in beta only. */
export const playPromptIn: Record<'v1.0' | 'beta', z.ZodType<PlayPromptBody>> = {
  'v1.0': parameters('playPrompt', playPromptParameters),
  beta: parameters('playPrompt', { ...playPromptParameters, loop: optional(z.boolean()) })
}

/** Source: https://learn.microsoft.com/graph/api/call-subscribetotone */
export const subscribeToToneIn = parameters('subscribeToTone', { clientContext })

/** Source: https://learn.microsoft.com/graph/api/call-cancelmediaprocessing */
export const cancelMediaProcessingIn = parameters('cancelMediaProcessing', { clientContext })

/** Source: https://learn.microsoft.com/graph/api/call-mute and call-unmute */
export const muteIn = parameters('mute', { clientContext })
export const unmuteIn = parameters('unmute', { clientContext })

/** Source: https://learn.microsoft.com/graph/api/call-senddtmftones */
export const sendDtmfTonesIn = parameters('sendDtmfTones', {
  tones: z.array(enumeration(tones)).min(1),
  delayBetweenTonesMs: optional(z.int().min(0)),
  clientContext
})

const seconds = z.int().min(callLimits.recordingSeconds.least).max(callLimits.recordingSeconds.most)

/** Source: https://learn.microsoft.com/graph/api/call-record; gives times in milliseconds and stop tones by name. */
export const recordResponseIn = parameters('recordResponse', {
  prompts: optional(z.array(mediaPromptIn).max(callLimits.promptsPerRecording)),
  bargeInAllowed: optional(z.boolean()),
  initialSilenceTimeoutInSeconds: optional(seconds),
  maxSilenceTimeoutInSeconds: optional(seconds),
  maxRecordDurationInSeconds: optional(seconds),
  playBeep: optional(z.boolean()),
  streamWhileRecording: optional(z.boolean()),
  stopTones: optional(z.array(z.string().refine(isKey, 'must be a key of a phone: 0-9, *, #.'))),
  clientContext
}).transform(body => {
  const inMilliseconds = (given: number = callLimits.recordingSeconds.default) => given * 1_000
  return {
    prompts: body.prompts ?? [],
    bargeInAllowed: body.bargeInAllowed ?? false,
    initialSilenceMs: inMilliseconds(body.initialSilenceTimeoutInSeconds),
    maxSilenceMs: inMilliseconds(body.maxSilenceTimeoutInSeconds),
    maxDurationMs: inMilliseconds(body.maxRecordDurationInSeconds),
    playBeep: body.playBeep ?? true,
    stopTones: (body.stopTones ?? []).flatMap(tonesOfKeys),
    clientContext: body.clientContext
  }
})

function isKey(text: string): boolean {
  return /^[0-9*#a-d]$/i.test(text)
}

/** Source: https://learn.microsoft.com/graph/api/participant-invite */
export const inviteIn = parameters('invite', {
  participants: z.array(invitationParticipantInfoIn).min(1).max(callLimits.invitees),
  clientContext
})

/** Source: https://learn.microsoft.com/graph/api/participant-startholdmusic */
export const startHoldMusicIn = parameters('startHoldMusic', {
  customPrompt: optional(mediaPromptIn),
  clientContext
})
export const stopHoldMusicIn = parameters('stopHoldMusic', { clientContext })

/** Source: https://learn.microsoft.com/graph/api/call-addlargegalleryview */
export const addLargeGalleryViewIn = parameters('addLargeGalleryView', { clientContext })

/** Source: https://learn.microsoft.com/graph/api/call-changescreensharingrole */
export const changeScreenSharingRoleIn = parameters('changeScreenSharingRole', {
  role: enumeration(['viewer', 'sharer'])
})

/** Source: https://learn.microsoft.com/graph/api/call-updaterecordingstatus */
export const updateRecordingStatusIn = parameters('updateRecordingStatus', {
  status: enumeration(['notRecording', 'recording', 'failed']),
  clientContext
})

/** Source: https://learn.microsoft.com/graph/api/call-redirect; the masks and the disposition are in beta only. */
export const redirectIn = parameters('redirect', {
  targets: z.array(invitationParticipantInfoIn).min(1).max(callLimits.redirectTargets),
  timeout: optional(z.int().min(callLimits.redirectSeconds.least).max(callLimits.redirectSeconds.most)),
  callbackUri: optional(httpUri),
  maskCallee: optional(z.boolean()),
  maskCaller: optional(z.boolean()),
  targetDisposition: optional(enumeration(['default', 'simultaneousRing', 'forward'])),
  /** Only in a sample of Microsoft's. */
  routingPolicies: optional(z.array(z.string()))
})

/** Source: https://learn.microsoft.com/graph/api/call-transfer; `clientContext` is only in samples. */
export const transferIn = parameters('transfer', {
  transferTarget: invitationParticipantInfoIn,
  transferee: optional(participantInfoIn),
  clientContext
})

/** An action without parameters; an empty object or no body at all. */
export const keepAliveIn = parameters('keepAlive', {})
