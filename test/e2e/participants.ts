import { test } from 'tap'
import {
  appHosted,
  byLink,
  code,
  groupCall,
  lastEntry,
  names,
  rosters,
  stage,
  story
} from '../fixtures/conversations.js'

test('the bot mutes itself, and somebody else for everybody', async t => {
  const scene = await stage(t)
  const { emulator, bot, graph } = scene
  const id = await groupCall(scene)
  t.match(await graph.post(`${id}/mute`, { clientContext: 'hush' }), {
    status: 200,
    body: { '@odata.type': '#microsoft.graph.muteParticipantOperation', status: 'completed', clientContext: 'hush' }
  })
  await emulator.advance('PT1S')
  t.equal(lastEntry(bot, 'bot').isMuted, true)
  await graph.post(`${id}/unmute`, {})
  await emulator.advance('PT1S')
  t.equal(lastEntry(bot, 'bot').isMuted, false)
  const target = lastEntry(bot, 'adele').id
  const { status, headers, body } = await graph.post(`${id}/participants/${target}/microsoft.graph.mute`, {})
  t.match(body, { '@odata.type': '#microsoft.graph.muteParticipantOperation', status: 'completed' })
  t.equal(status, 200)
  t.match(headers.get('location'), `/operations/${body.id}`)
  await emulator.advance('PT1S')
  t.match(lastEntry(bot, 'adele'), { isMuted: true, mediaStreams: [{ serverMuted: true }] })
  await emulator.callWithId(id).unmute('adele')
  await emulator.advance('PT1S')
  t.equal(lastEntry(bot, 'adele').isMuted, false, 'she may unmute herself')
  t.equal(code(await graph.post(`${id}/participants/nobody/mute`, {})), '404 8558')
})

test('a bot that somebody else muted cannot unmute itself', async t => {
  const scene = await stage(t)
  const { bot, graph } = scene
  const id = await groupCall(scene)
  await graph.post(`${id}/participants/${lastEntry(bot, 'bot').id}/mute`, {})
  t.equal(code(await graph.post(`${id}/unmute`, {})), '403 8566')
})

test('one participant at a time hears hold music', async t => {
  const scene = await stage(t)
  const { emulator, bot, graph } = scene
  const id = await groupCall(scene)
  const before = bot.received.length
  const [adele, alex] = [lastEntry(bot, 'adele').id, lastEntry(bot, 'alex').id]
  t.match(await graph.post(`${id}/participants/${adele}/startHoldMusic`, { clientContext: 'wait' }), {
    status: 202,
    body: { '@odata.type': '#microsoft.graph.startHoldMusicOperation', status: 'running' }
  })
  t.equal(code(await graph.post(`${id}/participants/${alex}/startHoldMusic`, {})), '409 8519')
  await emulator.advance('PT1S')
  t.strictSame(story(bot).slice(before), ['deleted completed', 'roster adele alex bot'])
  t.match(lastEntry(bot, 'adele'), { mediaStreams: [{ direction: 'inactive' }] })
  t.equal(code(await graph.post(`${id}/participants/${alex}/stopHoldMusic`, {})), '400 8585')
  t.match(await graph.post(`${id}/participants/${adele}/stopHoldMusic`, {}), {
    status: 202,
    body: { '@odata.type': '#microsoft.graph.stopHoldMusicOperation', status: 'completed' }
  })
  await emulator.advance('PT1S')
  t.match(lastEntry(bot, 'adele'), { mediaStreams: [{ direction: 'sendReceive' }] })
  t.equal(code(await graph.post(`${id}/participants/${alex}/startHoldMusic`, {})), 202)
})

test('a large gallery comes as a participant of its own', async t => {
  const scene = await stage(t)
  const { emulator, bot, graph } = scene
  const id = await groupCall(scene)
  const before = bot.received.length
  const { status, body } = await graph.post(`${id}/addLargeGalleryView`, { clientContext: 'all' })
  t.match({ status, body }, { status: 202, body: { '@odata.type': '#microsoft.graph.addLargeGalleryViewOperation' } })
  t.match((await graph.get(`${id}/operations/${body.id}`)).body, { status: 'running' })
  await emulator.advance('PT1S')
  t.strictSame(story(bot)[before], 'deleted completed')
  const view = rosters(bot)
    .at(-1)
    ?.find(({ metadata }) => metadata !== undefined)
  t.match(view, {
    info: { identity: { application: { applicationType: 'LargeGallery-V2' } } },
    mediaStreams: [{ mediaType: 'video', direction: 'sendReceive' }]
  })
  t.match(JSON.parse(view?.metadata ?? ''), { audienceView: [{ type: 'lg' }] })
})

test('a bot with media of its own shares a screen, and watches again', async t => {
  const { emulator, bot, graph } = await stage(t)
  const meeting = await emulator.meeting({ organizer: 'adele' })
  await meeting.join('adele')
  const { body } = await graph.create(bot.uri, byLink(meeting, { mediaConfig: appHosted }))
  await emulator.advance('PT2S')
  for (const [role, direction] of [
    ['sharer', 'sendOnly'],
    ['viewer', 'receiveOnly']
  ] as const) {
    t.equal(code(await graph.post(`${body.id}/changeScreenSharingRole`, { role })), 202)
    await emulator.advance('PT1S')
    t.match(lastEntry(bot, 'bot').mediaStreams[1], { label: 'applicationsharing-video', direction }, role)
  }
  t.equal(code(await graph.post(`${body.id}/changeScreenSharingRole`, { role: 'star' })), '400 8523')
  const hosted = await graph.create(bot.uri, byLink(meeting))
  await emulator.advance('PT2S')
  t.equal(code(await graph.post(`${hosted.body.id}/changeScreenSharingRole`, { role: 'sharer' })), '400 8500')
})

test('actions on participants need a conversation, and one that is up', async t => {
  const { emulator, bot, graph } = await stage(t)
  const { body } = await graph.create(bot.uri)
  const actions = ['participants/x/mute', 'participants/x/startHoldMusic', 'addLargeGalleryView']
  for (const action of actions) t.equal(code(await graph.post(`${body.id}/${action}`, {})), '400 8501', action)
  await emulator.advance('PT2S')
  for (const action of actions) t.equal(code(await graph.post(`${body.id}/${action}`, {})), '400 8548', action)
  t.equal(code(await graph.get(`${body.id}/participants/x`)), '400 8548')
  t.match(await graph.get(`${body.id}/contentSharingSessions`), { status: 200, body: { value: [] } })
})

test('what people do in a peer-to-peer call is not told, except a hold that is announced', async t => {
  const { emulator, bot, graph } = await stage(t)
  const { body } = await graph.create(bot.uri)
  await emulator.advance('PT2S')
  const before = bot.received.length
  const call = emulator.callWithId(body.id)
  await call.mute()
  await call.unmute()
  await call.hold()
  await call.resume()
  await emulator.advance('PT1S')
  t.equal(bot.received.length, before)
  await call.hold({ announced: true })
  await call.resume()
  await emulator.advance('PT1S')
  t.strictSame(story(bot).slice(before), ['updated hold', 'updated established'])
  await call.transfer('megan')
  t.match(await call.view(), { state: 'established' }, 'the bot is handed over without a word')
  t.match(await call.share().catch((error: Error) => error), { message: /peer-to-peer/ })
  t.strictSame(names(rosters(bot).at(-1)), [])
})

test('the quality of a video device is taken, if it has the right shape', async t => {
  const { graph } = await stage(t)
  const id = '0c0ffee0-0000-4000-8000-000000000009'
  const quality = {
    '@odata.type': '#microsoft.graph.teleconferenceDeviceQuality',
    callChainId: id,
    participantId: id,
    mediaLegId: id,
    deviceName: 'Room 1',
    deviceDescription: 'Panel',
    mediaQualityList: [
      {
        '@odata.type': '#microsoft.graph.teleconferenceDeviceAudioQuality',
        channelIndex: 1,
        mediaDuration: 'PT20M',
        networkLinkSpeedInBytes: 13_000,
        localIPAddress: '127.0.0.1',
        localPort: 6_300,
        averageInboundJitter: 'PT0.01S',
        averageInboundPacketLossRateInPercentage: 1
      }
    ]
  }
  const log = (body: object) => graph.post('/v1.0/communications/calls/logTeleconferenceDeviceQuality', body)
  t.equal(code(await log({ quality })), 200)
  t.equal(code(await log({ quality: { ...quality, deviceName: undefined } })), '400 8523')
  t.equal(code(await log({ quality: { ...quality, mediaQualityList: [{ mediaDuration: '20 minutes' }] } })), '400 8523')
})
