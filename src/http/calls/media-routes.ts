import type { FastifyInstance } from 'fastify'
import { callLimits } from '../../domain/calls/limits.js'
import {
  cancelMediaProcessingIn,
  muteIn,
  playPromptIn,
  recordResponseIn,
  sendDtmfTonesIn,
  subscribeToToneIn,
  unmuteIn,
  updateRecordingStatusIn
} from '../../wire/call-actions.js'
import { operationAction } from './operation-action.js'
import type { CallsOptions } from './options.js'

/** What a bot does with media. Each action leaves an operation behind and answers with it. */
export function mediaRoutes(app: FastifyInstance, options: CallsOptions): void {
  operationAction(app, options, {
    path: '/:callId/playPrompt',
    summary: 'Play prompts',
    page: 'call-playprompt',
    body: playPromptIn.beta,
    bodyOfV1: playPromptIn['v1.0'],
    command: ({ body: { prompts, clientContext, loop } }, started) => ({
      type: 'playPrompt',
      ...started,
      prompts,
      clientContext,
      loop
    })
  })

  operationAction(app, options, {
    path: '/:callId/recordResponse',
    summary: 'Record what is said',
    page: 'call-record',
    body: recordResponseIn,
    command: (request, started) => {
      const recordingId = request.exchange.ids.guid()
      return {
        type: 'recordResponse',
        ...started,
        ...request.body,
        recordingId,
        recordingLocation: `${request.protocol}://${request.host}/recordings/${recordingId}`,
        recordingAccessToken: request.exchange.ids.short()
      }
    }
  })

  for (const [type, summary, body] of [
    ['subscribeToTone', 'Hear the keys pressed at the other end', subscribeToToneIn],
    ['cancelMediaProcessing', 'Cancel what plays and what waits to be played', cancelMediaProcessingIn],
    ['mute', 'The bot mutes itself', muteIn],
    ['unmute', 'The bot unmutes itself', unmuteIn]
  ] as const) {
    operationAction(app, options, {
      path: `/:callId/${type}`,
      summary,
      page: `call-${type.toLowerCase()}`,
      body,
      command: ({ body: { clientContext } }, started) => ({ type, ...started, clientContext })
    })
  }

  operationAction(app, options, {
    path: '/:callId/sendDtmfTones',
    summary: 'Press keys',
    page: 'call-senddtmftones',
    body: sendDtmfTonesIn,
    command: ({ body: { tones, delayBetweenTonesMs = callLimits.betweenSentTones, clientContext } }, started) => ({
      type: 'sendDtmfTones',
      ...started,
      tones,
      delayBetweenTonesMs,
      clientContext
    })
  })

  operationAction(app, options, {
    path: '/:callId/updateRecordingStatus',
    summary: 'Say that the call is being recorded; for bots a recording policy invited',
    page: 'call-updaterecordingstatus',
    body: updateRecordingStatusIn,
    command: ({ body: { status, clientContext } }, started) => ({
      type: 'updateRecordingStatus',
      ...started,
      status,
      clientContext
    })
  })
}
