import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { test } from 'tap'
import { commsNotificationsOut } from '../../src/wire/comms-notification.js'
import { fakeBot, type Reaction } from '../fixtures/bot.js'
import { dataDir, emulatorFor } from '../fixtures/emulator.js'
import { graphFor, ivrBot } from '../fixtures/graph.js'
import { wav } from '../fixtures/wav.js'

test('what is posted is signed with the published keys and carries the headers bots read', async t => {
  const emulator = await emulatorFor(t)
  const bot = await fakeBot(t)
  const graph = await graphFor(emulator)
  const call = await emulator.call({ from: 'adele', to: 'ivr-bot', callbackUri: bot.uri })
  await bot.told(1)
  await graph.ask(
    'POST',
    `${call.id}/answer`,
    { mediaConfig: { '@odata.type': '#microsoft.graph.serviceHostedMediaConfig' } },
    { 'scenario-id': 'mine' }
  )
  await bot.told(2)

  const metadata = await fetch(`${emulator.url}/v1/.well-known/OpenIdConfiguration`)
  const { issuer, jwks_uri } = (await metadata.json()) as { issuer: string; jwks_uri: string }
  const keys = createRemoteJWKSet(new URL(jwks_uri))
  for (const { headers } of bot.received) {
    const token = headers.authorization?.replace('Bearer ', '') ?? ''
    const { payload } = await jwtVerify(token, keys, { issuer, audience: ivrBot.appId })
    t.match(payload, { iss: 'https://api.botframework.com', tid: emulator.tenantId })
    t.match(headers, {
      'content-type': 'application/json',
      'user-agent': 'Microsoft-Skype/3.0,(Calling/1.0)',
      'x-microsoft-skype-chain-id': String,
      'x-microsoft-skype-message-id': String
    })
  }
  const [incoming, establishing] = bot.received
  t.match(incoming?.headers, { 'x-microsoft-skype-caller-region': 'amer' })
  t.notOk(incoming?.headers['scenario-id'], 'the bot has not said anything yet')
  t.equal(establishing?.headers['scenario-id'], 'mine')
  t.equal(incoming?.headers.authorization, establishing?.headers.authorization, 'one token for most of its life')
})

test('every notification fits its own schema', async t => {
  const emulator = await emulatorFor(t)
  const bot = await fakeBot(t)
  const graph = await graphFor(emulator)
  const { id } = (await graph.create(bot.uri)).body
  await emulator.advance('PT2S')
  await graph.post(`${id}/subscribeToTone`)
  await graph.play(id, 'http://127.0.0.1:9/nothing.wav')
  await emulator.callWithId(id).press('5')
  await graph.ask('DELETE', id)
  await emulator.advance('PT1S')
  const deliveries = emulator.deliveries()
  t.ok(deliveries.length >= 6)
  for (const { notification, type } of deliveries) {
    t.ok(commsNotificationsOut.safeParse(notification).success, type)
  }
})

test('a bot that does not accept an incoming call is not rung again, and the caller is told', async t => {
  const reactions: [string, Reaction, RegExp][] = [
    ['an error', () => ({ status: 500 }), /bot failed \(500\)/],
    ['a token it does not trust', () => ({ status: 401 }), /refused our token.*well-known\/keys/],
    ['a wrong path', () => ({ status: 404 }), /Nothing takes POST/],
    ['a closed connection', () => ({ reset: true }), /closed the connection/],
    ['a redirect to nowhere', () => ({ status: 302 }), /without a Location/],
    ['silence', () => ({ hang: true }), /did not answer in time/]
  ]
  const emulator = await emulatorFor(t, { notificationTimeout: 'PT0.3S' })
  for (const [what, react, diagnosis] of reactions) {
    const bot = await fakeBot(t, react)
    const call = await emulator.call({ from: 'adele', to: 'ivr-bot', callbackUri: bot.uri })
    const { ending } = await call.until('terminated')
    t.match(ending, { code: 408, subcode: 8_544 }, what)
    const [delivery] = emulator.deliveries({ callId: call.id, type: 'callIncoming' })
    t.match(delivery, { state: 'failed', target: bot.uri, attempts: [{ diagnosis }] }, what)
    t.equal(delivery?.attempts.length, 1, what)
  }
})

test('addresses where nobody is are explained', async t => {
  const emulator = await emulatorFor(t)
  const refused: [string, RegExp][] = [
    ['http://127.0.0.1:9/', /Nothing listens at 127.0.0.1:9/],
    ['http://bot.invalid/', /name of bot.invalid cannot be found/],
    [`${emulator.url.replace('http:', 'https:')}/`, /does not speak TLS/],
    // A name of this machine that does not say so.
    [emulator.httpsUrl.replace('localhost', '0.0.0.0'), /certificate of 0\.0\.0\.0.* is not trusted/]
  ]
  for (const [callbackUri, diagnosis] of refused) {
    const call = await emulator.call({ from: 'adele', to: 'ivr-bot', callbackUri })
    await call.until('terminated')
    t.match(emulator.deliveries({ callId: call.id, type: 'callIncoming' }), [{ attempts: [{ diagnosis }] }])
  }
})

test('a bot on this machine may serve https with any certificate', async t => {
  const emulator = await emulatorFor(t)
  const [cert, key] = ['server.pem', 'server-key.pem'].map(name => readFileSync(join(dataDir, 'keys', name)))
  const told: string[] = []
  const server = createServer({ cert, key }, (request, response) => {
    told.push(`${request.method} ${request.url}`)
    request.resume().on('end', () => response.writeHead(request.method === 'GET' ? 200 : 202).end(wav(1)))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  const uri = `https://localhost:${(server.address() as AddressInfo).port}`
  const graph = await graphFor(emulator)
  const call = await emulator.call({ from: 'adele', to: 'ivr-bot', callbackUri: `${uri}/api/calling` })
  await graph.answer(call.id)
  await emulator.advance('PT1S')
  const prompts = [{ '@odata.type': '#microsoft.graph.mediaPrompt', mediaInfo: { uri: `${uri}/welcome.wav` } }]
  await graph.post(`${call.id}/playPrompt`, { prompts })
  await emulator.advance('PT2S')
  t.match(await call.view(), { state: 'established', prompts: [{ status: 'completed' }] })
  const steps = [{ trigger: { url: `${uri}/dial`, status: 202 } }]
  t.match(await emulator.run({ name: 'it is asked over https', steps }), { state: 'passed' })
  for (const asked of ['POST /api/calling', 'GET /welcome.wav', 'POST /dial']) t.ok(told.includes(asked), asked)
})

test('later notifications are tried four times, at 1, 2 and 4 seconds, and a live call goes on without them', async t => {
  const emulator = await emulatorFor(t)
  const bot = await fakeBot(t, ({ notification }) => ({
    status: notification.resourceData.state === 'incoming' ? 202 : 503
  }))
  const graph = await graphFor(emulator)
  const call = await emulator.call({ from: 'adele', to: 'ivr-bot', callbackUri: bot.uri })
  await bot.told(1)
  await graph.answer(call.id)
  await bot.told(2)
  const counts = []
  for (const duration of ['PT0.9S', 'PT0.2S', 'PT2S', 'PT4S', 'PT0.1S']) {
    await emulator.advance(duration)
    const [establishing] = emulator.deliveries({ callId: call.id, type: 'callEstablishing' })
    counts.push(establishing?.attempts.length)
  }
  t.strictSame(counts, [1, 2, 3, 4, 4])
  t.match(emulator.deliveries({ callId: call.id, type: 'callEstablishing' }), [{ state: 'failed' }])
  t.equal((await graph.get(call.id)).body.state, 'established')
})

test('a refusal other than 408, 429 and 5xx is final', async t => {
  const emulator = await emulatorFor(t)
  const bot = await fakeBot(t, ({ notification }) => ({
    status: notification.resourceData.state === 'incoming' ? 204 : 403
  }))
  const graph = await graphFor(emulator)
  const call = await emulator.call({ from: 'adele', to: 'ivr-bot', callbackUri: bot.uri })
  await bot.told(1)
  await graph.answer(call.id)
  await emulator.advance('PT20S')
  const deliveries = emulator.deliveries({ callId: call.id })
  t.strictSame(
    deliveries.map(({ attempts }) => attempts.length),
    [1, 1, 1, 1]
  )
})

test('a redirect is followed with the same notification, and later ones go to the new address', async t => {
  const emulator = await emulatorFor(t)
  const graph = await graphFor(emulator)
  const other = await fakeBot(t, undefined, '/other-region')
  for (const status of [302, 307]) {
    other.received.length = 0
    const bot = await fakeBot(t, () => ({ status, headers: { location: other.uri } }))
    const call = await emulator.call({ from: 'adele', to: 'ivr-bot', callbackUri: bot.uri })
    await other.told(1)
    t.strictSame(other.received[0]?.notification, bot.received[0]?.notification)
    await graph.answer(call.id)
    await other.told(2)
    t.equal(bot.received.length, 1, `${status}: the first address is told once`)
    t.equal((await call.view()).callbackUri, other.uri)
    const [delivery] = emulator.deliveries({ callId: call.id, type: 'callIncoming' })
    t.match(delivery?.attempts, [
      { status, diagnosis: /sent us on/ },
      { status: 202, target: other.uri }
    ])
  }
  const circle = await fakeBot(t, ({ path }) => ({ status: 302, headers: { location: path } }))
  const lost = await emulator.call({ from: 'adele', to: 'ivr-bot', callbackUri: circle.uri })
  t.match(await lost.until('terminated'), { ending: { subcode: 8_544 } })
  const rung = circle.received.filter(({ notification }) => notification.resourceData.state === 'incoming')
  t.equal(rung.length, 6, 'once, and five redirects')
})

test('one call is told in order, one at a time; other calls to the same bot do not wait', async t => {
  const emulator = await emulatorFor(t)
  const graph = await graphFor(emulator)
  let release = () => {}
  const held = new Promise<void>(resolve => {
    release = resolve
  })
  const answered: string[] = []
  const slow = await fakeBot(t, async ({ notification }) => {
    if (notification.resourceData.state === 'establishing') await held
    answered.push(String(notification.resourceData.state))
    return undefined
  })
  const quick = await fakeBot(t)
  const call = await emulator.call({ from: 'adele', to: 'ivr-bot', callbackUri: slow.uri })
  await slow.told(1)
  await graph.answer(call.id)
  await slow.told(2)
  await call.hangUp()
  t.equal(slow.received.length, 2, 'the ending waits for the answer to what came before')

  const second = await emulator.call({ from: 'megan', to: 'ivr-bot', callbackUri: slow.uri })
  await slow.told(3)
  t.equal(slow.received[2]?.notification.resourceData.id, second.id, 'another call at the same bot')
  const third = await emulator.call({ from: 'lee', to: 'ivr-bot', callbackUri: quick.uri })
  await quick.told(1)
  t.equal(quick.received[0]?.notification.resourceData.id, third.id, 'another bot')

  release()
  await slow.told(4)
  t.strictSame(answered.filter(state => state !== 'incoming').slice(0, 2), ['establishing', 'terminated'])
})

test('a notification leaves only after the reply to the request that caused it', async t => {
  const emulator = await emulatorFor(t)
  const graph = await graphFor(emulator)
  const order: string[] = []
  const bot = await fakeBot(t, ({ notification }) => {
    order.push(`told ${notification.resourceData.state}`)
    return undefined
  })
  const call = await emulator.call({ from: 'adele', to: 'ivr-bot', callbackUri: bot.uri })
  await bot.told(1)
  const entries = async () => emulator.requests({ callId: call.id }).length
  const before = await entries()
  await graph.answer(call.id)
  await bot.told(2)
  t.ok((await entries()) > before, 'the request was over when the notification came')
  t.strictSame(order, ['told incoming', 'told establishing'])
})

test('a delivery can be sent once more', async t => {
  const emulator = await emulatorFor(t)
  const bot = await fakeBot(t)
  const call = await emulator.call({ from: 'adele', to: 'ivr-bot', callbackUri: bot.uri })
  await bot.told(1)
  const [delivery] = emulator.deliveries({ callId: call.id })
  await emulator.control('POST', `/deliveries/${delivery?.id}/resend`, {})
  await bot.told(2)
  t.strictSame(bot.received[1]?.notification, bot.received[0]?.notification)
  await t.rejects(emulator.control('POST', '/deliveries/none/resend', {}), /Delivery not found/)
})

test('a notification is sent once more with a token that a verifier has to refuse, each for its own reason', async t => {
  const emulator = await emulatorFor(t)
  const keys = createRemoteJWKSet(new URL(`${emulator.url}/v1/.well-known/keys`))
  const verdicts: Promise<string>[] = []
  const verdict = async (authorization = '') => {
    const expected = { audience: ivrBot.appId, issuer: 'https://api.botframework.com', requiredClaims: ['tid'] }
    const [, token = ''] = authorization.split(' ')
    const verified = await jwtVerify(token, keys, expected).catch(
      (error: Error & { code?: string; claim?: string }) => error
    )
    return verified instanceof Error ? [verified.code, verified.claim].filter(Boolean).join(' ') : 'good'
  }
  const bot = await fakeBot(t, async ({ headers }) => {
    const judged = verdict(headers.authorization)
    verdicts.push(judged)
    return (await judged) === 'good' ? undefined : { status: 401 }
  })
  await emulator.call({ from: 'adele', to: 'ivr-bot', callbackUri: bot.uri })
  await bot.told(1)
  const [delivery] = emulator.deliveries()
  const spoilings = [
    'missing',
    'malformed',
    'expired',
    'wrongAudience',
    'wrongIssuer',
    'wrongSignature',
    'unknownKey',
    'withoutTenant'
  ]
  for (const [index, token] of spoilings.entries()) {
    await emulator.control('POST', `/deliveries/${delivery?.id}/resend`, { token })
    await bot.told(index + 2)
  }
  await emulator.control('POST', `/deliveries/${delivery?.id}/resend`, {})
  await bot.told(spoilings.length + 2)
  t.strictSame(await Promise.all(verdicts), [
    'good',
    'ERR_JWS_INVALID',
    'ERR_JWS_INVALID',
    'ERR_JWT_EXPIRED exp',
    'ERR_JWT_CLAIM_VALIDATION_FAILED aud',
    'ERR_JWT_CLAIM_VALIDATION_FAILED iss',
    'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
    'ERR_JWKS_NO_MATCHING_KEY',
    'ERR_JWT_CLAIM_VALIDATION_FAILED tid',
    'good'
  ])
})
