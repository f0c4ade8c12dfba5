import { test } from 'tap'
import { startEmulator } from '../../src/index.js'
import { people } from '../fixtures/conversations.js'
import { dataDir, emulatorFor } from '../fixtures/emulator.js'
import { graphFor } from '../fixtures/graph.js'

interface Limits {
  limits: { name: string; requests: number; windowSeconds?: number; on: boolean }[]
}

const presence = `/v1.0/users/${people.adele}/presence`

test('nothing is throttled unless it is wanted; then 429 says when to come back', async t => {
  const emulator = await emulatorFor(t)
  const graph = await graphFor(emulator)
  const { limits } = await emulator.control<Limits>('GET', '/throttling')
  t.ok(limits.length > 10)
  t.ok(limits.every(({ on }) => !on))
  await emulator.control('PATCH', '/throttling', { limits: { presence: { requests: 2, windowSeconds: 10 } } })
  t.equal((await graph.get(presence)).status, 200)
  await emulator.advance('PT4.5S')
  t.equal((await graph.get('/v1.0/communications/presences')).status, 200)
  const refused = await graph.get(presence)
  t.match(refused, {
    status: 429,
    body: {
      error: {
        code: 'TooManyRequests',
        message: /^Please retry again later. More than 2 requests in 10 s \('presence'\)/,
        innerError: { code: '429', status: '429', message: 'Please retry after' }
      }
    }
  })
  t.equal(refused.headers.get('retry-after'), '6')
  t.equal((await graph.get('/v1.0/communications/calls')).status, 200, 'what does not count goes on')
  const other = await graphFor(emulator, await emulator.registerBot())
  t.equal((await other.get(presence)).status, 200, 'others have a count of their own')
  await emulator.advance('PT6S')
  t.equal((await graph.get(presence)).status, 200)
})

test('the parts of a batch are counted one by one', async t => {
  const emulator = await emulatorFor(t)
  const graph = await graphFor(emulator)
  await emulator.control('PATCH', '/throttling', { limits: { presence: { requests: 2 } } })
  const requests = ['1', '2', '3'].map(id => ({ id, method: 'GET', url: `/users/${people.adele}/presence` }))
  const { status, body } = await graph.ask('POST', '/v1.0/$batch', { requests })
  t.equal(status, 200)
  const responses = body['responses'] as { status: number; headers: Record<string, string> }[]
  t.strictSame(
    responses.map(one => one.status),
    [200, 200, 429]
  )
  t.match(responses[2]?.headers['Retry-After'], /^\d+$/)
})

test('quotas of calls: how many at once, and how many in a month', async t => {
  const emulator = await emulatorFor(t)
  const graph = await graphFor(emulator)
  await emulator.control('PATCH', '/throttling', { limits: { concurrentCalls: { requests: 1 } } })
  const { body } = await graph.create('http://127.0.0.1:9/')
  t.match(await graph.create('http://127.0.0.1:9/'), { status: 429, body: { error: { message: /1 calls at once/ } } })
  await graph.ask('DELETE', body.id)
  await emulator.advance('PT1S')
  t.equal((await graph.create('http://127.0.0.1:9/')).status, 201)
  await emulator.control('PATCH', '/throttling', {
    limits: { concurrentCalls: false, callsPerMonth: { requests: 1 } }
  })
  t.equal((await graph.create('http://127.0.0.1:9/')).status, 201)
  const refused = await graph.create('http://127.0.0.1:9/')
  t.equal(refused.status, 429)
  t.equal(refused.headers.get('retry-after'), String(30 * 24 * 3_600))
})

test('all limits are switched on at once, or by name when it starts', async t => {
  const emulator = await emulatorFor(t, { throttling: 'calls, presence' })
  const on = async () =>
    (await emulator.control<Limits>('GET', '/throttling')).limits.filter(limit => limit.on).map(({ name }) => name)
  t.strictSame(await on(), ['calls', 'presence'])
  const { limits } = await emulator.control<Limits>('PATCH', '/throttling', { all: true })
  t.ok(limits.every(limit => limit.on))
  await emulator.control('PATCH', '/throttling', { all: false, limits: { graph: true } })
  t.strictSame(await on(), ['graph'])
  await t.rejects(emulator.control('PATCH', '/throttling', { limits: { speed: true } }), /"speed"/)
  await t.rejects(startEmulator({ dataDir, throttling: 'speed' }), /there is no limit 'speed': take off, on/)
})
