import { type Test, test } from 'tap'
import {
  appHosted,
  byLink,
  groupCall,
  lastEntry,
  people,
  type Stage,
  stage,
  story,
  user
} from '../fixtures/conversations.js'
import { adele, ivrBot, serviceHosted } from '../fixtures/graph.js'

/**
 * The requests that Microsoft's pages of call, participant, operation and audioRoutingGroup show, in our own words but
 * with the members they have there: each is answered with the documented status, and followed by what is documented.
 */

const instance = '0c0ffee0-1257-4000-8000-000000000001'
const typed = (type: string, more: object) => ({ '@odata.type': `#microsoft.graph.${type}`, ...more })
const someone = (name: keyof typeof people, more: object = {}) =>
  typed('invitationParticipantInfo', {
    identity: typed('identitySet', { user: typed('identity', { id: people[name], displayName: 'Somebody' }) }),
    ...more
  })
const phone = typed('invitationParticipantInfo', {
  endpointType: 'default',
  identity: typed('identitySet', { phone: typed('identity', { id: '+12345678901' }) }),
  languageId: 'en-us',
  region: 'amer'
})
const throughInstance = {
  source: typed('participantInfo', {
    identity: typed('identitySet', {
      applicationInstance: typed('identity', { displayName: 'Hotline', id: instance })
    }),
    countryCode: null,
    endpointType: null,
    region: null,
    languageId: null
  })
}
const bySelf = {
  source: typed('participantInfo', {
    identity: typed('identitySet', { application: typed('identity', { displayName: 'IVR Bot', id: ivrBot.appId }) }),
    region: null,
    languageId: null
  })
}
const prompt = typed('mediaPrompt', {
  mediaInfo: typed('mediaInfo', {
    uri: 'http://127.0.0.1:9/beep.wav',
    resourceId: '1D6DE2D4-CD51-4309-8DAA-70768651088E'
  })
})
const clientContext = 'd45324c1-fcb5-430a-902c-f20af696537c'

/** A call of a kind, as the page takes it for granted; gives its id. */
type Given = (scene: Stage) => Promise<string>

const ringing: Given = async ({ emulator, bot }) => {
  const { id } = await emulator.call({ from: 'adele', to: 'ivr-bot', callbackUri: bot.uri })
  await bot.told(1)
  return id
}
const established: Given = async ({ emulator, bot, graph }) => {
  const { body } = await graph.create(bot.uri)
  await emulator.advance('PT2S')
  return body.id
}
const onThePhone: Given = async ({ emulator, bot, graph }) => {
  const { tenantId } = emulator
  const { body } = await graph.create(bot.uri, { ...throughInstance, tenantId, targets: [phone] })
  await emulator.advance('PT2S')
  return body.id
}
const sharing: Given = scene => groupCall(scene, { mediaConfig: appHosted })
const recorder: Given = async ({ emulator, bot, graph }) => {
  const call = { from: 'adele', to: 'ivr-bot', callbackUri: bot.uri, recordingPolicy: { with: { user: 'megan' } } }
  const { id } = await emulator.call(call)
  await graph.answer(id, { mediaConfig: appHosted })
  await emulator.advance('PT1S')
  return id
}

/** Page and example, the call it is about, verb and path below the call, the body, the status, what follows. */
type Example = [string, Given, string, object | undefined, number, string[]]

const to = (transferTarget: object) => ({ transferTarget })

const examples: Example[] = [
  [
    'call: answer, media of the bot',
    ringing,
    'POST answer',
    { mediaConfig: appHosted, acceptedModalities: ['audio'], participantCapacity: 200 },
    202,
    ['updated establishing', 'updated established', 'updated established active']
  ],
  [
    'call: answer, as Microsoft.Graph.Communications.Calls 1.2.0.18742 writes it for .NET (observed)',
    ringing,
    'POST answer',
    { mediaConfig: serviceHosted, acceptedModalities: ['audio'], participantCapacity: 0 },
    202,
    ['updated establishing', 'updated established', 'updated established active']
  ],
  [
    'call: answer, media of the service',
    ringing,
    'POST answer',
    {
      acceptedModalities: ['audio'],
      mediaConfig: { ...serviceHosted, preFetchMedia: [{ uri: 'http://127.0.0.1:9/beep.wav', resourceId: 'beep' }] }
    },
    202,
    ['updated establishing', 'updated established', 'updated established active']
  ],
  [
    'call: answer, call options',
    ringing,
    'POST answer',
    {
      mediaConfig: serviceHosted,
      acceptedModalities: ['audio'],
      callOptions: typed('incomingCallOptions', {
        isContentSharingNotificationEnabled: true,
        isDeltaRosterEnabled: true
      })
    },
    202,
    ['updated establishing', 'updated established', 'updated established active']
  ],
  ['call: reject, busy', ringing, 'POST reject', { reason: 'busy' }, 202, ['deleted terminated']],
  ['call: reject, none', ringing, 'POST reject', { reason: 'none' }, 202, ['deleted terminated']],
  [
    'call: redirect, forward',
    ringing,
    'POST redirect',
    {
      targets: [someone('megan')],
      targetDisposition: 'forward',
      timeout: 90,
      maskCallee: false,
      maskCaller: false
    },
    202,
    ['deleted terminated']
  ],
  [
    'call: redirect, several',
    ringing,
    'POST redirect',
    { targets: [someone('megan'), someone('lee')], routingPolicies: [] },
    202,
    ['deleted terminated']
  ],
  [
    'call: transfer',
    established,
    'POST transfer',
    to(someone('megan', { endpointType: 'default', languageId: 'en-us', region: 'amer' })),
    202,
    ['updated transferring', 'updated transferAccepted', 'updated transferAccepted inactive', 'deleted terminated']
  ],
  [
    'call: transfer, to a phone',
    onThePhone,
    'POST transfer',
    to(phone),
    202,
    ['updated transferring', 'updated transferAccepted', 'updated transferAccepted inactive', 'deleted terminated']
  ],
  ['call: delete', established, 'DELETE', undefined, 204, ['updated terminating', 'deleted terminated']],
  ['call: keepAlive', established, 'POST keepAlive', undefined, 200, []],
  ['call: get', established, 'GET', undefined, 200, []],
  ['call: mute', established, 'POST mute', { clientContext }, 200, []],
  ['call: unmute', established, 'POST unmute', { clientContext }, 200, []],
  [
    'call: changeScreenSharingRole',
    sharing,
    'POST changeScreenSharingRole',
    { role: 'viewer' },
    202,
    ['roster adele alex bot']
  ],
  [
    'call: updateRecordingStatus',
    recorder,
    'POST updateRecordingStatus',
    { clientContext, status: 'recording' },
    200,
    ['roster adele megan bot']
  ],
  [
    'call: addLargeGalleryView',
    groupCall,
    'POST addLargeGalleryView',
    { clientContext },
    202,
    ['deleted completed', 'roster adele alex bot bot']
  ],
  ['call: playPrompt', established, 'POST playPrompt', { clientContext, prompts: [prompt] }, 200, ['deleted failed']],
  [
    'call: record',
    established,
    'POST recordResponse',
    {
      bargeInAllowed: true,
      clientContext,
      prompts: [prompt],
      maxRecordDurationInSeconds: 10,
      initialSilenceTimeoutInSeconds: 5,
      maxSilenceTimeoutInSeconds: 2,
      playBeep: true,
      streamWhileRecording: true,
      stopTones: ['#', '1', '*']
    },
    200,
    ['deleted failed']
  ],
  ['call: subscribeToTone', established, 'POST subscribeToTone', { clientContext }, 200, []],
  ['call: cancelMediaProcessing', established, 'POST cancelMediaProcessing', { clientContext }, 200, []],
  [
    'call: sendDtmfTones',
    established,
    'POST sendDtmfTones',
    { tones: ['tone1', 'tone2', 'star'], delayBetweenTonesMs: 1_000, clientContext },
    200,
    ['deleted completed']
  ],
  ['participant: list', groupCall, 'GET participants', undefined, 200, []],
  ['participant: get', groupCall, 'GET participants/{participant}', undefined, 200, []],
  ['participant: delete', groupCall, 'DELETE participants/{participant}', undefined, 204, ['roster alex bot']],
  [
    'participant: invite',
    groupCall,
    'POST participants/invite',
    { participants: [someone('megan')], clientContext },
    200,
    ['deleted completed', 'roster adele alex bot megan']
  ],
  [
    'participant: invite, replacing a call',
    groupCall,
    'POST participants/invite',
    {
      participants: [
        someone('megan', { replacesCallId: '{call with megan}' }),
        someone('lee', { replacesCallId: '{call with megan}' })
      ],
      clientContext
    },
    200,
    ['deleted completed', 'roster adele alex bot megan']
  ],
  [
    'participant: invite, into a peer-to-peer call',
    established,
    'POST participants/invite',
    { participants: [someone('megan')], clientContext },
    200,
    ['updated established', 'deleted completed', 'roster bot adele megan']
  ],
  [
    'participant: invite, a phone',
    onThePhone,
    'POST participants/invite',
    {
      participants: [
        typed('invitationParticipantInfo', {
          identity: typed('identitySet', { phone: typed('identity', { id: '+12345678902' }) })
        })
      ]
    },
    200,
    ['updated established', 'deleted completed', 'roster bot +12345678901 +12345678902']
  ],
  [
    'participant: mute',
    groupCall,
    'POST participants/{participant}/mute',
    { clientContext },
    200,
    ['roster adele alex bot']
  ],
  [
    'participant: startHoldMusic',
    groupCall,
    'POST participants/{participant}/startHoldMusic',
    { customPrompt: prompt, clientContext },
    202,
    ['deleted completed', 'roster adele alex bot']
  ],
  [
    'audioRoutingGroup: create',
    groupCall,
    'POST audioRoutingGroups',
    {
      id: 'oneToOne',
      routingMode: 'oneToOne',
      sources: ['632899f8-2ea1-4604-8413-27bd2892079f'],
      receivers: ['550fae72-d251-43ec-868c-373732c2704f']
    },
    200,
    []
  ],
  ['audioRoutingGroup: list', groupCall, 'GET audioRoutingGroups', undefined, 200, []],
  ['contentSharingSession: list', groupCall, 'GET contentSharingSessions', undefined, 200, []],
  [
    'participant: muteAll (beta)',
    groupCall,
    'POST participants/muteAll',
    { participants: [], clientContext },
    200,
    ['roster adele alex bot']
  ],
  [
    'participant: configureMixer (beta)',
    groupCall,
    'POST participants/configureMixer',
    {
      clientContext,
      participantMixerLevels: [
        typed('participantMixerLevel', {
          participant: adele,
          ducking: typed('audioDuckingConfiguration', {
            rampActive: 50,
            rampInactive: 50,
            lowerLevel: 10,
            upperLevel: 50
          }),
          exclusive: true,
          sourceLevels: [typed('audioSourceLevel', { participant: adele, level: 50, duckOthers: false })]
        })
      ]
    },
    200,
    ['deleted completed']
  ]
]

for (const version of ['v1.0', 'beta']) {
  for (const [name, given, request, body, status, follows] of examples) {
    if (name.endsWith('(beta)') && version !== 'beta') continue
    test(`${version} ${name}`, t => plays(t, version, given, request, body, status, follows))
  }
}

async function plays(
  t: Test,
  version: string,
  given: Given,
  request: string,
  body: object | undefined,
  status: number,
  follows: string[]
) {
  const scene = await stage(t)
  const { emulator, bot, graph } = scene
  const id = await given(scene)
  const other = JSON.stringify(body)?.includes('{call with megan}') ? await callWithMegan(scene) : ''
  const [method = '', path = ''] = request.split(' ')
  const target = path.includes('{participant}') ? path.replace('{participant}', lastEntry(bot, 'adele').id) : path
  const sent = body && JSON.stringify(body).replaceAll('{call with megan}', other)
  await emulator.advance('PT1S')
  const before = bot.received.length
  const answer = await graph.ask(method, `/${version}/communications/calls/${id}${target && `/${target}`}`, sent)
  t.equal(answer.status, status, JSON.stringify(answer.body))
  await emulator.advance('PT5S')
  const told = story(bot).slice(before)
  const own = bot.received.slice(before).map(({ notification }) => notification.resourceUrl.includes(id))
  t.strictSame(
    told.filter((_, index) => own[index]),
    follows
  )
}

async function callWithMegan({ emulator, bot, graph }: Stage): Promise<string> {
  const { body } = await graph.create(bot.uri, { targets: [user('megan')] })
  await emulator.advance('PT2S')
  return body.id
}

const creations: [string, (scene: Stage) => Promise<object>][] = [
  ['peer-to-peer, media of the service', async () => ({ targets: [someone('adele')] })],
  ['peer-to-peer, media of the bot', async () => ({ ...bySelf, targets: [someone('adele')], mediaConfig: appHosted })],
  [
    'a group',
    async () => ({
      ...bySelf,
      direction: 'outgoing',
      subject: 'Create call',
      targets: [someone('adele'), someone('alex')]
    })
  ],
  [
    'a meeting',
    async ({ emulator }) => byLink(await emulator.meeting({ organizer: 'adele' }), { mediaConfig: appHosted })
  ],
  [
    'a meeting as guest',
    async ({ emulator }) =>
      byLink(await emulator.meeting({ organizer: 'adele' }), {
        source: typed('participantInfo', {
          identity: typed('identitySet', {
            guest: typed('identity', { displayName: 'Guest User', id: 'd7a3b999-17ac-4bca-9e77-e6a730d2ec2e' })
          })
        })
      })
  ],
  [
    'a meeting by its digits',
    async ({ emulator }) => ({
      targets: [],
      meetingInfo: typed('joinMeetingIdMeetingInfo', {
        joinMeetingId: (await emulator.meeting({ organizer: 'adele' })).joinMeetingId,
        passcode: null
      })
    })
  ],
  [
    'a phone, media of the service',
    async ({ emulator: { tenantId } }) => ({ ...throughInstance, targets: [phone], tenantId })
  ],
  [
    'a phone, media of the bot',
    async ({ emulator: { tenantId } }) => ({ ...throughInstance, targets: [phone], tenantId, mediaConfig: appHosted })
  ]
]
for (const version of ['v1.0', 'beta']) {
  for (const [name, more] of creations) {
    test(`${version} call: create, ${name}`, async t => {
      const scene = await stage(t)
      const { emulator, bot, graph } = scene
      const sent = {
        callbackUri: bot.uri,
        requestedModalities: ['audio'],
        mediaConfig: serviceHosted,
        ...(await more(scene))
      }
      const answer = await graph.post(`/${version}/communications/calls`, typed('call', sent))
      t.match(answer, {
        status: 201,
        body: { '@odata.type': '#microsoft.graph.call', state: 'establishing', direction: 'outgoing' }
      })
      t.match(answer.headers.get('location'), `/${version}/communications/calls/${answer.body.id}`)
      await emulator.advance('PT3S')
      t.strictSame(story(bot).slice(0, 2), ['updated establishing', 'updated established'])
    })
  }
}
