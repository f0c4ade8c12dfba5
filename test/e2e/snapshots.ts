import { test } from 'tap'
import { byLink, people, stage, user } from '../fixtures/conversations.js'
import { emulatorFor } from '../fixtures/emulator.js'
import { endpointFor } from '../fixtures/endpoint.js'
import { graphFor } from '../fixtures/graph.js'

const start = { startTime: '2026-08-03T09:00:00Z' } as const

test('a world is saved in the middle of everything, and goes on in another emulator as it would have', async t => {
  const scene = await stage(t, start)
  const { emulator, bot, graph } = scene
  const endpoint = await endpointFor(t)
  const meeting = await emulator.meeting({ organizer: 'adele', subject: 'Saved' })
  await meeting.join('adele')
  await meeting.transcribe()
  await meeting.say('Adele Vance', 'Before')
  const joined = await graph.create(bot.uri, byLink(meeting))
  await graph.ask('POST', '/v1.0/subscriptions', {
    ...{ changeType: 'created', resource: '/communications/callRecords', notificationUrl: endpoint.url },
    expirationDateTime: '2026-08-05T09:00:00Z'
  })
  const over = await graph.create(bot.uri, { targets: [user('megan')] })
  await emulator.advance('PT5S')
  await graph.ask('DELETE', over.body.id)
  await graph.post(`/v1.0/users/${people.lee}/presence/setPresence`, {
    ...{ sessionId: people.lee, availability: 'Available', activity: 'Available', expirationDuration: 'PT5M' }
  })
  await emulator.control('POST', `/meetings/${meeting.id}/questions`, { from: 'megan', text: 'Saved, too?' })
  const ringing = await emulator.call({ from: 'alex', to: 'ivr-bot', callbackUri: bot.uri })
  const saved = await emulator.snapshot()

  const other = await emulatorFor(t, { clock: 'real' })
  await other.load(JSON.parse(JSON.stringify(saved)))
  t.strictSame(await other.snapshot(), saved, 'what was loaded is what was saved')
  t.match(await other.control('GET', '/clock'), { mode: 'virtual', now: '2026-08-03T09:00:05.000Z' })
  const there = await graphFor(other)
  t.match((await there.get(joined.body.id)).body, { state: 'established' })
  const again = await other.meetingNamed(meeting.joinWebUrl)
  t.match(await again.view(), { subject: 'Saved', transcribing: true, participants: [{}, {}] })
  const activity = async (name: 'adele' | 'lee') =>
    (await there.get(`/v1.0/users/${people[name]}/presence`)).body['activity']
  t.strictSame([await activity('adele'), await activity('lee')], ['InAConferenceCall', 'Available'])
  t.match((await there.get('/v1.0/communications/onlineMeetingConversations')).body, { value: [{}] })

  await other.advance('PT20S')
  t.match((await other.callWithId(ringing.id).view()).ending, { code: 487 }, 'who rang gives up at their own time')
  await other.advance('PT5M')
  t.equal(await activity('lee'), 'Offline')
  t.equal(endpoint.posted.length, 0)
  await other.advance('PT10M')
  t.match(endpoint.posted, [{ value: [{ changeType: 'created' }] }], 'and the record comes when it was to come')
  await again.say('Adele Vance', 'After')
  await again.end()
  const transcripts = `/v1.0/users/${people.adele}/onlineMeetings/${meeting.id}/transcripts`
  t.match((await there.get(transcripts)).body, { '@odata.count': 1 })

  await other.reset()
  t.strictSame(await other.snapshot(), saved, 'a reset comes back to it, with the time')
  t.match((await there.get(transcripts)).body, { '@odata.count': 0 })
})

test('a snapshot of another format is refused, and changes nothing', async t => {
  const emulator = await emulatorFor(t, start)
  const saved = (await emulator.snapshot()) as { format: number }
  await emulator.meeting({ organizer: 'adele' })
  await t.rejects(emulator.load({ ...saved, format: 99 }), { status: 400, message: /format 99.*reads format 1/ })
  await t.rejects(emulator.load({ format: 1 }), { status: 400, message: /version.*required/ })
  t.match(await emulator.control('GET', '/meetings'), { value: [{}] })
  const big = await emulatorFor(t, { seed: 'fixtures/tenants/reporting.yaml', ...start })
  await emulator.load(await big.snapshot())
  const { value } = await emulator.control<{ value: [] }>('GET', '/callRecords')
  t.equal(value.length, 1_000, 'with all its call records')
})
