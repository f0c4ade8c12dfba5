import { test } from 'tap'
import { byLink, code, groupCall, people, stage, user } from '../fixtures/conversations.js'
import { emulatorFor } from '../fixtures/emulator.js'
import { endpointFor } from '../fixtures/endpoint.js'
import { type Answer, type GraphCaller, graphFor, graphForUser } from '../fixtures/graph.js'

const start = { startTime: '2026-08-03T09:00:00Z' } as const
const atOnce = { ...start, callRecordDelay: 'PT0S' } as const
const records = '/v1.0/communications/callRecords'

interface Row {
  id: string
  version: number
  [member: string]: unknown
}

const rows = ({ body }: Answer) => body['value'] as Row[]

/** Text of a request that is not answered with JSON. */
async function text(graph: GraphCaller, url: string): Promise<string> {
  return (await fetch(url, { headers: { authorization: `Bearer ${graph.token}` } })).text()
}

test('a call between two: one session, one segment, and all three have the id of the call chain', async t => {
  const { emulator, bot, graph } = await stage(t, atOnce)
  const { body } = await graph.create(bot.uri)
  await emulator.advance('PT2S')
  const { callChainId: id } = (await graph.get(body.id)).body as unknown as { callChainId: string }
  await emulator.advance('PT25S')
  await graph.ask('DELETE', body.id)
  const record = await graph.get(`${records}/${id}?$expand=sessions($expand=segments)`)
  t.match(record, {
    status: 200,
    body: {
      '@odata.context': `${emulator.url}/v1.0/$metadata#communications/callRecords(sessions(segments()))/$entity`,
      id,
      version: 1,
      type: 'peerToPeer',
      modalities: ['audio'],
      joinWebUrl: null,
      organizer: null,
      participants: [],
      lastModifiedDateTime: /^2026-08-03T09:00:27/,
      'organizer_v2@odata.context': `${emulator.url}/v1.0/$metadata#communications/callRecords('${id}')/organizer_v2/$entity`,
      organizer_v2: {
        id: '0c0ffee0-b070-4000-8000-000000000001',
        identity: { application: { displayName: 'IVR Bot' } }
      },
      'participants_v2@odata.context': /participants_v2\/\$entity$/,
      'sessions@odata.context': /sessions\(segments\(\)\)$/,
      sessions: [
        {
          id,
          isTest: false,
          failureInfo: null,
          caller: {
            '@odata.type': '#microsoft.graph.callRecords.participantEndpoint',
            userAgent: { '@odata.type': '#microsoft.graph.callRecords.serviceUserAgent', role: 'customBot' }
          },
          callee: {
            userAgent: { platform: 'windows', productFamily: 'teams' },
            associatedIdentity: {
              '@odata.type': '#microsoft.graph.userIdentity',
              id: people.adele,
              displayName: 'Adele Vance',
              userPrincipalName: 'AdeleV@contoso.example'
            }
          },
          segments: [
            {
              id,
              media: [
                {
                  label: 'main-audio',
                  callerNetwork: { traceRouteHops: [] },
                  streams: [{ streamDirection: 'callerToCallee' }, { streamDirection: 'calleeToCaller' }]
                }
              ]
            }
          ]
        }
      ]
    }
  })
  const [session] = record.body['sessions'] as [{ startDateTime: string; endDateTime: string; segments: unknown[] }]
  t.match(session, { startDateTime: '2026-08-03T09:00:01.300Z', endDateTime: '2026-08-03T09:00:27.000Z' })
  t.equal(record.body['startDateTime'], session.startDateTime)
  t.notOk('participants_v2' in record.body)
  const again = await graph.get(`${records}/${id}?$expand=sessions($expand=segments)`)
  t.strictSame(again.body, record.body, 'what is made up is the same at every reading')
  const plain = await graph.get(`${records}/${id}`)
  t.notOk('sessions' in plain.body)
  t.match(plain.body, { 'participants_v2@odata.context': /participants_v2\/\$entity$/ })
  const lean = await graph.ask('GET', `${records}/${id}`, undefined, { prefer: 'omit-values=nulls' })
  t.notOk('joinWebUrl' in lean.body)
  t.match(lean.headers.get('preference-applied'), 'omit-values=nulls')
  t.same(
    Object.keys((await graph.get(`${records}/${id}?$select=version,type`)).body)
      .filter(name => !name.includes('@'))
      .sort(),
    ['id', 'type', 'version']
  )
})

test('a meeting: one session for each time somebody was there, everybody once', async t => {
  const { emulator, bot, graph } = await stage(t, atOnce)
  const meeting = await emulator.meeting({ organizer: 'adele' })
  await meeting.join('adele')
  const { body } = await graph.create(bot.uri, byLink(meeting))
  await emulator.advance('PT10S')
  await meeting.join('megan')
  await meeting.join({ guest: 'Waits in the lobby' })
  await emulator.callWithId(body.id).share({ participant: 'megan' })
  await emulator.advance('PT10S')
  await meeting.leave('megan')
  await emulator.advance('PT10S')
  await meeting.join('megan')
  await emulator.advance('PT10S')
  await meeting.end()
  const [record] = rows(await graph.get(records)) as [Row]
  t.match(record, { type: 'groupCall', joinWebUrl: meeting.joinWebUrl, organizer_v2: { id: people.adele } })
  const { body: whole } = await graph.get(`${records}/${record.id}?$expand=sessions,participants_v2`)
  t.strictSame(whole['modalities'], ['audio', 'videoBasedScreenSharing'])
  t.equal((whole['sessions'] as []).length, 4, 'three came, one of them twice; who waited did not')
  t.match(whole['sessions'], [{ callee: { userAgent: { role: 'mediaController' } } }, {}, {}, {}])
  t.strictSame(
    (whole['participants_v2'] as Row[]).map(({ id }) => id),
    [people.adele, '0c0ffee0-b070-4000-8000-000000000001', people.megan]
  )
  const base = `${records}/${record.id}`
  for (const [below, count] of [
    ['sessions', 4],
    ['participants_v2', 3]
  ] as const) {
    t.equal(rows(await graph.get(`${base}/${below}`)).length, count)
    t.equal(await text(graph, `${emulator.url}${base}/${below}/$count`), String(count))
  }
  const [session] = rows(await graph.get(`${base}/sessions?$expand=segments`)) as [Row & { segments: [Row] }]
  t.equal((await graph.get(`${base}/sessions/${session.id}`)).body.id, session.id)
  const segment = `${base}/sessions/${session.id}/segments`
  t.match(rows(await graph.get(segment)), [{ id: session.segments[0].id }])
  t.equal((await graph.get(`${segment}/${session.segments[0].id}`)).status, 200)
  t.equal((await graph.get(`${base}/participants_v2/${people.megan}`)).body.id, people.megan)
  t.equal((await graph.get(`${base}/organizer_v2`)).body.id, people.adele)
  for (const path of [`${base}/sessions/${record.id}`, `${segment}/x`, `${base}/participants_v2/x`]) {
    t.equal(code(await graph.get(path)), '404 NotFound', path)
  }
})

test('calls that came to nothing are on record with the reason', async t => {
  const { emulator, bot, graph } = await stage(t, atOnce)
  await emulator.control('PATCH', `/users/${people.adele}`, { farEnd: { action: 'decline' } })
  await emulator.control('PATCH', `/users/${people.alex}`, { farEnd: { action: 'busy' } })
  await graph.create(bot.uri)
  await emulator.advance('PT5S')
  const [declined] = rows(await graph.get(records)) as [Row]
  const expanded = async (id: string) => (await graph.get(`${records}/${id}?$expand=sessions($expand=segments)`)).body
  t.match(await expanded(declined.id), {
    type: 'peerToPeer',
    sessions: [
      {
        failureInfo: { stage: 'callSetup', reason: /./ },
        segments: [{ failureInfo: { stage: 'callSetup' }, media: [] }]
      }
    ]
  })
  await emulator.advance('PT1M')
  await groupCall({ emulator, bot, graph }, { targets: [user('megan'), user('alex')] }).then(id =>
    graph.ask('DELETE', id)
  )
  const [group] = rows(await graph.get(records)) as [Row]
  const { sessions } = (await expanded(group.id)) as unknown as { sessions: { failureInfo: object | null }[] }
  t.equal(sessions.length, 3, 'the bot, Megan, and Alex who was busy')
  t.strictSame(sessions.filter(({ failureInfo }) => failureInfo !== null).length, 1)
})

test('a call between two that becomes one of three is one record of a group call', async t => {
  const { emulator, bot, graph } = await stage(t, atOnce)
  const call = await emulator.call({ from: 'megan', to: 'ivr-bot', callbackUri: bot.uri })
  await graph.answer(call.id, { callbackUri: bot.uri })
  await emulator.advance('PT5S')
  await graph.post(`${call.id}/participants/invite`, { participants: [user('lee')] })
  await emulator.advance('PT5S')
  await graph.ask('DELETE', call.id)
  const all = rows(await graph.get(records))
  t.equal(all.length, 1)
  const [record] = all as [Row]
  t.match(record, { type: 'groupCall', organizer_v2: { id: people.megan } })
  t.equal(((await graph.get(`${records}/${record.id}?$expand=sessions`)).body['sessions'] as []).length, 3)
})

test('two bots that call each other share one record', async t => {
  const { emulator, bot, graph } = await stage(t, { ...atOnce })
  const other = await emulator.registerBot({ displayName: 'Other', callbackUri: bot.uri })
  const otherGraph = await graphFor(emulator, other)
  await graph.create(bot.uri, { targets: [{ identity: { application: { id: other.appId } } }] })
  await emulator.advance('PT1S')
  const incoming = bot.received.find(({ notification }) => notification.changeType === 'created')
  const id = incoming?.notification.resourceUrl.split('/').at(-1) ?? ''
  await otherGraph.answer(id, { callbackUri: bot.uri })
  await emulator.advance('PT5S')
  await otherGraph.ask('DELETE', id)
  await emulator.advance('PT1S')
  const found = rows(await graph.get(`${records}`))
  t.equal(found.length, 1)
})

test('a record is read a while after the call, and says so until then', async t => {
  const { emulator, bot, graph } = await stage(t, start)
  const { body } = await graph.create(bot.uri)
  await emulator.advance('PT5S')
  const { callChainId: id } = (await graph.get(body.id)).body as unknown as { callChainId: string }
  t.match((await graph.get(`${records}/${id}`)).body.error, { code: 'NotFound', message: /No call of this tenant/ })
  await graph.ask('DELETE', body.id)
  t.match(await graph.get(`${records}/${id}`), {
    status: 404,
    body: { error: { code: 'NotFound', message: /will be written 15 minutes after its end/ } }
  })
  t.strictSame(rows(await graph.get(records)), [])
  const pending = await emulator.control<{ value: { id: string; version: number; due: string }[] }>(
    'GET',
    '/callRecords'
  )
  t.match(pending.value, [{ id, version: 0, due: /^2026-08-03T09:15:05/ }])
  await emulator.advance('PT15M')
  t.match((await graph.get(`${records}/${id}`)).body, { version: 1, lastModifiedDateTime: /09:15:05/ })
  await emulator.advance('P31D')
  const later = await graphFor(emulator)
  t.match(await later.get(`${records}/${id}`), {
    status: 404,
    body: {
      error: {
        code: 'NotFound',
        message:
          /^Could not find the requested call record\. Records about calls or online meetings that started more than 30 days ago are not available\./
      }
    }
  })
  t.strictSame(rows(await later.get(records)), [])
})

test('whoever rates a call makes another version of its record, which is told as updated', async t => {
  const { emulator, bot, graph } = await stage(t, start)
  const endpoint = await endpointFor(t)
  const subscribe = (changeType: string, resource = '/communications/callRecords') =>
    graph.ask('POST', '/v1.0/subscriptions', {
      ...{ changeType, resource, notificationUrl: endpoint.url, clientState: changeType },
      expirationDateTime: '2026-08-05T09:00:00Z'
    })
  const of = (name: keyof typeof people) =>
    `/communications/callRecords?$filter=participants/any(p:p/id eq '${people[name]}')`
  for (const [changeType, resource] of [
    ['created', undefined],
    ['updated', undefined],
    ['created,updated', of('adele')],
    ['updated', of('megan')]
  ] as const) {
    t.equal((await subscribe(changeType, resource)).status, 201)
  }
  const { body } = await graph.create(bot.uri)
  await emulator.advance('PT5S')
  await graph.ask('DELETE', body.id)
  t.equal(endpoint.posted.length, 0)
  await emulator.advance('PT15M')
  const told = () => endpoint.posted.map(({ value: [one] }) => `${one?.clientState}: ${one?.changeType}`).sort()
  t.strictSame(told(), ['created,updated: created', 'created,updated: updated', 'created: created', 'updated: updated'])
  const [{ id }] = rows(await graph.get(records)) as [Row]
  t.match(endpoint.posted[0]?.value, [
    {
      resource: `communications/callRecords/${id}`,
      resourceData: {
        '@odata.type': '#Microsoft.Graph.callRecord',
        '@odata.id': `communications/callRecords/${id}`,
        id
      }
    }
  ])
  endpoint.posted.length = 0
  await emulator.control('POST', `/callRecords/${id}/feedback`, {
    ...{ participant: 'adele', rating: 'poor', tokens: { Echo: false, Noisy: true } }
  })
  await emulator.advance('PT1S')
  t.strictSame(told(), ['created,updated: updated', 'updated: updated'])
  t.match((await graph.get(`${records}/${id}?$expand=sessions`)).body, {
    version: 2,
    sessions: [{ callee: { feedback: { rating: 'poor', text: null, tokens: { Noisy: true } } } }]
  })
  await t.rejects(emulator.control('POST', `/callRecords/${id}/feedback`, { participant: 'lee', rating: 'bad' }), {
    message: /Nobody in the call answers to 'lee'/
  })
})

test('the list takes a span of time and somebody who took part, and pages of sixty', async t => {
  const { emulator, graph } = await stage(t, start)
  await emulator.control('POST', '/callRecords/history', { seed: 3, days: 5, callsPerDay: 40 })
  const all: Row[] = []
  let next: string | undefined = records
  const sizes = []
  while (next !== undefined) {
    const page: Answer = await graph.get(next)
    sizes.push(rows(page).length)
    all.push(...rows(page))
    next = (page.body['@odata.nextLink'] as string | undefined)?.slice(emulator.url.length)
  }
  t.strictSame(sizes, [60, 60, 60, 20])
  t.equal(new Set(all.map(({ id }) => id)).size, 200)
  const starts = all.map(row => String(row['startDateTime']))
  t.strictSame(starts, [...starts].sort().reverse(), 'the newest first')
  t.equal(await text(graph, `${emulator.url}${records}/$count`), '200')

  const filtered = async (filter: string, more = '') =>
    rows(await graph.get(`${records}?$filter=${encodeURIComponent(filter)}${more}`))
  const [from, until] = ['2026-07-30T00:00:00Z', '2026-07-31T00:00:00Z']
  const within = starts.filter(one => one >= '2026-07-30' && one < '2026-07-31')
  t.equal(within.length, 40)
  t.strictSame(
    (await filtered(`startDateTime ge ${from} and startDateTime lt ${until}`)).map(row => row['startDateTime']),
    within
  )
  const took = `participants_v2/any(p:p/id eq '${people.adele}')`
  const hers = await filtered(`${took} and startDateTime ge 2026-08-02T00:00:00Z`)
  t.ok(hers.length > 0 && hers.length < 60)
  for (const { id } of hers) {
    const { body } = await graph.get(`${records}/${id}?$expand=participants_v2`)
    t.ok((body['participants_v2'] as Row[]).some(one => one.id === people.adele))
  }
  const few = await graph.ask('GET', records, undefined, { prefer: 'odata.maxpagesize=7' })
  t.equal(rows(few).length, 7)
  for (const [query, status, errorCode, message] of [
    [`$filter=${encodeURIComponent(`${took} or startDateTime ge ${from}`)}`, 400, 'BadRequest', /call records take/],
    ["$filter=type eq 'groupCall'", 400, 'Request_UnsupportedQuery', /startDateTime/],
    [`$filter=startDateTime eq ${from}`, 400, 'BadRequest', /call records take/],
    ["$filter=startDateTime ge 'yesterday'", 400, 'BadRequest', /call records take/],
    ['$expand=sessions', 400, 'ExpandNotSupported', /sessions/],
    ['$orderby=startDateTime', 400, 'Request_UnsupportedQuery', /orderby/]
  ] as const) {
    t.match(await graph.get(`${records}?${query}`), { status, body: { error: { code: errorCode, message } } }, query)
  }
  t.equal(code(await graph.get(`${records}/${all[0]?.id}?$expand=sessions($expand=media)`)), '400 ExpandNotSupported')
})

test('many sessions come in pages of their own', async t => {
  const { emulator, graph } = await stage(t, atOnce)
  const meeting = await emulator.meeting({ organizer: 'adele', lobbyBypassScope: 'everyone' })
  for (let number = 0; number < 61; number++) await meeting.join({ guest: `Guest ${number}` })
  await emulator.advance('PT5S')
  await meeting.end()
  const [{ id }] = rows(await graph.get(records)) as [Row]
  const { body } = await graph.get(`${records}/${id}?$expand=sessions($expand=segments)`)
  t.equal((body['sessions'] as []).length, 60)
  const link = String(body['sessions@odata.nextLink'])
  t.match(link, /\/sessions\?\$expand=segments&\$skiptoken=/)
  t.match((await graph.get(link.slice(emulator.url.length))).body, { value: [{ segments: [{}] }] })
})

test('call records are for applications, and only read', async t => {
  const { emulator, graph } = await stage(t)
  const megan = await graphForUser(emulator, 'megan')
  for (const path of [records, `${records}/x`, `${records}/$count`, `${records}/x/sessions`]) {
    t.equal(code(await megan.get(path)), '403 Forbidden', path)
  }
  for (const [method, path] of [
    ['POST', records],
    ['PATCH', `${records}/x`],
    ['DELETE', `${records}/x`]
  ] as const) {
    t.equal((await graph.ask(method, path, {})).status, 405, `${method} ${path}`)
  }
})

test('telephone calls are told in the log of whoever carried them', async t => {
  const { emulator, bot, graph } = await stage(t, atOnce)
  const call = await emulator.call({ from: { phone: '+12025550123' }, to: '+14255550199', callbackUri: bot.uri })
  await graph.answer(call.id, { callbackUri: bot.uri })
  await emulator.advance('PT1M5S')
  await call.hangUp()
  const meeting = await emulator.meeting({ organizer: 'adele', isDialInBypassEnabled: true })
  await meeting.join({ phone: '+12025550124' })
  await emulator.advance('PT10S')
  await meeting.end()
  const log = (name: string, from: string, to: string) =>
    graph.get(`${records}/${name}(fromDateTime=${from},toDateTime=${to})`)
  const pstn = await log('getPstnCalls', '2026-08-01', '2026-08-03')
  t.match(pstn.body, {
    '@odata.context': /#Collection\(microsoft\.graph\.callRecords\.pstnCallLogRow\)$/,
    '@odata.count': 2,
    value: [
      {
        callType: 'ucap_in',
        callerNumber: '+12025550123',
        calleeNumber: '+14255550199',
        userId: null,
        duration: 64,
        charge: 0,
        currency: 'USD',
        operator: 'Microsoft'
      },
      { callType: 'conf_in', callerNumber: '+12025550124', conferenceId: /^\d{9}$/, duration: 10 }
    ]
  })
  t.match((await log('getDirectRoutingCalls', '2026-08-01', '2026-08-04')).body, { '@odata.count': 0, value: [] })
  const named = await graph.get(
    `${records}/microsoft.graph.callRecords.getPstnCalls(fromDateTime=2026-08-03T09:00:30Z,toDateTime=2026-08-03T23:00:00Z)`
  )
  t.match(named.body, { value: [{ callType: 'conf_in' }] }, 'by the start of the call, and as SDKs ask')
  for (const [path, status, message] of [
    ['getPstnCalls(fromDateTime=2026-05-01,toDateTime=2026-08-01)', 406, /90 days/],
    ['getPstnCalls(fromDateTime=2026-08-02,toDateTime=2026-08-01)', 400, /after/],
    ['getPstnCalls(fromDateTime=2026-08-02)', 400, /Both are required/],
    ['getPstnCalls(fromDateTime=monday,toDateTime=2026-08-01)', 400, /'fromDateTime' is 'monday'/],
    ['getPstnCalls', 400, /Both are required/]
  ] as const) {
    t.match(await graph.get(`${records}/${path}`), { status, body: { error: { message } } }, path)
  }
  t.equal((await log('getPstnCalls', '2026-05-03', '2026-08-01')).status, 200, '90 days are taken')
})

test('a seed file can have a past, a quarter of it for the logs and a month for the records', async t => {
  const emulator = await emulatorFor(t, { ...start, seed: 'fixtures/tenants/reporting.yaml' })
  const reporting = {
    ...{ appId: '0c0ffee0-b070-4000-8000-000000000011', secret: 'ringback-reporting-secret', displayName: 'Reporting' }
  }
  const graph = await graphFor(emulator, reporting)
  const month = Number(await text(graph, `${emulator.url}${records}/$count`))
  t.ok(month > 29 * 40 && month <= 30 * 40, `${month} of thirty days, the first of which had begun`)
  const log = (name: string) => graph.get(`${records}/${name}(fromDateTime=2026-05-06,toDateTime=2026-08-03)`)
  const pstn = await log('getPstnCalls')
  const direct = await log('getDirectRoutingCalls')
  t.match(rows(direct)[0], {
    correlationId: /^[0-9a-f-]{36}$/,
    trunkFullyQualifiedDomainName: 'sbc1.fabrikam.example',
    calleeNumber: /\*\*\*$|^$/
  })
  t.ok(rows(direct).some(row => row['successfulCall'] === false && row['finalSipCode'] === 480))
  t.ok(rows(direct).some(row => row['successfulCall'] === true && row['finalSipCodePhrase'] === 'BYE'))
  t.ok(rows(pstn).length > 500 && rows(direct).length > 500)
  await emulator.control('POST', '/callRecords/history', { seed: 9, days: 30, callsPerDay: 120 })
  const long = await log('getPstnCalls')
  t.equal(rows(long).length, 1_000)
  const nextLink = String(long.body['@odata.nextLink'])
  t.match(nextLink, /getPstnCalls\(fromDateTime=2026-05-06,toDateTime=2026-08-03\)\?\$skip=1000$/)
  t.ok(rows(await graph.get(nextLink.slice(emulator.url.length))).length > 0)
  await emulator.reset()
  t.equal(await text(graph, `${emulator.url}${records}/$count`), String(month), 'a reset goes back to the same past')
})
