import { connect } from 'node:net'
import { type Test, test } from 'tap'
import { code, people, stage } from '../fixtures/conversations.js'

const presence = `/v1.0/users/${people.adele}/presence`

async function scene(t: Test) {
  const scene = await stage(t)
  const fault = (rule: object) => scene.emulator.control<{ id: string }>('POST', '/faults', rule)
  return { ...scene, fault }
}

test('answers are refused and throttled by rule, as often as said', async t => {
  const { emulator, graph, bot, fault } = await scene(t)
  const calls = '/communications/calls'
  await fault({ action: 'refuse', method: 'post', path: calls, count: 2 })
  await fault({ action: 'refuse', path: `${calls}/**`, status: 500, code: 'InternalServerError', count: 1 })
  t.match(await graph.create(bot.uri), {
    status: 503,
    body: { error: { code: 'serviceNotAvailable', message: /A rule of GET \/_ringback\/faults/, innerError: {} } }
  })
  t.equal((await graph.create(bot.uri)).status, 503)
  const { status, body } = await graph.create(bot.uri)
  t.equal(status, 201, 'two are enough')
  t.equal(code(await graph.get(`${body.id}/participants`)), '500 InternalServerError')
  t.equal((await graph.get(`${body.id}/participants`)).status, 200)

  await fault({ action: 'throttle', path: '/users/*/presence', retryAfterSeconds: 7, count: 1 })
  t.equal((await graph.get(presence)).status, 200, 'a path is the canonical one')
  await fault({ action: 'throttle', path: '/communications/presences/*', retryAfterSeconds: 7, count: 1 })
  const throttled = await graph.get(presence)
  t.match(throttled, { status: 429, body: { error: { code: 'TooManyRequests' } } })
  t.equal(throttled.headers.get('retry-after'), '7')
  const journal = emulator.requests({ path: /calls|presence/ })
  t.strictSame(
    journal.map(({ fault: what }) => what ?? '-'),
    ['refuse', 'refuse', '-', 'refuse', '-', '-', 'throttle'],
    'the journal tells'
  )
  t.equal((await graph.get('/v1.0/users')).status, 200)
})

test('a rule can be about one bot, one call, and only some of the time', async t => {
  const { emulator, graph, bot, fault } = await scene(t)
  const [first, second] = [await graph.create(bot.uri), await graph.create(bot.uri)]
  await fault({ action: 'refuse', subject: first.body.id })
  t.equal((await graph.get(first.body.id)).status, 503)
  t.equal((await graph.get(second.body.id)).status, 200)
  await emulator.control('DELETE', '/faults')
  await fault({ action: 'refuse', appId: people.lee })
  t.equal((await graph.get(first.body.id)).status, 200, 'that is another application')
  await emulator.control('DELETE', '/faults')
  const pattern = async () => {
    const { id } = await fault({ action: 'refuse', probability: 0.5, seed: 11, method: 'GET' })
    const found = []
    for (let asked = 0; asked < 12; asked++) found.push((await graph.get(second.body.id)).status)
    await emulator.control('DELETE', `/faults/${id}`)
    return found
  }
  const once = await pattern()
  t.ok(once.includes(503) && once.includes(200))
  t.strictSame(await pattern(), once, 'the same seed, the same answers')
})

test('answers are slow, come in pieces, or never', async t => {
  const { emulator, graph, fault } = await scene(t)
  const slow = { action: 'slow', path: '/communications/presences/*', count: 1, delay: 'PT0.2S', upTo: 'PT0.3S' }
  await fault({ ...slow, distribution: 'exponential' })
  const order: string[] = []
  await Promise.all([
    graph.get(presence).then(({ status }) => order.push(`slow ${status}`)),
    graph.get('/v1.0/users').then(({ status }) => order.push(`other ${status}`))
  ])
  t.strictSame(order, ['other 200', 'slow 200'])
  t.match(emulator.requests({ path: /presence/ }), [{ fault: 'slow', status: 200 }])

  await fault({ action: 'trickle', delay: 'PT0.08S', count: 1 })
  const answer = await fetch(`${emulator.url}${presence}`, { headers: { authorization: `Bearer ${graph.token}` } })
  const pieces: Uint8Array[] = []
  for await (const piece of answer.body ?? []) pieces.push(piece)
  t.ok(pieces.length > 1, `${pieces.length} pieces`)
  t.match(JSON.parse(Buffer.concat(pieces).toString()), { id: people.adele }, 'all of it arrives')

  await fault({ action: 'reset', count: 1 })
  const trickled = await emulator.control<{ value: { sequence: number }[] }>('GET', '/requests?since=3&wait=PT5S')
  t.match(trickled, { value: [{ fault: 'trickle' }] })
  const since = trickled.value.at(-1)?.sequence
  const { hostname, port } = new URL(emulator.url)
  const ended = await new Promise<string>(resolve => {
    const socket = connect(Number(port), hostname)
    socket.once('error', error => resolve((error as NodeJS.ErrnoException).code ?? ''))
    socket.once('end', () => resolve('end'))
    socket.write(`GET ${presence} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${graph.token}\r\n\r\n`)
  })
  t.equal(ended, 'ECONNRESET')
  // The client knows of it before the server has seen the connection close.
  t.match(await emulator.control('GET', `/requests?since=${since}&wait=PT5S`), { value: [{ fault: 'reset' }] })

  await fault({ action: 'reset', path: '/communications/presences/*', count: 1 })
  const batch = await graph.ask('POST', '/v1.0/$batch', {
    requests: [{ id: '1', method: 'GET', url: presence.slice(5) }]
  })
  t.match(batch.body['responses'], [{ status: 503 }], 'a part of a batch has no connection of its own')
})

test('a rule that makes no sense is refused, and those there are, are listed together', async t => {
  const { emulator, fault } = await scene(t)
  for (const [rule, message] of [
    [{ action: 'refuse', type: 'callIncoming' }, /type.*goes with drop, duplicate/],
    [{ action: 'drop', path: '/x' }, /path.*goes with refuse, throttle/],
    [{ action: 'refuse', status: 200 }, /status/],
    [{ action: 'refuse', path: 'communications' }, /path/],
    [{ action: 'explode' }, /action.*'drop'/]
  ] as const) {
    await t.rejects(fault(rule), { status: 400, message })
  }
  await fault({ action: 'drop' })
  await fault({ action: 'slow', upTo: 'PT3S' })
  const { value } = await emulator.control<{ value: object[] }>('GET', '/faults')
  t.match(value, [
    { of: 'notifications', action: 'drop', delay: 'PT10S' },
    { of: 'answers', action: 'slow', delay: 'PT1S', upTo: 'PT3S', distribution: 'uniform' }
  ])
})
