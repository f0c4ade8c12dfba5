import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { request } from 'node:https'
import { test } from 'tap'
import { fakeBot } from '../fixtures/bot.js'
import { emulatorFor } from '../fixtures/emulator.js'
import { adele, type GraphCaller, graphFor, serviceHosted } from '../fixtures/graph.js'

interface Part {
  id: string
  status: number
  headers: Record<string, string>
  body?: { id: string; error?: { code: string }; [member: string]: unknown }
}

const json = { 'Content-Type': 'application/json' }

async function batch(graph: GraphCaller, requests: object[]) {
  const { status, body } = await graph.post('/v1.0/$batch', { requests })
  const responses = (body['responses'] ?? []) as Part[]
  return { status, body, parts: new Map(responses.map(part => [part.id, part])) }
}

test('several requests in one, each answered as if it had come alone', async t => {
  const emulator = await emulatorFor(t)
  const bot = await fakeBot(t)
  const graph = await graphFor(emulator)
  const call = {
    callbackUri: bot.uri,
    targets: [{ identity: { user: { id: adele } } }],
    requestedModalities: ['audio'],
    mediaConfig: serviceHosted
  }
  const { status, parts } = await batch(graph, [
    { id: '1', method: 'post', url: '/communications/calls', headers: json, body: call },
    { id: '2', method: 'GET', url: 'communications/calls/$count' },
    { id: '3', method: 'GET', url: '/communications/calls/0c0ffee0-0000-4000-8000-000000000001' },
    { id: '4', method: 'POST', url: '/app/calls/x/microsoft.graph.keepAlive', headers: json, body: {} },
    { id: '5', method: 'GET', url: '/communications/nowhere' }
  ])
  t.equal(status, 200)
  const created = parts.get('1')
  t.match(created, {
    status: 201,
    headers: { 'Content-Type': /json/, Location: `${emulator.url}/v1.0/communications/calls/` }
  })
  t.match(
    [parts.get('2'), parts.get('3'), parts.get('4'), parts.get('5')],
    [
      { status: 200, headers: { 'Content-Type': 'text/plain' } },
      { status: 404, body: { error: { code: '8522' } } },
      { status: 404 },
      { status: 400, body: { error: { code: 'BadRequest' } } }
    ]
  )
  await emulator.advance('PT2S')
  t.strictSame(bot.story.slice(0, 2), ['updated establishing', 'updated established'])
  t.equal(emulator.requests({ path: /batch/ }).length, 1)
  t.equal(emulator.requests({ path: /nowhere/ }).length, 1, 'each part is in the journal, too')
  const deleted = await batch(graph, [{ id: 'x', method: 'DELETE', url: `/communications/calls/${created?.body?.id}` }])
  t.strictSame(deleted.parts.get('x')?.body, undefined)
  t.equal(deleted.parts.get('x')?.status, 204)
})

test('over https what is pointed to is https, too', async t => {
  const emulator = await emulatorFor(t)
  const graph = await graphFor(emulator)
  const { body } = await graph.create('http://127.0.0.1:9/')
  const requests = [{ id: '1', method: 'GET', url: `/communications/calls/${body.id}` }]
  const ca = readFileSync(emulator.env.NODE_EXTRA_CA_CERTS)
  const headers = { authorization: `Bearer ${graph.token}`, 'content-type': 'application/json' }
  const sent = request(`${emulator.httpsUrl}/beta/$batch`, { method: 'POST', ca, headers }).end(
    JSON.stringify({ requests })
  )
  const [answer] = (await once(sent, 'response')) as [IncomingMessage]
  const text = (await answer.toArray()).map(String).join('')
  const [part] = (JSON.parse(text) as { responses: Part[] }).responses
  t.match(part?.body, { '@odata.context': `${emulator.httpsUrl}/beta/$metadata#communications/calls/$entity` })
})

test('a part waits for what it depends on, and is not run when that did not go well', async t => {
  const emulator = await emulatorFor(t)
  const graph = await graphFor(emulator)
  const count = { method: 'GET', url: '/communications/calls/$count' }
  const { parts } = await batch(graph, [
    { id: 'a', ...count },
    { id: 'b', method: 'GET', url: '/communications/calls/x', dependsOn: ['A'] },
    { id: 'c', ...count, dependsOn: ['b'] }
  ])
  t.strictSame(
    ['a', 'b', 'c'].map(id => parts.get(id)?.status),
    [200, 404, 424]
  )
  t.match(parts.get('c')?.body?.error, { code: 'FailedDependency', message: /'b'/ })
})

test('an envelope that is wrong is refused as a whole', async t => {
  const emulator = await emulatorFor(t)
  const graph = await graphFor(emulator)
  const one = { id: '1', method: 'GET', url: '/communications/calls' }
  const wrong: [object[], RegExp][] = [
    [[], /1 entries at the least/],
    [[{ ...one, id: '' }], /requests\[0\].id/],
    [[one, { ...one }], /duplicated/],
    [Array.from({ length: 21 }, (_, index) => ({ ...one, id: String(index) })), /exceeds the maximum value of 20/],
    [[{ ...one, dependsOn: ['2'] }], /no request before/],
    [[{ ...one, dependsOn: ['1'] }], /no request before/],
    [[{ ...one, method: 'FETCH' }], /method/],
    [[{ ...one, method: 'POST', body: {} }], /Content-Type/],
    [
      [one, { ...one, id: '2', dependsOn: ['1'] }, { ...one, id: '3' }, { ...one, id: '4', dependsOn: ['3'] }],
      /depend on none/
    ]
  ]
  for (const [requests, message] of wrong) {
    const { status, body } = await batch(graph, requests)
    t.match({ status, body }, { status: 400, body: { error: { message } } }, String(message))
  }
  const unsigned = await fetch(`${emulator.url}/v1.0/$batch`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}'
  })
  t.equal(unsigned.status, 401)
})

test('nobody outside can pass for a part of somebody else', async t => {
  const emulator = await emulatorFor(t)
  const graph = await graphFor(emulator)
  const { status } = await graph.ask('GET', '/v1.0/communications/calls', undefined, { 'x-ringback-enclosed': 'guess' })
  t.equal(status, 200, 'the header means nothing')
})
