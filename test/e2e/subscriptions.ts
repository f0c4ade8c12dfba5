import type { Test } from 'tap'
import { test } from 'tap'
import type { EmulatorHandle } from '../../src/index.js'
import { code, people } from '../fixtures/conversations.js'
import { emulatorFor } from '../fixtures/emulator.js'
import { type Endpoint, type EndpointAnswer, endpointFor } from '../fixtures/endpoint.js'
import { type GraphCaller, graphFor, graphForUser } from '../fixtures/graph.js'

const presences = (...ids: string[]) => `communications/presences?$filter=id in (${ids.map(id => `'${id}'`).join(',')})`
const meetings = 'communications/onlineMeetings'

interface Stage {
  emulator: EmulatorHandle
  endpoint: Endpoint
  /** On behalf of Megan. */
  graph: GraphCaller
  /** The application itself. */
  app: GraphCaller
  now: number
}

async function stage(t: Test, options = {}): Promise<Stage> {
  const emulator = await emulatorFor(t, { startTime: '2026-08-07T10:00:00Z', ...options })
  const endpoint = await endpointFor(t)
  const now = Date.parse('2026-08-07T10:00:00Z')
  return { emulator, endpoint, graph: await graphForUser(emulator, 'megan'), app: await graphFor(emulator), now }
}

const inMinutes = ({ now }: Stage, minutes: number) => new Date(now + minutes * 60_000).toISOString()

const wanted = (scene: Stage, more: object = {}) => ({
  changeType: 'updated',
  notificationUrl: `${scene.endpoint.url}/notify?app=1`,
  resource: `/communications/presences/${people.adele}`,
  expirationDateTime: inMinutes(scene, 60),
  clientState: 's3cret',
  ...more
})

const records = (scene: Stage, more: object = {}) =>
  wanted(scene, { resource: 'communications/callRecords', changeType: 'created,updated', ...more })

const subscribe = (graph: GraphCaller, body: object, version = 'v1.0') =>
  graph.ask('POST', `/${version}/subscriptions`, body)

const message = async (graph: GraphCaller, body: object, version?: string) => {
  const answer = await subscribe(graph, body, version)
  return answer.status < 400 ? answer.status : `${code(answer)}: ${answer.body.error.message}`
}

const busy = (graph: GraphCaller, of: string = people.adele, activity = 'InACall') =>
  graph.ask('POST', `/v1.0/users/${of}/presence/setPresence`, {
    ...{ sessionId: people.lee, availability: 'Busy', activity, expirationDuration: 'PT1H' }
  })

test('who subscribes is asked for an echo, and is told of changes until it ends', async t => {
  const scene = await stage(t)
  const { emulator, endpoint, graph, app } = scene
  const { status, body } = await subscribe(graph, wanted(scene))
  t.equal(status, 201)
  t.match(body, {
    '@odata.context': `${emulator.url}/v1.0/$metadata#subscriptions/$entity`,
    id: /^[0-9a-f-]{36}$/,
    resource: `/communications/presences/${people.adele}`,
    changeType: 'updated',
    clientState: 's3cret',
    creatorId: people.megan,
    expirationDateTime: '2026-08-07T11:00:00.000Z',
    latestSupportedTlsVersion: 'v1_2',
    includeResourceData: null
  })
  t.match(endpoint.asked, [/^\/notify\?app=1&validationToken=Validation%3a\+Testing\+client/])
  await busy(app)
  await busy(app)
  await busy(app, people.alex)
  await emulator.advance('PT1S')
  t.equal(endpoint.posted.length, 1, 'of whom it is about, and only of changes')
  t.match(endpoint.posted[0], {
    path: '/notify?app=1',
    value: [
      {
        subscriptionId: body.id,
        subscriptionExpirationDateTime: '2026-08-07T11:00:00.000Z',
        clientState: 's3cret',
        changeType: 'updated',
        resource: `communications/presences/${people.adele}`,
        resourceData: {
          '@odata.type': '#microsoft.graph.presence',
          '@odata.id': `users/${people.adele}/presence`,
          id: people.adele
        },
        tenantId: emulator.tenantId,
        organizationId: emulator.tenantId
      }
    ]
  })
  t.notOk(endpoint.posted[0]?.validationTokens)
  await emulator.advance('PT59M59S')
  t.equal(code(await graph.get(`/v1.0/subscriptions/${body.id}`)), '404 ResourceNotFound')
  await busy(app)
  await emulator.advance('PT1S')
  t.equal(endpoint.posted.length, 1)
})

test('subscriptions are listed, read, renewed, moved and ended by their owner', async t => {
  const scene = await stage(t)
  const { emulator, endpoint, graph, app } = scene
  const { id } = (await subscribe(graph, wanted(scene))).body
  const path = `/v1.0/subscriptions/${id}`
  t.match(await graph.get(path), { status: 200, body: { id, clientState: 's3cret' } })
  t.match((await graph.get('/v1.0/subscriptions')).body['value'], [{ id, clientState: null }])
  for (const [other, who] of [
    [app, 'the application itself'],
    [await graphForUser(emulator, 'adele'), 'somebody else']
  ] as const) {
    t.strictSame((await other.get('/v1.0/subscriptions')).body['value'], [], who)
    t.equal(code(await other.get(path)), '404 ResourceNotFound', who)
    t.equal(code(await other.ask('DELETE', path)), '404 ResourceNotFound', who)
  }
  await emulator.advance('PT30M')
  const renewed = await graph.ask('PATCH', path, { expirationDateTime: inMinutes(scene, 90) })
  t.match(renewed, { status: 200, body: { expirationDateTime: inMinutes(scene, 90) } })
  const moved = await graph.ask('PATCH', path, { notificationUrl: `${endpoint.url}/moved` })
  t.match(moved, { status: 200, body: { notificationUrl: `${endpoint.url}/moved` } })
  t.match(endpoint.asked.at(-1), /^\/moved\?validationToken=/)
  await emulator.advance('PT45M')
  await busy(app)
  await emulator.advance('PT1S')
  t.equal(endpoint.posted.at(-1)?.path, '/moved')
  t.equal((await graph.ask('POST', `${path}/reauthorize`)).status, 204)
  t.match(await graph.ask('PATCH', path, {}), {
    status: 400,
    body: { error: { message: /must contain either the 'expirationDateTime' or 'notificationUrl'/ } }
  })
  endpoint.echo = () => 500
  t.equal(code(await graph.ask('PATCH', path, { notificationUrl: `${endpoint.url}/broken` })), '400 InvalidRequest')
  t.match((await graph.get(path)).body, { notificationUrl: `${endpoint.url}/moved` })
  t.equal((await graph.ask('DELETE', path)).status, 204)
  for (const [method, body] of [
    ['GET'],
    ['DELETE'],
    ['PATCH', { expirationDateTime: inMinutes(scene, 60) }]
  ] as const) {
    t.equal(code(await graph.ask(method, path, body)), '404 ResourceNotFound', method)
  }
  t.equal(code(await graph.ask('POST', `${path}/reauthorize`, {})), '404 ResourceNotFound')
})

test('an endpoint that does not echo as it should gets no subscription, and the journal says why', async t => {
  const scene = await stage(t, { validationTimeout: 'PT1S' })
  const { emulator, endpoint, graph } = scene
  const failed = 'Notification endpoint must respond with 200 OK to validation request.'
  const wrong: [string, (token: string, raw: string) => EndpointAnswer, RegExp, RegExp][] = [
    ['404', () => 404, /HTTP status code is 'NotFound'/, /404/],
    ['202', token => ({ status: 202, type: 'text/plain', body: token }), /'Accepted'/, /takes 200/],
    ['500', () => 500, /'InternalServerError'/, /failed \(500\)/],
    ['302', () => 302, /'Found'/, /302/],
    ['undecoded', (_token, raw) => ({ type: 'text/plain', body: raw }), new RegExp(failed), /decode it/],
    ['JSON', token => ({ type: 'application/json', body: JSON.stringify(token) }), new RegExp(failed), /quotes/],
    ['another type', token => ({ type: 'text/html', body: token }), new RegExp(failed), /has to be text\/plain/],
    ['a page', () => ({ type: 'text/html', body: '<html>' }), new RegExp(failed), /page/],
    ['more', token => ({ type: 'text/plain', body: `${token}\n` }), new RegExp(failed), /something else/],
    ['hang', () => 'hang', /timed out/, /./],
    ['close', () => 'close', /timed out/, /closed the connection/]
  ]
  for (const [what, echo, told, diagnosis] of wrong) {
    endpoint.echo = echo
    const answer = await subscribe(graph, wanted(scene))
    t.match(answer, { status: 400, body: { error: { code: 'InvalidRequest', message: told } } }, what)
    const delivery = emulator.deliveries({ type: 'validation' }).at(-1)
    t.match(delivery, { state: 'failed', attempts: [{ diagnosis }] }, what)
  }
  const nobody = await subscribe(graph, wanted(scene, { notificationUrl: 'http://127.0.0.1:9/' }))
  t.match(nobody.body.error, { code: 'InvalidRequest', message: /timed out/ })
  endpoint.echo = undefined
  endpoint.asked.length = 0
  const both = { resource: `${meetings}/getAllTranscripts`, changeType: 'created' }
  const url = `${endpoint.url}/notify`
  t.equal(
    await message(scene.app, wanted(scene, { ...both, notificationUrl: url, lifecycleNotificationUrl: url })),
    201
  )
  t.equal(endpoint.asked.length, 2, 'both are asked, though they are the same')
  t.strictSame((await graph.get('/v1.0/subscriptions')).body['value'], [])
  t.match(emulator.requests({ path: /subscriptions$/ }).at(0)?.wouldBeRefused, /https only/)
})

test('what is wrong with a subscription is told, and nobody is asked for an echo', async t => {
  const scene = await stage(t)
  const { endpoint, graph, app } = scene
  const wrong: [string, object, RegExp][] = [
    ['no expiration', { expirationDateTime: undefined }, /^400 InvalidRequest.*'expirationDateTime' is required/],
    ['no resource', { resource: undefined }, /^400 InvalidRequest.*'resource' is required/],
    ['no notificationUrl', { notificationUrl: undefined }, /^400 InvalidRequest.*'notificationUrl' is required/],
    ['no changeType', { changeType: undefined }, /^400 InvalidRequest.*'changeType' is required/],
    ['a bad date', { expirationDateTime: 'soon' }, /^400 InvalidRequest: Could not process.*expirationDateTime/],
    ['an unknown property', { clientstate: 'x' }, /^400 InvalidRequest: Could not process.*'clientstate'/],
    ['Web Push', { vapidPublicKey: 'x' }, /^400 InvalidRequest.*vapidPublicKey/],
    ['http elsewhere', { notificationUrl: 'http://app.example/notify' }, /^400 InvalidRequest.*must use https/],
    ['Event Hubs', { notificationUrl: 'EventHub:https://x.servicebus.windows.net' }, /^400 InvalidRequest.*Event Hubs/],
    ['a changeType', { changeType: 'sung' }, /^400 InvalidRequest.*created, updated, deleted/],
    [
      'a changeType of others',
      { changeType: 'created' },
      /^400 InvalidRequest: 'changeType' 'created' is not supported/
    ],
    ['clientState', { clientState: 'x'.repeat(129) }, /^400 InvalidRequest.*128 characters/],
    [
      '61 minutes',
      { expirationDateTime: inMinutes(scene, 61) },
      /^400 InvalidRequest: .*only be 60 minutes in the future/
    ],
    ['no such resource', { resource: 'users' }, /^400 ExtensionError: Operation: Create.*Unsupported workload/],
    ['calls', { resource: 'communications/calls' }, /^400 ExtensionError.*Unsupported workload/],
    ['all meetings', { resource: meetings }, /^400 ExtensionError.*Unsupported workload/],
    ['a filter', { resource: 'communications/presences?$filter=id in (' }, /^400 BadRequest.*Syntax error at position/],
    ['nobody', { resource: 'communications/presences' }, /^400 ExtensionError/],
    [
      'rich without certificate',
      { includeResourceData: true },
      /^400 InvalidRequest: 'encryptionCertificate' is required/
    ],
    [
      'a certificate that is none',
      { includeResourceData: true, encryptionCertificate: 'bm9uZQ==', encryptionCertificateId: '1' },
      /^400 InvalidRequest: Certificate validation error: Cannot find the requested object/
    ]
  ]
  for (const [what, more, expected] of wrong) t.match(await message(graph, wanted(scene, more)), expected, what)
  const many = Array.from({ length: 651 }, (_, index) => `0c0ffee0-0000-4000-8000-${String(index).padStart(12, '0')}`)
  t.match(await message(graph, wanted(scene, { resource: presences(...many) })), /^400 ExtensionError/)
  const transcripts = { resource: `${meetings}/getAllTranscripts`, changeType: 'created' }
  t.match(
    await message(app, wanted(scene, { ...transcripts, expirationDateTime: inMinutes(scene, 61) })),
    /^400 InvalidRequest: lifecycleNotificationUrl is required .* exceeds 1 hour/
  )
  t.match(
    await message(app, wanted(scene, { ...transcripts, expirationDateTime: inMinutes(scene, 4_321) })),
    /^400 ExtensionError: Operation: Create; Exception: .*beyond allowed max '3.00:00:00'/
  )
  t.match(
    await message(app, records(scene, { includeResourceData: true })),
    /^400 InvalidRequest: 'includeResourceData'/
  )
  const events = `${meetings}(joinWebUrl='https%3A%2F%2Fteams.example%2Fl')/meetingCallEvents`
  t.match(await message(app, wanted(scene, { resource: events })), /^400 ExtensionError.*On beta it is one/)
  t.strictSame(endpoint.asked, [])
  t.equal(await message(app, wanted(scene, { resource: events }), 'beta'), 201)
  t.equal(await message(graph, wanted(scene, { resource: presences(...many.slice(1)) })), 201)
})

test('who may subscribe depends on the resource: on somebody else behalf, or on one own', async t => {
  const scene = await stage(t)
  const { app, graph, emulator } = scene
  t.match(await message(app, wanted(scene)), /^403 ExtensionError.*not authorized for this user or application/)
  t.match(await message(graph, records(scene)), /^403 ExtensionError.*token of the application itself/)
  t.equal(await message(app, records(scene)), 201)
  const strict = await stage(t, { auth: 'strict' })
  const bot = await strict.emulator.registerBot({ permissions: [], delegatedPermissions: ['Presence.Read'] })
  const without = await graphForUser(strict.emulator, 'megan', 'Presence.Read', bot)
  t.match(await message(without, wanted(strict)), /^403 ExtensionError.*'Presence.Read.All'/)
  t.match(await message(await graphFor(strict.emulator, bot), records(strict)), /^403.*'CallRecords.Read.All'/)
  await strict.emulator.control('PATCH', `/applications/${bot.appId}`, { permissions: ['CallRecords.Read.All'] })
  t.equal(await message(await graphFor(strict.emulator, bot), records(strict)), 201)
  t.ok(emulator)
})

test('the same is not subscribed to twice, and not more often than Graph allows', async t => {
  const scene = await stage(t)
  const { emulator, graph, app } = scene
  const first = await subscribe(graph, wanted(scene))
  t.match(
    await message(graph, wanted(scene, { resource: presences(people.alex) })),
    /^409 ExtensionError: .*A subscripton already exists. It must be deleted before a another can be made/
  )
  t.equal(await message(await graphForUser(emulator, 'adele'), wanted(scene)), 201, 'somebody else may')
  await graph.ask('DELETE', `/v1.0/subscriptions/${first.body.id}`)
  t.equal(await message(graph, wanted(scene, { resource: presences(people.alex, people.lee) })), 201)
  const { id } = (await subscribe(app, records(scene))).body
  t.equal(
    await message(app, records(scene, { changeType: 'updated, created' })),
    `409 ObjectIdentifierInUse: Subscription Id ${id} already exists for the requested combination`
  )
  const of = (index: number) => `communications/callRecords?$filter=participants/any(p:p/id eq '${index}')`
  for (let index = 1; index < 100; index++) await subscribe(app, records(scene, { resource: of(index) }))
  t.match(await message(app, records(scene, { resource: of(100) })), /^403 ExtensionError.*100 subscriptions/)
  await app.ask('DELETE', `/v1.0/subscriptions/${id}`)
  t.equal(await message(app, records(scene, { resource: of(100) })), 201)
  const page = (await app.get('/v1.0/subscriptions')).body as { value?: object[]; '@odata.nextLink'?: string }
  t.equal(page.value?.length, 100)
})

test('a life that is too short is made longer', async t => {
  const scene = await stage(t)
  for (const minutes of [-10, 0, 44]) {
    const { status, body } = await subscribe(
      scene.graph,
      wanted(scene, { expirationDateTime: inMinutes(scene, minutes) })
    )
    t.equal(status, 201)
    t.equal(body['expirationDateTime'], inMinutes(scene, 45))
    await scene.graph.ask('DELETE', `/v1.0/subscriptions/${body.id}`)
  }
})

test('each change reaches everybody who listens, in order, and nobody waits for one who hangs', async t => {
  const scene = await stage(t, { changeNotificationTimeout: 'PT1S' })
  const { emulator, endpoint, graph, app } = scene
  const hanging = await endpointFor(t)
  hanging.answer = () => 'hang'
  const slow = await graphForUser(emulator, 'adele')
  await subscribe(slow, wanted(scene, { notificationUrl: hanging.url, resource: presences(people.alex, people.lee) }))
  await subscribe(graph, wanted(scene, { resource: presences(people.alex, people.lee) }))
  await busy(app, people.alex)
  await busy(app, people.lee)
  await busy(app, people.alex, 'InAConferenceCall')
  await emulator.advance('PT1S')
  t.strictSame(
    endpoint.posted.map(({ value }) => value[0]?.resourceData?.id),
    [people.alex, people.lee, people.alex]
  )
  t.equal(hanging.posted.length, 3, 'one that failed lets those behind it pass')
})

test('what is not taken is sent again for four hours, the same each time, and then given up', async t => {
  const scene = await stage(t)
  const { emulator, endpoint, graph, app } = scene
  await subscribe(graph, wanted(scene))
  endpoint.answer = index => (index < 3 ? ([500, 302, 404][index] ?? 500) : 204)
  await busy(app)
  await emulator.advance('PT1S')
  t.equal(endpoint.posted.length, 1)
  await emulator.advance('PT10S')
  t.equal(endpoint.posted.length, 2)
  await emulator.advance('PT30S')
  await emulator.advance('PT1M')
  await emulator.advance('PT5M')
  t.equal(endpoint.posted.length, 4)
  t.equal(new Set(endpoint.posted.map(({ value }) => value[0]?.id)).size, 1)
  t.match(emulator.deliveries({ type: 'presenceChanged' })[0], {
    state: 'delivered',
    attempts: [{ status: 500 }, { status: 302 }, { status: 404 }, { status: 204 }]
  })
  endpoint.answer = () => 503
  await busy(app, people.adele, 'InAConferenceCall')
  await emulator.advance('PT5H')
  const second = emulator.deliveries({ type: 'presenceChanged' })[1]
  t.equal(second?.state, 'failed')
  const [first, last] = [second?.attempts[0], second?.attempts.at(-1)].map(attempt => Date.parse(attempt?.at ?? ''))
  t.ok((last ?? 0) - (first ?? 0) <= 4 * 3_600_000 && (last ?? 0) - (first ?? 0) >= 3 * 3_600_000)
})

test('notifications for one address go together where that is wanted', async t => {
  const scene = await stage(t, { notificationBatching: 'PT1S' })
  const { emulator, endpoint, graph, app } = scene
  await subscribe(graph, wanted(scene, { resource: presences(people.adele, people.alex, people.lee) }))
  for (const id of [people.adele, people.alex, people.lee]) await busy(app, id)
  await emulator.advance('PT2S')
  t.equal(endpoint.posted.length, 1)
  t.strictSame(
    endpoint.posted[0]?.value.map(({ resourceData }) => resourceData?.id),
    [people.adele, people.alex, people.lee]
  )
})

test('before it ends a client is reminded at the other address, ever more often', async t => {
  const scene = await stage(t)
  const { emulator, endpoint, app } = scene
  const { body } = await subscribe(
    app,
    records(scene, {
      expirationDateTime: inMinutes(scene, 240),
      lifecycleNotificationUrl: `${endpoint.url}/lifecycle`
    })
  )
  const reminded: number[] = []
  for (let minute = 0; minute < 245; minute += 5) {
    const before = endpoint.posted.length
    await emulator.advance('PT5M')
    if (endpoint.posted.length > before) reminded.push(minute + 5)
  }
  t.strictSame(reminded, [60, 150, 195, 210, 225], 'a quarter of what is left, half of it, every quarter of an hour')
  t.match(endpoint.posted[0], {
    path: '/lifecycle',
    value: [
      {
        subscriptionId: body.id,
        clientState: 's3cret',
        lifecycleEvent: 'reauthorizationRequired',
        tenantId: emulator.tenantId
      }
    ]
  })
  t.notOk(endpoint.posted[0]?.value[0]?.resource)
  const again = await subscribe(app, records(scene, { lifecycleNotificationUrl: endpoint.url }))
  const lifecycle = (lifecycleEvent: string) =>
    emulator.control('POST', `/subscriptions/${again.body.id}/lifecycle`, { lifecycleEvent })
  await lifecycle('missed')
  await lifecycle('subscriptionRemoved')
  await emulator.advance('PT1S')
  t.strictSame(
    endpoint.posted.slice(-2).map(({ value }) => value[0]?.lifecycleEvent),
    ['missed', 'subscriptionRemoved']
  )
  t.equal(code(await app.get(`/v1.0/subscriptions/${again.body.id}`)), '404 ResourceNotFound')
  await t.rejects(lifecycle('missed'), /There is no subscription/)
  await t.rejects(lifecycle('sung'), /'lifecycleEvent' is not right: it must be one of 'reauthorizationRequired'/)
  const refused = await emulator.control('POST', `/subscriptions/${again.body.id}/lifecycle`, {}).catch(String)
  t.notMatch(refused, /subscription creation payload/, 'the control API creates none')
})

test('an endpoint that is slow is told late, one that hangs nothing for a while, where that is wanted', async t => {
  const times = { changeNotificationTimeout: 'PT0.5S', changeNotificationRetryTimeout: 'PT2S' }
  const scene = await stage(t, { endpointStates: true, ...times })
  const { emulator, endpoint, graph, app } = scene
  await subscribe(graph, wanted(scene, { resource: presences(people.adele, people.alex, people.lee) }))
  const client = (name: string, activity: string) =>
    emulator.control('PATCH', `/users/${name}/presence`, { client: { availability: 'Busy', activity } })
  endpoint.answer = index => (index === 0 ? 'hang' : 202)
  await busy(app)
  await emulator.advance('PT11S')
  t.equal(endpoint.posted.length, 2, 'told again')
  await client('alex', 'InACall')
  await emulator.advance('PT9M')
  t.equal(endpoint.posted.length, 2)
  await emulator.advance('PT2M')
  t.equal(endpoint.posted.length, 3, 'ten minutes late')
  endpoint.answer = () => 'hang'
  await client('lee', 'InACall')
  await emulator.advance('PT11S')
  endpoint.answer = () => 202
  await client('lee', 'InAMeeting')
  await emulator.advance('PT1S')
  const last = async () => emulator.deliveries({ type: 'presenceChanged' }).at(-1)
  t.match(await last(), { state: 'dropped', endpointState: 'drop' })
  await emulator.advance('PT20M')
  await client('alex', 'InAMeeting')
  await emulator.advance('PT1S')
  t.match(await last(), { endpointState: /probe|ok|slow/ })
})

test('who may no longer read what it subscribed to is asked to reauthorize', async t => {
  const scene = await stage(t)
  const { emulator, endpoint } = scene
  const bot = await emulator.registerBot()
  const lifecycle = { lifecycleNotificationUrl: `${endpoint.url}/lifecycle` }
  await subscribe(await graphFor(emulator, bot), records(scene, lifecycle))
  await emulator.control('PATCH', `/applications/${bot.appId}`, { permissions: ['CallRecords.Read.All'] })
  await emulator.advance('PT1S')
  t.equal(endpoint.posted.length, 0)
  await emulator.control('PATCH', `/applications/${bot.appId}`, { permissions: ['Calls.Initiate.All'] })
  await emulator.advance('PT1S')
  t.match(endpoint.posted[0]?.value, [{ lifecycleEvent: 'reauthorizationRequired' }])
})

test('where subscriptions are bound to tokens the reminders are of the end of the token', async t => {
  const scene = await stage(t, { tokenBinding: true })
  const { emulator, endpoint, app } = scene
  const more = { expirationDateTime: inMinutes(scene, 4_230), lifecycleNotificationUrl: endpoint.url }
  const { body } = await subscribe(app, records(scene, more))
  const told = async (minutes: number) => {
    const before = endpoint.posted.length
    for (let minute = 0; minute < minutes; minute += 5) await emulator.advance('PT5M')
    return endpoint.posted.length - before
  }
  t.equal(await told(60), 3, 'every quarter of an hour')
  t.equal(await told(120), 0, 'and then no more')
  t.equal((await app.ask('POST', `/v1.0/subscriptions/${body.id}/reauthorize`)).status, 204)
  t.equal(await told(60), 3)
})

test('a permission shows somebody what other applications hold for them', async t => {
  const scene = await stage(t)
  const { emulator, graph } = scene
  const bot = await emulator.registerBot()
  const { body } = await subscribe(graph, wanted(scene))
  const listed = async (scope: string) =>
    (
      (await (await graphForUser(emulator, 'megan', scope, bot)).get('/v1.0/subscriptions')).body['value'] as {
        id: string
      }[]
    ).map(({ id }) => id)
  t.strictSame(await listed('Presence.Read.All'), [])
  t.strictSame(await listed('Presence.Read.All Subscription.Read.All'), [body.id])
})

test('three days pass in a blink', async t => {
  const scene = await stage(t)
  const { emulator, app } = scene
  const { body } = await subscribe(app, records(scene, { expirationDateTime: inMinutes(scene, 4_230) }))
  await emulator.advance('PT70H29M')
  t.equal(code(await app.get(`/v1.0/subscriptions/${body.id}`)), 200)
  await emulator.advance('PT1M')
  t.equal(code(await app.get(`/v1.0/subscriptions/${body.id}`)), '404 ResourceNotFound')
  t.match(emulator.events({ type: 'subscriptionExpired' }), [{ type: 'subscriptionExpired' }])
  const again = await subscribe(app, records(scene, { expirationDateTime: inMinutes(scene, 4_230 + 60) }))
  t.equal(again.status, 201, 'what has ended is in nobody way')
})

test('of the recordings of a meeting or a user an application has one subscription, and a user ten in all', async t => {
  const scene = await stage(t)
  const { emulator, app } = scene
  const of = (resource: string, graph = app) => message(graph, wanted(scene, { resource, changeType: 'created' }))
  t.equal(await of(`${meetings}/MSo1/recordings`), 201)
  t.match(
    await of(`/${meetings}('MSo1')/recordings`),
    /^403 ExtensionError.*one subscription .* recordings of a meeting/
  )
  t.equal(await of(`${meetings}/MSo1/transcripts`), 201)
  const organizer = `users/${people.adele}/onlineMeetings/getAllRecordings`
  t.equal(await of(organizer), 201)
  t.match(await of(`/${organizer}`), /^403.*recordings of a user/)
  for (let index = 1; index < 10; index++) {
    t.equal(await of(organizer, await graphFor(emulator, await emulator.registerBot())), 201)
  }
  t.match(await of(organizer, await graphFor(emulator, await emulator.registerBot())), /^403.*ten subscriptions/)
})
