import type { FastifyInstance } from 'fastify'
import { configureMixerIn, muteAllIn, plainActionIn, startTranscriptionIn } from '../../wire/beta-call-actions.js'
import { operationAction } from './operation-action.js'
import type { CallsOptions } from './options.js'

/**
 * What beta has beyond v1.0. Of most of it only the names are public; what they do is a guess.
 * Source: the permissions data of Microsoft Graph, and its beta schema.
 */
export function betaRoutes(app: FastifyInstance, options: CallsOptions): void {
  operationAction(app, options, {
    betaOnly: true,
    path: '/:callId/participants/muteAll',
    summary: 'Mute everybody, or those named',
    page: 'participant-muteall?view=graph-rest-beta',
    body: muteAllIn,
    command: ({ body: { participants = [], clientContext } }, started) => ({
      type: 'muteAll',
      ...started,
      participants,
      clientContext
    })
  })

  operationAction(app, options, {
    betaOnly: true,
    path: '/:callId/participants/configureMixer',
    summary: 'Say who hears whom how loud',
    page: 'participant-configuremixer?view=graph-rest-beta',
    body: configureMixerIn,
    command: ({ body: { clientContext } }, started) => ({ type: 'configureMixer', ...started, clientContext })
  })

  for (const [path, type, summary] of [
    ['/:callId/raiseHand', 'raiseHand', 'The bot raises its hand'],
    ['/:callId/lowerHand', 'lowerHand', 'The bot lowers its hand'],
    ['/:callId/participants/lowerAllHands', 'lowerAllHands', 'Lower all hands'],
    ['/:callId/participants/admitAllFromLobby', 'admitAllFromLobby', 'Let everybody in from the lobby'],
    ['/:callId/startRecording', 'startRecording', 'Have the service record'],
    ['/:callId/stopRecording', 'stopRecording', 'Have the service stop recording'],
    ['/:callId/joinContentSharingAudioGroup', 'joinContentSharingAudioGroup', 'Hear what is presented'],
    ['/:callId/leaveContentSharingAudioGroup', 'leaveContentSharingAudioGroup', 'No longer hear what is presented'],
    ['/:callId/stopTranscription', 'stopTranscription', 'Have the service stop transcribing']
  ] as const) {
    operationAction(app, options, {
      betaOnly: true,
      path,
      summary,
      page: 'resources/call?view=graph-rest-beta',
      body: plainActionIn(type),
      command: ({ body: { clientContext } }, started) => ({ type, ...started, clientContext })
    })
  }

  operationAction(app, options, {
    betaOnly: true,
    path: '/:callId/startTranscription',
    summary: 'Have the service transcribe',
    page: 'resources/call?view=graph-rest-beta',
    body: startTranscriptionIn,
    command: ({ body: { clientContext } }, started) => ({ type: 'startTranscription', ...started, clientContext })
  })

  for (const [action, type, summary] of [
    ['admitFromLobby', 'admitFromLobby', 'Let somebody in from the lobby'],
    ['reportSyntheticMedia', 'reportSyntheticMedia', 'Say that somebody may not be real'],
    ['removeFromLobby', 'removeFromLobby', 'Send somebody away from the lobby'],
    ['lowerHand', 'lowerHandOf', "Lower somebody's hand"]
  ] as const) {
    operationAction(app, options, {
      betaOnly: true,
      path: `/:callId/participants/:participantId/${action}`,
      summary,
      page: 'resources/participant?view=graph-rest-beta',
      body: plainActionIn(action),
      command: ({ params: { participantId }, body: { clientContext } }, started) => ({
        type,
        ...started,
        participantId,
        clientContext
      })
    })
  }
}
