import { graph } from './graph.js'
import { settings } from './settings.js'

const serviceHosted = { '@odata.type': '#microsoft.graph.serviceHostedMediaConfig', preFetchMedia: [] }

const choices = { tone1: 'sales.wav', tone2: 'support.wav' }

/** What the bot does about a notification. It keeps nothing in mind: what it plays tells it where in the menu it is. */
export async function react({ changeType, resourceUrl, resourceData }) {
  const [, , , callId] = resourceUrl.split('/')
  if (resourceUrl.includes('/operations/')) return promptEnded(callId, resourceData)
  const { state, mediaState, toneInfo } = resourceData
  if (changeType === 'created' && state === 'incoming') return answer(callId)
  if (toneInfo !== undefined) return choose(callId, toneInfo.tone)
  if (state === 'established' && mediaState?.audio === 'active') return welcome(callId)
}

function answer(callId) {
  return post(callId, 'answer', {
    callbackUri: `${settings.publicUrl}/api/calling`,
    acceptedModalities: ['audio'],
    mediaConfig: serviceHosted
  })
}

async function welcome(callId) {
  await post(callId, 'subscribeToTone', {})
  await play(callId, 'welcome.wav')
}

async function choose(callId, tone) {
  await post(callId, 'cancelMediaProcessing', {})
  if (choices[tone] === undefined) return play(callId, 'welcome.wav')
  await play(callId, choices[tone])
  await play(callId, 'goodbye.wav')
}

async function promptEnded(callId, { clientContext, status }) {
  if (clientContext !== 'goodbye.wav' || status !== 'completed') return
  await graph.api(`/communications/calls/${callId}`).delete()
}

function play(callId, name) {
  return post(callId, 'playPrompt', {
    clientContext: name,
    prompts: [
      {
        '@odata.type': '#microsoft.graph.mediaPrompt',
        mediaInfo: { '@odata.type': '#microsoft.graph.mediaInfo', uri: `${settings.publicUrl}/prompts/${name}` }
      }
    ]
  })
}

function post(callId, action, body) {
  return graph.api(`/communications/calls/${callId}/${action}`).post(body)
}
