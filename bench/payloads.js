/** A call as GET answers it, and a notification as it is posted: the same bytes for both sides. */
const guid = '0c0ffee0-ca11-4000-8000-000000000001'
const identity = { '@odata.type': '#microsoft.graph.identity', id: guid, displayName: 'IVR Bot' }
const party = { '@odata.type': '#microsoft.graph.participantInfo', id: guid, countryCode: null, endpointType: null }

export const call = {
  '@odata.type': '#microsoft.graph.call',
  '@odata.context': 'http://127.0.0.1:4280/v1.0/$metadata#communications/calls/$entity',
  id: guid,
  state: 'established',
  direction: 'outgoing',
  callbackUri: 'http://127.0.0.1:3978/api/calling',
  callChainId: guid,
  callRoutes: [],
  source: {
    ...party,
    identity: { '@odata.type': '#microsoft.graph.identitySet', application: identity },
    region: null,
    languageId: null
  },
  targets: [
    {
      ...party,
      identity: { '@odata.type': '#microsoft.graph.identitySet', user: identity },
      region: null,
      languageId: null,
      replacesCallId: null
    }
  ],
  requestedModalities: ['audio'],
  mediaConfig: { '@odata.type': '#microsoft.graph.serviceHostedMediaConfig', preFetchMedia: [] },
  myParticipantId: guid,
  tenantId: guid,
  subject: null,
  ringingTimeoutInSeconds: null,
  mediaState: { '@odata.type': '#microsoft.graph.callMediaState', audio: 'active' },
  incomingContext: null,
  resultInfo: null,
  answeredBy: null,
  chatInfo: null,
  meetingInfo: null,
  transcription: null,
  toneInfo: null
}

export const notification = JSON.stringify({
  '@odata.type': '#microsoft.graph.commsNotifications',
  value: [
    {
      '@odata.type': '#microsoft.graph.commsNotification',
      changeType: 'updated',
      resource: `/app/calls/${guid}`,
      resourceUrl: `/communications/calls/${guid}`,
      callbackUri: 'http://127.0.0.1:3978/api/calling',
      resourceData: { '@odata.type': '#microsoft.graph.call', state: 'established', direction: 'outgoing', id: guid }
    }
  ]
})

/** What a bot sends to call somebody of the demo tenant. */
export const createBody = callbackUri =>
  JSON.stringify({
    '@odata.type': '#microsoft.graph.call',
    callbackUri,
    targets: [{ identity: { user: { id: '0c0ffee0-05e4-4000-8000-000000000001' } } }],
    requestedModalities: ['audio'],
    mediaConfig: { '@odata.type': '#microsoft.graph.serviceHostedMediaConfig' }
  })
