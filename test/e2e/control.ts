import { request } from 'node:http'
import { test } from 'tap'
import { WebSocket } from 'undici'
import { fakeBot } from '../fixtures/bot.js'
import { emulatorFor } from '../fixtures/emulator.js'
import { adele, graphFor, ivrBot } from '../fixtures/graph.js'

test('a test can wait for an event instead of asking again and again', async t => {
  const emulator = await emulatorFor(t)
  const bot = await fakeBot(t)
  const waiting = emulator.control<{ value: { type: string; callId: string }[] }>(
    'GET',
    '/events?type=callIncoming&wait=PT10S'
  )
  const call = await emulator.call({ from: 'adele', to: 'ivr-bot', callbackUri: bot.uri })
  t.match(await waiting, { value: [{ type: 'callIncoming', callId: call.id }] })
  const { value } = await emulator.control<{ value: { sequence: number }[] }>('GET', `/events?callId=${call.id}`)
  const none = await emulator.control('GET', `/events?since=${value.at(-1)?.sequence}&wait=PT0.05S`)
  t.strictSame(none, { value: [] }, 'and gets nothing when the wait is over')
  for (const query of ['wait=5', 'since=-1', 'since=x']) {
    await t.rejects(emulator.control('GET', `/events?${query}`), /Invalid argument|Cannot convert/, query)
  }
})

test('the stream tells events, requests and deliveries as they happen, over http and https', async t => {
  const emulator = await emulatorFor(t)
  const bot = await fakeBot(t)
  const early = await emulator.call({ from: 'adele', to: 'ivr-bot', callbackUri: bot.uri })
  const told: { kind: string; type?: string; callId?: string; state?: string }[] = []
  const open = async (query: string) => {
    const socket = new WebSocket(`${emulator.url.replace('http', 'ws')}/_ringback/stream?${query}`)
    t.teardown(() => socket.close())
    socket.addEventListener('message', ({ data }) => told.push(JSON.parse(String(data))))
    await new Promise(resolve => socket.addEventListener('open', resolve))
    return socket
  }
  await open('since=0')
  await open('type=callIncoming&callId=none&tenantId=none')
  const graph = await graphFor(emulator)
  await graph.answer(early.id)
  await bot.told(2)
  await early.hangUp()
  while (
    !told.some(({ type, kind, state }) => kind === 'delivery' && type === 'callTerminated' && state === 'delivered')
  ) {
    await new Promise(resolve => setImmediate(resolve))
  }
  const events = told.filter(({ kind }) => kind === 'event').map(({ type }) => type)
  t.strictSame(events, ['callIncoming', 'callEstablishing', 'callTerminated'])
  t.ok(told.some(({ kind, callId }) => kind === 'request' && callId === early.id))
})

test('people and applications are added and changed, and act at once', async t => {
  const emulator = await emulatorFor(t)
  const bot = await fakeBot(t)
  const made = await emulator.registerBot({ displayName: 'Fresh Bot', callbackUri: bot.uri })
  t.match(made, { appId: /^[0-9a-f-]{36}$/, secret: String, callbackUri: bot.uri })
  const user = await emulator.control<{ id: string }>('POST', '/users', {
    displayName: 'Zoe Zed',
    userPrincipalName: 'zoe@contoso.example',
    phone: '+15550123'
  })
  const call = await emulator.call({ from: 'zoe', to: 'fresh-bot' })
  await bot.told(1)
  t.match(await call.view(), { from: { kind: 'user', id: user.id }, to: { id: made.appId } })
  const graph = await graphFor(emulator, made)
  t.equal((await graph.answer(call.id)).status, 202)

  const refused: [string, string, object, RegExp][] = [
    ['POST', '/users', { displayName: 'No address' }, /'userPrincipalName' is required/],
    ['POST', '/users', { displayName: 'X', userPrincipalName: 'x@y', id: user.id }, /exists/],
    ['POST', '/applications', { displayName: 'X', appId: made.appId }, /PATCH/],
    ['POST', '/tenants', { id: emulator.tenantId }, /exists/],
    ['PATCH', '/users/nobody', { displayName: 'X' }, /No user/],
    ['PATCH', `/users/${adele}`, { farEnd: { action: 'sing' } }, /'farEnd.action'/],
    ['PATCH', `/users/${adele}`, { hobby: 'chess' }, /hobby/],
    ['PATCH', '/applications/none', { displayName: 'X' }, /No application/],
    ['PATCH', `/applications/${ivrBot.appId}`, { callbackUri: 'ftp://x' }, /'callbackUri'/],
    ['POST', '/calls', { from: { user: 'adele' } }, /'to' is required/],
    ['POST', '/calls', { from: {}, to: { application: 'ivr-bot' } }, /must name a user/],
    ['POST', '/calls', { from: { user: 'adele' }, to: {} }, /must name an application/],
    ['POST', '/calls', { from: { user: 'eve' }, to: { application: 'ivr-bot' } }, /Known here: 'Adele Vance'/],
    ['POST', `/calls/${call.id}/far-end/press`, { tones: 'x' }, /no key of a phone/],
    ['POST', `/calls/${call.id}/far-end/answer`, {}, /caller/],
    ['POST', '/calls/none/far-end/answer', {}, /No call/],
    ['POST', '/clock/advance', { duration: 'tomorrow' }, /'duration'/],
    ['PUT', '/clock', { mode: 'fast' }, /'mode'/]
  ]
  for (const [method, path, body, message] of refused) {
    await t.rejects(emulator.control(method as 'POST', path, body), { message }, `${method} ${path}`)
  }
})

test('a key may come as a list, and an application without webhook says what to do', async t => {
  const emulator = await emulatorFor(t)
  const bot = await fakeBot(t)
  const { appId } = await emulator.registerBot()
  await t.rejects(emulator.call({ from: 'adele', to: appId }), /PATCH .*callbackUri/)
  await emulator.control('PATCH', `/applications/${appId}`, { callbackUri: bot.uri })
  const call = await emulator.call({ from: '+15550100', to: appId })
  const graph = await graphFor(emulator, { appId, secret: 'x', displayName: '' }).catch(() => undefined)
  t.ok(graph)
  await emulator.control('GET', `/calls/${call.id}`)
  t.match(await call.view(), { from: { kind: 'phone', id: '+15550100' } })
})

test('time is told, moved and changed in its ways', async t => {
  const emulator = await emulatorFor(t, { startTime: '2026-05-01T00:00:00Z' })
  t.strictSame(await emulator.control('GET', '/clock'), { mode: 'virtual', now: '2026-05-01T00:00:00.000Z' })
  await emulator.advance('P1DT1H')
  t.match(await emulator.control('GET', '/clock'), { now: '2026-05-02T01:00:00.000Z' })
  t.match(await emulator.control('PUT', '/clock', { mode: 'Real' }), { mode: 'real' })
  await t.rejects(emulator.advance('PT1S'), /moves by itself/)
  t.match(await emulator.control('PUT', '/clock', { mode: 'auto' }), { mode: 'auto' })
})

test('the control API is for this machine, or for those with the token', async t => {
  const open = await emulatorFor(t)
  const closed = await emulatorFor(t, { controlToken: 'secret' })
  const status = (url: string, headers: Record<string, string>) =>
    new Promise((resolve, reject) => {
      request(`${url}/_ringback/directory`, { headers }, answer => {
        answer.resume()
        resolve(answer.statusCode)
      })
        .on('error', reject)
        .end()
    })
  t.equal(await status(open.url, {}), 200)
  t.equal(await status(open.url, { origin: 'http://localhost:3000' }), 200)
  t.equal(await status(open.url, { host: 'attacker.example' }), 403, 'a name of its own for this machine')
  t.equal(await status(open.url, { origin: 'https://attacker.example' }), 403, 'a page from elsewhere')
  t.equal(await status(open.url, { origin: 'null' }), 403)
  t.equal(await status(closed.url, {}), 403)
  t.equal(await status(closed.url, { authorization: 'Bearer secret', host: 'ringback' }), 200)
  t.equal((await closed.calls()).length, 0, 'the handle has the token')
})

test('a call can be made to fail in any way of the catalogue, and says what to look at', async t => {
  const emulator = await emulatorFor(t)
  const bot = await fakeBot(t)
  const call = await emulator.call({ from: 'adele', to: 'ivr-bot', callbackUri: bot.uri })
  await bot.told(1)
  const over = await call.fail(410, 301_005)
  t.match(over.ending, { code: 410, subcode: 301_005, message: 'Client Media Error.', advice: /ports/ })
  await bot.told(2)
  t.match(bot.received[1]?.notification.resourceData.resultInfo, { code: 410, subcode: 301_005 })
  const another = await emulator.call({ from: 'adele', to: 'ivr-bot', callbackUri: bot.uri })
  await t.rejects(another.fail(1, 2), /docs\/endings.md/)
})

test('an expectation that fails tells what happened instead', async t => {
  const emulator = await emulatorFor(t)
  const call = await emulator.call({ from: 'adele', to: 'ivr-bot', callbackUri: 'http://127.0.0.1:9/' })
  await t.rejects(
    call.until('established'),
    /it is terminated, 408\/8544.*What happened:[\s\S]*ECONNREFUSED Nothing listens/
  )
  const bot = await fakeBot(t)
  const ringing = await emulator.call({ from: 'adele', to: 'ivr-bot', callbackUri: bot.uri })
  await t.rejects(
    ringing.until(view => view.prompts.length > 0, { timeout: 50 }),
    /to fulfil .*it is incoming/
  )
})

test('closing twice is harmless, and the variables for a bot are complete', async t => {
  const emulator = await emulatorFor(t)
  t.match(emulator.env, {
    GRAPH_BASE_URL: emulator.httpsUrl,
    AZURE_AUTHORITY_HOST: emulator.httpsUrl,
    AZURE_TENANT_ID: emulator.tenantId,
    AZURE_CLIENT_ID: ivrBot.appId,
    AZURE_CLIENT_SECRET: ivrBot.secret,
    RINGBACK_URL: emulator.url,
    NODE_EXTRA_CA_CERTS: /ca\.pem$/
  })
  await emulator.close()
  await emulator.close()
  await t.rejects(fetch(emulator.url))
})
