import { test } from 'tap'
import type { EmulatorHandle } from '../../src/index.js'
import { code, people } from '../fixtures/conversations.js'
import { emulatorFor } from '../fixtures/emulator.js'
import { type GraphCaller, graphFor, graphForUser, ivrBot } from '../fixtures/graph.js'

const otherApp = '11111111-2222-4333-8444-555555555555'

interface Shown {
  availability: string
  activity: string
  sequenceNumber: string
  statusMessage: Record<string, unknown> | null
  workLocation: Record<string, unknown>
  outOfOfficeSettings: Record<string, unknown>
}

async function stage(t: Parameters<typeof emulatorFor>[0]) {
  const emulator = await emulatorFor(t)
  return { emulator, graph: await graphFor(emulator) }
}

const read = async (graph: GraphCaller, of: string = people.adele) =>
  (await graph.get(`/v1.0/users/${of}/presence`)).body as unknown as Shown

const shown = async (graph: GraphCaller, of?: string) => {
  const { availability, activity } = await read(graph, of)
  return `${availability}/${activity}`
}

const act = (graph: GraphCaller, action: string, body: object = {}, of: string = people.adele) =>
  graph.ask('POST', `/v1.0/users/${of}/presence/${action}`, body)

const session = (pair: string, duration?: string, sessionId: string = ivrBot.appId) => {
  const [availability, activity] = pair.split('/')
  return { sessionId, availability, activity, ...(duration && { expirationDuration: duration }) }
}

const preferred = (pair: string, duration?: string) => {
  const { sessionId: _none, ...rest } = session(pair, duration)
  return rest
}

const changes = async (emulator: EmulatorHandle) =>
  emulator.events({ type: 'presenceChanged' }).map(event => {
    const { availability, activity } = event as unknown as Shown
    return `${availability}/${activity}`
  })

test('nobody has been seen yet; a presence is read under each of its addresses', async t => {
  const { emulator, graph } = await stage(t)
  const adele = await graphForUser(emulator, 'adele')
  const absent = {
    id: people.adele,
    ...{ availability: 'Offline', activity: 'Offline', statusMessage: null },
    outOfOfficeSettings: { message: null, isOutOfOffice: false },
    workLocation: { workLocationType: 'unspecified', source: 'none', placeId: null }
  }
  for (const [path = '', set = ''] of [
    [`users/${people.adele}/presence`, `users('${people.adele}')/presence/$entity`],
    ['users/AdeleV@contoso.example/presence', `users('${people.adele}')/presence/$entity`],
    [`communications/presences/${people.adele}`, 'communications/presences/$entity'],
    [`communications/presences('${people.adele}')`, 'communications/presences/$entity']
  ]) {
    const { status, body } = await graph.get(`/v1.0/${path}`)
    t.match({ status, body }, { status: 200, body: absent }, path)
    t.equal(body['@odata.context'], `${emulator.url}/v1.0/$metadata#${set}`)
  }
  t.match(await adele.get('/v1.0/me/presence?$select=availability'), { status: 200, body: { availability: 'Offline' } })
  t.equal(code(await graph.get(`/v1.0/users/${otherApp}/presence`)), '404 NotFound')
  for (const method of ['PATCH', 'DELETE']) {
    t.equal((await graph.ask(method, `/v1.0/users/${people.adele}/presence`, {})).status, 405)
  }
})

test('several are asked for at once, up to 650', async t => {
  const { graph } = await stage(t)
  await act(graph, 'setPresence', session('Busy/InACall', 'PT1H'))
  const ask = (ids: unknown) => graph.ask('POST', '/v1.0/communications/getPresencesByUserId', { ids })
  const { status, body } = await ask([people.alex, people.adele.toUpperCase(), otherApp, people.alex])
  t.equal(status, 200)
  t.match(body['value'], [
    { id: people.alex, availability: 'Offline' },
    { id: people.adele, availability: 'Busy', activity: 'InACall' },
    { id: otherApp, availability: 'PresenceUnknown', activity: 'PresenceUnknown' }
  ])
  t.equal((body['value'] as []).length, 3, 'in the order of the request, once each')
  const guid = (index: number) => `0c0ffee0-0000-4000-8000-${String(index).padStart(12, '0')}`
  t.equal((await ask(Array.from({ length: 650 }, (_, index) => guid(index)))).status, 200)
  for (const wrong of [Array.from({ length: 651 }, (_, index) => guid(index)), [], undefined, ['adele'], 'x']) {
    t.equal((await ask(wrong)).status, 400)
  }
  const filtered = await graph.get(`/v1.0/communications/presences?$filter=id in ('${people.adele}','${people.lee}')`)
  t.match(filtered.body['value'], [{ id: people.adele }, { id: people.lee }])
  const one = await graph.get(`/v1.0/communications/presences?$filter=id eq '${people.adele}' or id eq '${people.lee}'`)
  t.equal((one.body['value'] as []).length, 2)
  t.strictSame((await graph.get('/v1.0/communications/presences')).body['value'], [])
})

test('only some pairs and durations are taken', async t => {
  const { graph } = await stage(t)
  const set = async (pair: string, duration?: string) => code(await act(graph, 'setPresence', session(pair, duration)))
  for (const pair of [
    'Available/Available',
    'Busy/InACall',
    'Busy/InAConferenceCall',
    'Away/Away',
    'DoNotDisturb/Presenting'
  ]) {
    t.equal(await set(pair), 200, pair)
  }
  t.equal(await set('available/AVAILABLE'), 200, 'in any case')
  t.equal(await shown(graph), 'Available/Available')
  for (const pair of [
    'Busy/Busy',
    'Available/OutOfOffice',
    'Busy/InAMeeting',
    'DoNotDisturb/DoNotDisturb',
    'Fine/Thanks'
  ]) {
    t.equal(await set(pair), '400 InvalidArgument', pair)
  }
  t.equal(await set('Available/Available', 'PT4M'), '400 InvalidArgument')
  t.equal(await set('Available/Available', 'PT4H'), 200)
  t.equal(await set('Available/Available', 'PT300S'), 200)
  t.equal(await set('Available/Available', 'PT4H1S'), '400 InvalidArgument')
  t.equal(await set('Available/Available', 'an hour'), '400 BadRequest')
  t.equal((await act(graph, 'setPresence', preferred('Away/Away'))).status, 400, 'a session has to be named')
  const prefer = async (pair: string, duration?: string) =>
    code(await act(graph, 'setUserPreferredPresence', preferred(pair, duration)))
  for (const pair of [
    ...['Available/Available', 'Busy/Busy', 'DoNotDisturb/DoNotDisturb', 'BeRightBack/BeRightBack'],
    ...['Away/Away', 'Offline/OffWork']
  ]) {
    t.equal(await prefer(pair), 200, pair)
  }
  t.equal(await prefer('Busy/InACall'), '400 InvalidArgument')
  t.equal(await prefer('Busy/Busy', 'PT0S'), '400 BadRequest')
  const strict = await emulatorFor(t, { auth: 'strict' })
  const stranger = await graphFor(strict, await strict.registerBot())
  t.match(await act(stranger, 'setPresence', session('Away/Away', 'PT1H', otherApp)), {
    status: 400,
    body: { error: { message: /'sessionId' must be the application's own id/ } }
  })
})

test('a session that says Available fades, and ends when its time is over', async t => {
  const { emulator, graph } = await stage(t)
  await act(graph, 'setPresence', session('Available/Available', 'PT1H'))
  const seen: string[] = [await shown(graph)]
  for (const step of ['PT4M59S', 'PT1S', 'PT5M', 'PT49M59S', 'PT1S']) {
    await emulator.advance(step)
    seen.push(await shown(graph))
  }
  t.strictSame(seen, [
    ...['Available/Available', 'Available/Available', 'Available/AvailableInactive'],
    ...['Away/Away', 'Away/Away', 'Offline/Offline']
  ])
  t.strictSame(await changes(emulator), [
    ...['Available/Available', 'Available/AvailableInactive', 'Away/Away', 'Offline/Offline']
  ])
  await act(graph, 'setPresence', session('Busy/InACall'))
  await emulator.advance('PT4M59S')
  t.equal(await shown(graph), 'Busy/InACall', 'being busy does not fade')
  await act(graph, 'setPresence', session('Busy/InACall'))
  await emulator.advance('PT4M59S')
  t.equal(await shown(graph), 'Busy/InACall', 'said again, it begins anew')
  await emulator.advance('PT1S')
  t.equal(await shown(graph), 'Offline/Offline', 'five minutes when nothing is said')
})

test('of several sessions the most telling is shown, and what is cleared is gone', async t => {
  const { emulator, graph } = await stage(t)
  await act(graph, 'setPresence', session('Available/Available', 'PT1H'))
  await act(graph, 'setPresence', session('Busy/InACall', 'PT1H', otherApp))
  t.equal(await shown(graph), 'Busy/InACall')
  t.equal(code(await act(graph, 'clearPresence', { sessionId: otherApp })), 200)
  t.equal(await shown(graph), 'Available/Available')
  t.equal(code(await act(graph, 'clearPresence', { sessionId: otherApp })), '404 NotFound')
  await act(graph, 'setPresence', session('Away/Away', 'PT1H', otherApp))
  t.equal(await shown(graph), 'Available/Available')
  await act(graph, 'setPresence', session('Busy/InAConferenceCall', 'PT1H', otherApp))
  await act(graph, 'setPresence', session('DoNotDisturb/Presenting', 'PT1H'))
  t.equal(await shown(graph), 'DoNotDisturb/Presenting')
  await emulator.advance('PT1H')
  t.equal(await shown(graph), 'Offline/Offline')
})

test('a wish is shown over any session, but not without one', async t => {
  const { emulator, graph } = await stage(t)
  await act(graph, 'setUserPreferredPresence', preferred('DoNotDisturb/DoNotDisturb'))
  t.equal(await shown(graph), 'Offline/Offline')
  await act(graph, 'setPresence', session('Away/Away', 'PT4H'))
  t.equal(await shown(graph), 'DoNotDisturb/DoNotDisturb')
  for (let hour = 0; hour < 20; hour += 4) {
    await emulator.advance('PT3H59M')
    await act(graph, 'setPresence', session('Away/Away', 'PT4H'))
  }
  t.equal(await shown(graph), 'DoNotDisturb/DoNotDisturb')
  await emulator.advance('PT3H59M')
  await act(graph, 'setPresence', session('Away/Away', 'PT4H'))
  await emulator.advance('PT1H')
  t.equal(await shown(graph), 'Away/Away', 'not to be disturbed for a day')
  await act(graph, 'setUserPreferredPresence', preferred('Offline/OffWork', 'PT1H'))
  await act(graph, 'setPresence', session('Busy/InACall', 'PT4H'))
  t.equal(await shown(graph), 'Offline/OffWork')
  t.equal(code(await act(graph, 'clearUserPreferredPresence')), 200)
  t.equal(await shown(graph), 'Busy/InACall')
  t.equal(code(await act(graph, 'clearUserPreferredPresence')), 200, 'nothing to clear is no mistake')
})

test('people show something at their Teams client, and are out of office', async t => {
  const { emulator, graph } = await stage(t)
  const change = (body: object) => emulator.control<Shown>('PATCH', '/users/adele/presence', body)
  await change({ client: { availability: 'Available', activity: 'Available' } })
  await emulator.advance('PT1H')
  t.equal(await shown(graph), 'Available/Available', 'who is there does not fade')
  const { outOfOfficeSettings } = await change({ outOfOffice: { isOutOfOffice: true, message: 'On a boat' } })
  t.strictSame(outOfOfficeSettings, { isOutOfOffice: true, message: 'On a boat' })
  t.equal(await shown(graph), 'Available/OutOfOffice')
  await act(graph, 'setPresence', session('Busy/InACall'))
  t.equal(await shown(graph), 'Busy/InACall')
  t.match(await read(graph), { outOfOfficeSettings: { isOutOfOffice: true } })
  await act(graph, 'clearPresence', { sessionId: ivrBot.appId })
  await change({ client: 'signedOut' })
  t.equal(await shown(graph), 'Offline/OutOfOffice')
  await t.rejects(change({ client: { availability: 'Fine', activity: 'Thanks' } }), /Take one of Available\/Available/)
  await t.rejects(emulator.control('PATCH', '/users/bob/presence', {}), /Nobody here answers to 'bob'/)
})

test('a status message holds until its time, and only its owner sees until when', async t => {
  const { emulator, graph } = await stage(t)
  const adele = await graphForUser(emulator, 'adele')
  const own = async () => (await adele.get('/v1.0/me/presence')).body as unknown as Shown
  const write = (expiryDateTime?: object, more: object = {}) =>
    adele.ask('POST', '/v1.0/me/presence/setStatusMessage', {
      statusMessage: { message: { content: 'Back at 3', contentType: 'text', ...more }, expiryDateTime }
    })
  t.equal(code(await write()), 200)
  t.match((await own()).statusMessage, { message: { content: 'Back at 3' }, publishedDateTime: /Z$/ })
  t.strictSame((await read(graph)).statusMessage, { message: { content: 'Back at 3', contentType: 'text' } })
  const { now } = await emulator.control<{ now: string }>('GET', '/clock')
  const inAnHour = new Date(Date.parse(now) + 3_600_000)
  const pacific = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'America/Los_Angeles',
    dateStyle: 'short',
    timeStyle: 'medium'
  })
  const dateTime = pacific.format(inAnHour).replace(' ', 'T')
  t.equal(code(await write({ dateTime, timeZone: 'Pacific Standard Time' })), 200)
  t.match((await own()).statusMessage, {
    expiryDateTime: { dateTime: `${inAnHour.toISOString().slice(0, 19)}.0000000`, timeZone: 'UTC' }
  })
  t.notOk((await read(graph)).statusMessage?.['expiryDateTime'])
  await emulator.advance('PT1H')
  t.equal((await own()).statusMessage, null)
  t.equal(code(await write({ dateTime: '2001-01-01T00:00:00', timeZone: 'UTC' })), 200)
  t.equal((await own()).statusMessage, null, 'over before it began')
  await write()
  await write(undefined, { content: '' })
  t.equal((await own()).statusMessage, null, 'an empty one clears')
  t.equal(code(await write(undefined, { contentType: 'html' })), '400 BadRequest')
  t.equal(code(await write({ dateTime: 'soon', timeZone: 'UTC' })), '400 BadRequest')
  t.equal(code(await write({ dateTime: '2026-01-01T00:00:00', timeZone: 'Atlantis' })), '400 BadRequest')
})

test('where somebody works is said by themselves, over what their device saw, for today', async t => {
  const { emulator } = await stage(t)
  const adele = await graphForUser(emulator, 'adele')
  const say = async (action: string, body: object = {}) =>
    code(await adele.ask('POST', `/v1.0/me/presence/${action}`, body))
  const place = async () => ((await adele.get('/v1.0/me/presence')).body as unknown as Shown).workLocation
  t.equal(await say('setAutomaticLocation', { workLocationType: 'office', placeId: 'b1' }), 204)
  t.equal(await say('setManualLocation', { workLocationType: 'remote' }), 204)
  t.strictSame(await place(), { workLocationType: 'remote', source: 'manual', placeId: null })
  t.equal(await say('clearAutomaticLocation'), 204)
  t.equal(await say('clearLocation'), 204)
  t.strictSame(await place(), { workLocationType: 'unspecified', source: 'none', placeId: null })
  await say('setAutomaticLocation', { workLocationType: 'Office', placeId: 'b1' })
  t.strictSame(await place(), { workLocationType: 'office', source: 'automatic', placeId: 'b1' })
  await emulator.advance('PT24H')
  t.match(await place(), { source: 'none' })
  t.equal(await say('setManualLocation', {}), '400 BadRequest')
  t.equal(await say('setManualLocation', { workLocationType: 'moon' }), '400 BadRequest')
  const graph = await graphFor(emulator)
  t.equal(
    code(await act(graph, 'setManualLocation', { workLocationType: 'office' })),
    '403 Forbidden',
    'of people only'
  )
})

test('nobody sets what others are shown as, and every change can be told from the one before', async t => {
  const { emulator, graph } = await stage(t)
  const alex = await graphForUser(emulator, 'alex')
  t.match(await act(alex, 'setPresence', session('Away/Away')), {
    status: 401,
    body: { error: { message: /Cannot set the presence of another user/ } }
  })
  t.equal((await act(alex, 'setPresence', session('Away/Away'), 'me')).status, 200)
  t.equal(await shown(graph, people.alex), 'Away/Away')
  const numbers = [(await read(graph)).sequenceNumber]
  for (const pair of ['Away/Away', 'Busy/InACall', 'Available/Available']) {
    await act(graph, 'setPresence', session(pair))
    numbers.push((await read(graph)).sequenceNumber)
  }
  t.strictSame(numbers, [...numbers].sort())
  t.equal(new Set(numbers).size, 4)
  t.strictSame(await changes(emulator), ['Away/Away', 'Away/Away', 'Busy/InACall', 'Available/Available'])
})
