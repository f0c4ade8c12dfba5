import { type Test, test } from 'tap'
import { byLink, code, people, stage } from '../fixtures/conversations.js'
import { graphFor, graphForUser } from '../fixtures/graph.js'

const start = { startTime: '2026-08-03T09:00:00Z' } as const

interface ArtifactBody {
  id: string
  callId: string
  contentCorrelationId: string
  createdDateTime: string
  [member: string]: unknown
}

/** A meeting of Adele's with Megan, recorded and transcribed. */
async function recorded(t: Test) {
  const scene = await stage(t, start)
  const { emulator, graph } = scene
  const meeting = await emulator.meeting({ organizer: 'adele', attendees: ['megan'] })
  await meeting.join('adele')
  await meeting.join('megan')
  await emulator.advance('PT5S')
  await meeting.transcribe()
  await meeting.record()
  await meeting.say('Adele Vance', 'Good morning.')
  await emulator.advance('PT1M2.5S')
  await meeting.say('Megan Bowen', 'Hello & welcome.')
  await emulator.advance('PT10S')
  const base = `/v1.0/users/${people.adele}/onlineMeetings/${meeting.id}`
  const raw = async (path: string, headers: Record<string, string> = {}) =>
    fetch(`${emulator.url}${path}`, { headers: { authorization: `Bearer ${graph.token}`, ...headers } })
  return { ...scene, meeting, base, raw }
}

test('a transcript and the recording made beside it can be read once they are finished', async t => {
  const { emulator, graph, meeting, base, raw } = await recorded(t)
  t.match(await meeting.view(), { recording: true, transcribing: true })
  t.match((await graph.get(`${base}/transcripts`)).body, { '@odata.count': 0, value: [] }, 'still being made')
  await meeting.transcribe(false)
  await meeting.end()
  const list = await graph.get(`${base}/transcripts`)
  const [transcript] = list.body['value'] as [ArtifactBody]
  t.match(list.body, {
    '@odata.context': /#users\('.*'\)\/onlineMeetings\('.*'\)\/transcripts$/,
    '@odata.count': 1,
    value: [
      {
        meetingId: meeting.id,
        callId: /^[0-9a-f-]{36}$/,
        createdDateTime: /^2026-08-03T09:00:05/,
        endDateTime: /^2026-08-03T09:01:17\.5/,
        contentCorrelationId: /^[0-9a-f-]{36}-0$/,
        transcriptContentUrl: `${emulator.url}${base}/transcripts/${transcript.id}/content`,
        meetingOrganizer: {
          application: null,
          user: {
            '@odata.type': '#microsoft.graph.teamworkUserIdentity',
            id: people.adele,
            userIdentityType: 'aadUser',
            tenantId: emulator.tenantId
          }
        }
      }
    ]
  })
  t.match(Buffer.from(transcript.id, 'base64').toString(), /^1##0##[0-9a-f-]{36}$/)
  const [recording] = (await graph.get(`${base}/recordings`)).body['value'] as [ArtifactBody]
  t.equal(recording.contentCorrelationId, transcript.contentCorrelationId, 'they belong together')
  t.equal(recording.callId, transcript.callId)
  const correlated = encodeURIComponent(`ContentCorrelationId eq '${recording.contentCorrelationId}'`)
  t.equal(((await graph.get(`${base}/transcripts?$filter=${correlated}`)).body['value'] as []).length, 1)
  const single = await graph.get(`${base}/transcripts/${transcript.id}?$select=callId`)
  t.same(Object.keys(single.body).sort(), ['@odata.context', 'callId', 'id'])

  const text = await raw(`${base}/transcripts/${transcript.id}/content?$format=text/vtt`)
  t.match(text.headers.get('content-type'), /^text\/vtt/)
  t.equal(
    await text.text(),
    'WEBVTT\n\n0:0:0.0 --> 0:0:2\n<v Adele Vance>Good morning.</v>\n\n0:1:2.5 --> 0:1:4.5\n<v Megan Bowen>Hello & welcome.</v>\n'
  )
  const metadata = await (
    await raw(`${base}/transcripts/${transcript.id}/metadataContent`, { accept: 'text/vtt' })
  ).text()
  const [, , times, cue] = metadata.split('\n')
  t.equal(times, '00:00:00.000 --> 00:00:02.000')
  t.match(JSON.parse(cue ?? ''), {
    startDateTime: /^2026-08-03T09:00:05\.\d{7}\+00:00$/,
    speakerName: 'Adele Vance',
    spokenText: 'Good morning.',
    spokenLanguage: 'en-us'
  })
  const docx = await raw(`${base}/transcripts/${transcript.id}/content?$format=application/vnd.openxmlformats`)
  t.match([docx.status, await docx.json()], [400, { error: { code: 'BadRequest', message: /Invalid format/ } }])

  const url = `${base}/recordings/${recording.id}/content`
  const whole = await raw(url)
  t.equal(whole.headers.get('content-type'), 'video/mp4')
  const bytes = Buffer.from(await whole.arrayBuffer())
  t.equal(bytes.subarray(4, 12).toString(), 'ftypisom')
  const part = await raw(url, { range: 'bytes=4-7' })
  t.strictSame(
    [part.status, await part.text(), part.headers.get('content-range')],
    [206, 'ftyp', `bytes 4-7/${bytes.length}`]
  )
  t.equal((await raw(url, { range: 'bytes=-4' })).status, 206)
  t.equal((await raw(url, { range: `bytes=${bytes.length}-` })).status, 416)
  t.equal(await (await raw(`${base}/recordings/$count`)).text(), '1')
  t.equal((await graph.ask('PUT', url, {})).status, 405)
  t.equal((await graph.ask('DELETE', url)).status, 405)
})

test('whoever is invited reads transcripts; what was recorded is for the organizer', async t => {
  const { emulator, graph, meeting, base } = await recorded(t)
  await meeting.end()
  const [recording] = (await graph.get(`${base}/recordings`)).body['value'] as [ArtifactBody]
  const megan = await graphForUser(emulator, 'megan')
  const mine = `/v1.0/me/onlineMeetings/${meeting.id}`
  t.equal((await megan.get(`${mine}/recordings/${recording.id}`)).status, 200)
  t.equal(code(await megan.get(`${mine}/recordings/${recording.id}/content`)), '403 Forbidden')
  const lee = `/v1.0/users/${people.lee}/onlineMeetings/${meeting.id}/transcripts`
  t.equal(code(await graph.get(lee)), '404 NotFound')
  t.equal(code(await graph.get(`${base}/transcripts/${recording.id}`)), '404 NotFound', 'that is the recording')
})

test('a meeting can be recorded by itself, by a bot, or not at all', async t => {
  const { emulator, graph, bot } = await stage(t, start)
  const meetings = `/v1.0/users/${people.adele}/onlineMeetings`
  const itself = await graph.ask('POST', meetings, { recordAutomatically: true })
  const automatic = await emulator.meetingNamed(itself.body.id)
  await automatic.join('adele')
  t.match(await automatic.view(), { recording: true, transcribing: true })
  await automatic.leave('adele')
  t.match((await graph.get(`${meetings}/${itself.body.id}/recordings`)).body, { '@odata.count': 1 })

  const forbidden = await graph.ask('POST', meetings, { allowRecording: false })
  const never = await emulator.meetingNamed(forbidden.body.id)
  await t.rejects(never.record(), { code: 'Conflict', message: /Nobody is in the meeting/ })
  await never.join('adele')
  await t.rejects(never.record(), { code: 'Conflict', message: /does not allow recordings/ })
  await never.transcribe()
  await t.rejects(never.transcribe(), { code: 'Conflict', message: /being made already/ })
  await never.transcribe(false)
  await t.rejects(never.say('Adele', 'x'), { code: 'Conflict', message: /No transcripts are being made/ })

  const call = await graph.create(bot.uri, byLink({ ...never }))
  await emulator.advance('PT2S')
  const transcription = (action: string) =>
    graph.post(`/beta/communications/calls/${call.body.id}/${action}`, { clientContext: 'x' })
  t.equal((await transcription('startTranscription')).status, 200)
  t.equal((await never.view()).transcribing, true)
  t.match(await transcription('stopTranscription'), { status: 200 })
  t.match((await graph.get(`${meetings}/${forbidden.body.id}/transcripts`)).body, { '@odata.count': 2 })
})

test('all transcripts of an organizer come in pages, and later those that were added since', async t => {
  const { emulator, graph } = await stage(t, start)
  const meeting = await emulator.meeting({ organizer: 'adele' })
  const add = (startDateTime: string, kind = 'transcripts', more: object = {}) =>
    emulator.control<{ id: string }>('POST', `/meetings/${meeting.id}/artifacts`, { kind, startDateTime, ...more })
  const ids = []
  for (const day of ['01', '02', '03']) ids.push((await add(`2026-07-${day}T09:00:00Z`)).id)
  const root = `/v1.0/users/${people.adele}/onlineMeetings/getAllTranscripts`
  const told = ({ body }: Awaited<ReturnType<typeof graph.get>>) =>
    (body['value'] as ArtifactBody[]).map(({ id }) => id)
  const organizer = `meetingOrganizerUserId='${people.adele}'`
  const times = 'startDateTime=2026-07-02T00:00:00Z,endDateTime=2026-07-02T23:59:59Z'
  t.match((await graph.get(`${root}(${organizer})`)).body, {
    '@odata.context': /#Collection\(callTranscript\)$/,
    '@odata.count': 3,
    value: [{ '@odata.type': '#microsoft.graph.callTranscript', id: ids[0] ?? '' }, {}, {}]
  })
  t.strictSame(told(await graph.get(`${root}(${organizer},${times})`)), [ids[1]])
  const sdk = `${root}(meetingOrganizerUserId='@meetingOrganizerUserId',startDateTime=@startDateTime,endDateTime=@endDateTime)`
  t.strictSame(
    told(await graph.get(`${sdk}?meetingOrganizerUserId=${people.adele}&startDateTime=2026-07-03T00:00:00Z`)),
    [ids[2]]
  )
  t.strictSame(told(await graph.get(`${sdk}?@meetingOrganizerUserId='${people.adele}'`)), ids)
  const legacy = encodeURIComponent(`MeetingOrganizer/User/Id eq '${people.adele}'`)
  t.strictSame(told(await graph.get(`${root}?$filter=${legacy}`)), ids)
  for (const [path, message] of [
    [root, /Value cannot be null/],
    [`${root}(meetingOrganizerUserId='@meetingOrganizerUserId')`, /meetingOrganizerUserId=/],
    [`${root}(${organizer},startDateTime=yesterday)`, /'startDateTime' is 'yesterday'/]
  ] as const) {
    t.match(await graph.get(path), { status: 400, body: { error: { code: 'BadRequest', message } } }, path)
  }

  const page = await graph.get(`${root}(${organizer})?$top=2`)
  t.strictSame(told(page), ids.slice(0, 2))
  const link = (answer: typeof page, name: string) => String(answer.body[`@odata.${name}`]).slice(emulator.url.length)
  t.strictSame(told(await graph.get(link(page, 'nextLink'))), ids.slice(2))

  const first = await graph.get(`${root}(${organizer})/delta?$top=2`)
  t.strictSame(told(first), ids.slice(0, 2))
  t.notOk('@odata.deltaLink' in first.body, 'exactly one of both links')
  const second = await graph.get(link(first, 'nextLink'))
  t.strictSame(told(second), ids.slice(2))
  const deltaLink = link(second, 'deltaLink')
  t.match(deltaLink, /\$deltatoken=/)
  t.match((await graph.get(deltaLink)).body, { '@odata.count': 0, value: [] })
  const { id: added } = await add('2026-07-04T09:00:00Z')
  await add('2026-07-04T09:00:00Z', 'recordings')
  const later = await graph.get(deltaLink)
  t.strictSame(told(later), [added], 'only what was added, of its kind')
  t.strictSame(told(await graph.get(link(later, 'deltaLink'))), [])
  t.match(await graph.get(deltaLink.replace(/deltatoken=.*/, 'deltatoken=abc')), {
    status: 400,
    body: { error: { message: /follow links as they are/ } }
  })
  await emulator.advance('P31D')
  // Tokens end while a month goes by.
  const fresh = await graphFor(emulator)
  const expired = await fresh.get(deltaLink)
  t.match(expired, { status: 410, body: { error: { code: 'syncStateNotFound' } } })
  const begun = (expired.headers.get('location') ?? '').slice(emulator.url.length)
  t.equal((await fresh.get(begun)).body['@odata.count'], 4, 'the Location begins anew')
  const ofMeeting = await fresh.get(`/v1.0/users/${people.adele}/onlineMeetings/${meeting.id}/transcripts/delta()`)
  t.equal(told(ofMeeting).length, 4)
})

test('administrators can have transcripts read by nobody', async t => {
  const { emulator } = await stage(t, start)
  const id = '22222222-0000-4000-8000-000000000001'
  const ann = {
    id: '22222222-0000-4000-8000-000000000002',
    displayName: 'Ann',
    userPrincipalName: 'ann@fabrikam.example'
  }
  await emulator.control('POST', '/tenants', { id, domain: 'fabrikam.example', users: [ann], transcriptAccess: false })
  const meeting = await emulator.meeting({ organizer: 'ann', tenantId: id })
  const graph = await graphFor(emulator, await emulator.registerBot({ tenantId: id }), id)
  const base = `/v1.0/users/${ann.id}/onlineMeetings`
  for (const path of [
    `${base}/${meeting.id}/transcripts`,
    `${base}/getAllTranscripts(meetingOrganizerUserId='${ann.id}')`
  ]) {
    t.match(await graph.get(path), {
      status: 403,
      body: {
        error: {
          code: 'Forbidden',
          message: /^Graph API access to transcripts is disabled for this tenant\./,
          innerError: { code: 'GraphAccessToTranscriptsDisabled' }
        }
      }
    })
  }
  t.equal((await graph.get(`${base}/${meeting.id}/recordings`)).status, 200)
})
