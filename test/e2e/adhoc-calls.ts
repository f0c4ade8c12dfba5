import { test } from 'tap'
import { code, people, stage } from '../fixtures/conversations.js'
import { graphForUser } from '../fixtures/graph.js'

const start = { startTime: '2026-08-03T09:00:00Z', callRecordDelay: 'PT0S' } as const

interface ArtifactBody {
  id: string
  callId: string
}

test('what was recorded and said in a call that stands in no calendar is read by those who were in it', async t => {
  const { emulator, bot, graph } = await stage(t, start)
  const call = await emulator.call({ from: 'adele', to: 'ivr-bot', callbackUri: bot.uri })
  await graph.answer(call.id, { callbackUri: bot.uri })
  await emulator.advance('PT2S')
  const { callChainId } = (await graph.get(call.id)).body as unknown as { callChainId: string }
  await emulator.control('PUT', `/calls/${call.id}/transcription`, { on: true })
  await emulator.control('POST', `/calls/${call.id}/transcriptLines`, {
    speaker: 'Adele Vance',
    text: 'Is anybody there?'
  })
  await emulator.control('PUT', `/calls/${call.id}/recording`, { on: true })
  await emulator.advance('PT10S')
  await call.hangUp()

  const mine = `/v1.0/users/${people.adele}/adhocCalls/${callChainId}`
  t.match((await graph.get(mine)).body, { id: callChainId })
  const list = await graph.get(`${mine}/transcripts`)
  t.match(list.body, {
    '@odata.context': new RegExp(`#users\\('${people.adele}'\\)/adhocCalls\\('${callChainId}'\\)/transcripts$`),
    '@odata.count': 1,
    value: [
      {
        meetingId: null,
        callId: callChainId,
        createdDateTime: /^2026-08-03T09:00:02/,
        contentCorrelationId: /^[0-9a-f-]{36}-20260803_090002$/,
        transcriptContentUrl: new RegExp(
          `/v1.0/users/${people.adele}/adhocCalls/${callChainId}/transcripts/.+/content$`
        ),
        meetingOrganizer: { user: { id: people.adele } }
      }
    ]
  })
  const [transcript] = list.body['value'] as [ArtifactBody]
  const content = await fetch(`${emulator.url}${mine}/transcripts/${transcript.id}/content`, {
    headers: { authorization: `Bearer ${graph.token}` }
  })
  t.match(await content.text(), /<v Adele Vance>Is anybody there\?<\/v>/)
  t.match((await graph.get(`/v1.0/communications/adhocCalls/${callChainId}/recordings`)).body, { '@odata.count': 1 })
  t.match((await graph.get(`${mine}/recordings/delta()`)).body, { '@odata.deltaLink': /deltatoken/, value: [{}] })
  const adele = await graphForUser(emulator, 'adele')
  t.equal((await adele.get(`/v1.0/me/adhocCalls/${callChainId}/transcripts`)).status, 200)
  t.equal(code(await graph.get(mine.replace(people.adele, people.lee))), '404 NotFound', 'Lee was not in it')
  t.equal(code(await graph.get(`/v1.0/users/${people.adele}/adhocCalls/${people.lee}`)), '404 NotFound')
  t.strictSame((await graph.get(`/v1.0/users/${people.adele}/adhocCalls`)).body['value'], [], 'calls are not listed')

  for (const prefix of ['/v1.0/communications/adhocCalls', `/v1.0/users/${people.adele}/adhocCalls`]) {
    const all = `${prefix}/getAllTranscripts`
    const written = await graph.get(`${all}(userId='${people.adele}',startDateTime=2026-08-01T00:00:00Z)`)
    t.match(written.body, { '@odata.count': 1, value: [{ id: transcript.id }] }, prefix)
    const aliased = `${all}(userId='@userId',startDateTime=@startDateTime,endDateTime=@endDateTime)?userId=${people.adele}`
    t.match((await graph.get(aliased)).body, { value: [{ id: transcript.id }] }, 'as SDKs ask')
    t.equal(code(await graph.get(`${all}()`)), '400 BadRequest')
    t.match((await graph.get(`${all}(userId='${people.lee}')`)).body, { value: [] })
    t.match((await graph.get(`${all}(userId='${people.adele}')/delta`)).body, { value: [{ id: transcript.id }] })
  }
  t.equal(code(await adele.get(`/v1.0/me/adhocCalls/getAllTranscripts(userId='${people.adele}')`)), '403 Forbidden')
})

test('a finished recording can be added to any call on record', async t => {
  const { emulator, bot, graph } = await stage(t, start)
  const call = await emulator.call({ from: 'megan', to: 'ivr-bot', callbackUri: bot.uri })
  await graph.answer(call.id, { callbackUri: bot.uri })
  await emulator.advance('PT2S')
  await call.hangUp()
  const { value } = await emulator.control<{ value: { id: string }[] }>('GET', '/callRecords')
  const [record] = value
  const film = Buffer.from('not really a film')
  await emulator.control('POST', `/callRecords/${record?.id}/artifacts`, {
    ...{ kind: 'recordings', startDateTime: '2026-08-03T09:00:01Z', duration: 'PT1S' },
    content: film.toString('base64')
  })
  const recordings = `/v1.0/users/${people.megan}/adhocCalls/${record?.id}/recordings`
  const [{ id }] = (await graph.get(recordings)).body['value'] as [ArtifactBody]
  const content = await fetch(`${emulator.url}${recordings}/${id}/content`, {
    headers: { authorization: `Bearer ${graph.token}` }
  })
  t.equal(await content.text(), 'not really a film')
})
