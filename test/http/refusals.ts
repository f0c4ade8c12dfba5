import { request as rawRequest } from 'node:http'
import { test } from 'tap'
import { fakeBot } from '../fixtures/bot.js'
import { emulatorFor } from '../fixtures/emulator.js'
import { type Answer, adele, GraphCaller, graphFor, ivrBot, serviceHosted, tokenFor } from '../fixtures/graph.js'

const calls = '/v1.0/communications/calls'
const valid = {
  callbackUri: 'http://127.0.0.1:9/',
  targets: [{ identity: { user: { id: adele } } }],
  mediaConfig: serviceHosted
}

const graphShaped = {
  error: {
    code: String,
    message: String,
    innerError: { date: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/, 'request-id': String, 'client-request-id': String }
  }
}

test('a token that is missing, malformed, foreign, for something else or expired gets 401 and a challenge', async t => {
  const emulator = await emulatorFor(t)
  const other = await emulatorFor(t, { dataDir: `${process.cwd()}/build/other-data` })
  const { token: foreign } = await graphFor(other)
  const elsewhere = await fetch(`${emulator.url}/common/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: ivrBot.appId,
      client_secret: ivrBot.secret,
      scope: 'https://api.botframework.com/.default'
    })
  })
  const { access_token: audience } = (await elsewhere.json()) as { access_token: string }
  const [, claims = ''] = foreign.split('.')
  const refused: [Record<string, string>, RegExp][] = [
    [{}, /token is empty/],
    [{ authorization: 'Basic abc' }, /token is empty/],
    [{ authorization: 'Bearer abc' }, /not well formed/],
    [{ authorization: `Bearer ${foreign}` }, /Invalid signature/],
    [{ authorization: `Bearer ${audience}` }, /Invalid audience/],
    [{ authorization: `Bearer eyJhbGciOiJub25lIn0.${claims}.` }, /not well formed/]
  ]
  for (const [headers, message] of refused) {
    const answer = await fetch(`${emulator.url}${calls}/x`, { headers })
    t.equal(answer.status, 401, String(message))
    t.match(await answer.json(), { error: { code: 'InvalidAuthenticationToken', message } })
    t.match(answer.headers.get('www-authenticate'), /^Bearer realm/)
  }
})

test('the scheme of a bearer token is read without case', async t => {
  const emulator = await emulatorFor(t)
  const token = await tokenFor(emulator)
  const answer = await fetch(`${emulator.url}${calls}/x`, { headers: { authorization: `bEARER ${token}` } })
  t.equal(answer.status, 404)
})

test('every answer has an id, and repeats the one the client chose', async t => {
  const emulator = await emulatorFor(t)
  const graph = await graphFor(emulator)
  const chosen = '11111111-2222-4333-8444-555555555555'
  const { headers, body } = await graph.ask('GET', 'x', undefined, { 'client-request-id': chosen })
  t.equal(headers.get('client-request-id'), chosen)
  t.equal(body.error.innerError['client-request-id'], chosen)
  t.equal(body.error.innerError['request-id'], headers.get('request-id'))
  t.notOk(headers.get('strict-transport-security'), 'localhost is not locked out of plain http')
})

test('each thing wrong with a body is named, and nothing has changed', async t => {
  const emulator = await emulatorFor(t)
  const graph = await graphFor(emulator)
  const wrong: [string, unknown, string, RegExp][] = [
    ['no JSON', '{"callbackUri":', 'BadRequest', /Unable to read JSON/],
    ['no body', '', 'BadRequest', /Empty Payload/],
    ['a list', [], 'BadRequest', /'the body' to the expected type 'an object'/],
    ['a poisoned prototype', '{"__proto__":{"x":1}}', 'BadRequest', /Unable to read JSON/],
    ['no callbackUri', { ...valid, callbackUri: undefined }, '8523', /'callbackUri' is required/],
    ['a callbackUri that is a number', { ...valid, callbackUri: 5 }, 'BadRequest', /'callbackUri' .*Edm.String/],
    ['a callbackUri that is a file', { ...valid, callbackUri: 'file:///x' }, '8523', /'callbackUri'.*http/],
    ['a callbackUri without a host', { ...valid, callbackUri: '/api/calls' }, '8523', /'callbackUri'.*absolute/],
    ['no mediaConfig', { ...valid, mediaConfig: null }, 'BadRequest', /'mediaConfig'/],
    ['no type of mediaConfig', { ...valid, mediaConfig: {} }, '8523', /'mediaConfig.@odata.type' is required/],
    [
      'an unknown type of mediaConfig',
      { ...valid, mediaConfig: { '@odata.type': '#microsoft.graph.x' } },
      '8523',
      /'mediaConfig.@odata.type'.*serviceHostedMediaConfig/
    ],
    [
      'an unknown property of a closed type',
      { ...valid, mediaConfig: { ...serviceHosted, prefetch: [] } },
      'BadRequest',
      /property 'prefetch' does not exist on type 'microsoft.graph.mediaConfig'/
    ],
    [
      'an unknown modality',
      { ...valid, requestedModalities: ['smell'] },
      '8523',
      /'requestedModalities\[0\]'.*'audio'/
    ],
    ['no targets', { ...valid, targets: [] }, '8523', /'targets' is required/],
    ['too many targets', { ...valid, targets: Array(6).fill(valid.targets[0]) }, '8523', /5 at the most/],
    ['a target without identity', { ...valid, targets: [{}] }, '8523', /'targets\[0\].identity' is required/],
    ['a target that is nobody', { ...valid, targets: [{ identity: {} }] }, '8523', /must hold one of user/],
    ['ringing for too long', { ...valid, ringingTimeoutInSeconds: 116 }, '8523', /115/],
    ['ringing in words', { ...valid, ringingTimeoutInSeconds: 'long' }, 'BadRequest', /Edm/]
  ]
  for (const [what, body, code, message] of wrong) {
    const answer = await graph.ask('POST', calls, body)
    t.match(answer, { status: 400, body: { error: { code, message } } }, what)
    t.match(answer.body, graphShaped, what)
  }
  t.strictSame(await emulator.calls(), [])
  t.strictSame(emulator.events(), [])
})

test('more properties on an open type are taken, as are nulls, other spellings and annotations', async t => {
  const emulator = await emulatorFor(t)
  const graph = await graphFor(emulator)
  const answer = await graph.ask('POST', calls, {
    ...valid,
    '@odata.type': 'microsoft.graph.call',
    'requestedModalities@odata.type': '#Collection(microsoft.graph.modality)',
    requestedModalities: ['AUDIO'],
    direction: 'outgoing',
    routingPolicies: [],
    subject: null,
    source: null
  })
  t.match(answer, { status: 201, body: { requestedModalities: ['audio'], subject: null } })
})

test('a body that is not JSON, or too large, is refused', async t => {
  const emulator = await emulatorFor(t)
  const graph = await graphFor(emulator)
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/xml']) {
    const answer = await graph.ask('POST', calls, JSON.stringify(valid), { 'content-type': type })
    t.match(answer, { status: 400, body: { error: { code: 'BadRequest', message: /JSON Content-Type/ } } }, type)
  }
  const large = await graph.ask('POST', calls, { ...valid, subject: 'x'.repeat(5 * 1024 * 1024) })
  t.match(large, { status: 413, body: { error: { code: 'RequestEntityTooLarge' } } })
  await graph.ask('POST', calls, { ...valid, subject: 'x'.repeat(100_000) })
  await graph.ask('POST', calls, { ...valid, subject: 'short' })
  const kept = emulator.requests({ path: /calls$/ })
  t.strictSame(
    kept.slice(-2).map(({ body }) => body),
    [undefined, { ...valid, subject: 'short' }],
    'the journal keeps bodies of a size'
  )
})

test('actions refuse parameters they do not have, and values they do not take', async t => {
  const emulator = await emulatorFor(t)
  const bot = await fakeBot(t)
  const graph = await graphFor(emulator)
  const call = await emulator.call({ from: 'adele', to: 'ivr-bot', callbackUri: bot.uri })
  const prompt = { '@odata.type': '#microsoft.graph.mediaPrompt', mediaInfo: { uri: 'http://x/y.wav' } }
  const wrong: [string, object, string, RegExp][] = [
    ['answer', { mediaConfig: serviceHosted, colour: 'red' }, 'BadRequest', /parameter 'colour'.*operation 'answer'/],
    ['answer', {}, '8523', /'mediaConfig' is required/],
    ['answer', { mediaConfig: serviceHosted, callOptions: { isDelta: true } }, 'BadRequest', /incomingCallOptions/],
    ['reject', { reason: 'tired' }, '8523', /'reason'.*'none', 'busy', 'forbidden'/],
    ['keepAlive', { now: true }, 'BadRequest', /parameter 'now'/],
    ['playPrompt', {}, '8523', /'prompts' is required/],
    ['playPrompt', { prompts: [] }, '8523', /1 entries at the least/],
    ['playPrompt', { prompts: Array(21).fill(prompt) }, '8523', /20 entries at the most/],
    ['playPrompt', { prompts: [{ mediaInfo: { uri: 'x' } }] }, '8523', /'prompts\[0\].@odata.type' is required/],
    ['playPrompt', { prompts: [{ ...prompt, mediaInfo: {} }] }, '8523', /'prompts\[0\].mediaInfo.uri' is required/],
    ['playPrompt', { prompts: [prompt], clientContext: 'x'.repeat(257) }, '8523', /256 characters/],
    ['subscribeToTone', { clientContext: 5 }, 'BadRequest', /'clientContext'/]
  ]
  for (const [action, body, code, message] of wrong) {
    const answer = await graph.post(`${call.id}/${action}`, body)
    t.match(
      answer,
      { status: 400, body: { error: { code, message } } },
      `${action} ${JSON.stringify(body).slice(0, 60)}`
    )
  }
  t.equal((await call.view()).state, 'incoming')
})

test('actions in the wrong state, on calls that are over, unknown, or of others, get the code of the calling service', async t => {
  const emulator = await emulatorFor(t)
  const bot = await fakeBot(t)
  const graph = await graphFor(emulator)
  const stranger = await graphFor(emulator, await emulator.registerBot())
  const call = await emulator.call({ from: 'adele', to: 'ivr-bot', callbackUri: bot.uri })
  const play = () => graph.play(call.id, 'http://127.0.0.1:9/')
  const code = (answer: Answer) => [answer.status, answer.body.error?.code]

  t.strictSame(code(await play()), [400, '8501'])
  t.strictSame(code(await stranger.answer(call.id)), [404, '8522'], 'the call of another application')
  await graph.answer(call.id)
  t.strictSame(code(await graph.answer(call.id)), [400, '8585'], 'answered twice')
  t.strictSame(code(await graph.post(`${call.id}/reject`)), [400, '8585'])
  t.strictSame(code(await play()), [400, '8501'])
  await emulator.advance('PT1S')
  t.strictSame(code(await graph.get(`${call.id}/operations/unknown`)), [404, 'ItemNotFound'])
  await call.hangUp()
  for (const action of ['answer', 'reject', 'playPrompt', 'subscribeToTone', 'cancelMediaProcessing', 'keepAlive']) {
    const body = {
      answer: { mediaConfig: serviceHosted },
      playPrompt: { prompts: [{ '@odata.type': 'microsoft.graph.mediaPrompt', mediaInfo: { uri: 'x' } }] }
    }
    const answer = await graph.post(`${call.id}/${action}`, body[action as keyof typeof body] ?? {})
    t.strictSame(code(answer), [404, '8522'], action)
  }
  t.strictSame(code(await graph.ask('DELETE', call.id)), [404, '8522'])

  const unanswered = await emulator.call({ from: 'adele', to: 'ivr-bot', callbackUri: bot.uri })
  await emulator.advance('PT16S')
  t.strictSame(code(await graph.answer(unanswered.id)), [404, '8522'], 'after the ring window')
  t.strictSame(code(await graph.create(bot.uri, { tenantId: adele })), [403, '7505'])
  t.strictSame(code(await graph.create(bot.uri, { meetingInfo: {} })), [400, '8523'])
})

test('media of the bot cannot be played by the service', async t => {
  const emulator = await emulatorFor(t)
  const graph = await graphFor(emulator)
  const mediaConfig = { '@odata.type': '#microsoft.graph.appHostedMediaConfig', blob: 'opaque' }
  const { id, mediaConfig: told } = (await graph.create('http://127.0.0.1:9/', { mediaConfig })).body
  t.strictSame(told, mediaConfig)
  await emulator.advance('PT2S')
  t.match(await graph.play(id, 'http://127.0.0.1:9/'), { status: 400, body: { error: { code: '8500' } } })
})

test('a miss says what exists nearby', async t => {
  const emulator = await emulatorFor(t)
  const graph = await graphFor(emulator)
  const misses: [string, string, number, string, RegExp][] = [
    ['POST', `${calls}/x/anser`, 400, 'BadRequest', /'anser' is not known.*\/answer/],
    ['GET', '/v1.0/comunications/calls', 400, 'BadRequest', /'comunications' is not known/],
    ['GET', '/v2.0/communications/calls', 400, 'BadRequest', /'v2.0' is neither/],
    ['GET', '/v1.0', 400, 'BadRequest', /no resource of its own/],
    ['GET', '/v1.0/communications', 405, 'Request_BadRequest', /does not exist/],
    ['PUT', `${calls}/x/answer`, 405, '8520', /POST \/communications\/calls\/\{call-id\}\/answer/],
    ['PATCH', `${calls}/x`, 405, '8520', /does not exist/],
    ['DELETE', `${calls}/x/operations/y`, 405, '8520', /does not exist/],
    ['POST', `${calls}/x/participants`, 405, '8520', /does not exist/],
    ['PATCH', '/v1.0/app/calls/x/participants/y', 405, '8520', /does not exist/],
    ['GET', '/beta/me/onlineMeetings/x/aiInsights', 501, 'NotImplemented', /aiInsights.*Emulated nearby/],
    ['GET', '/v1.0/me/onlineMeetings/x/aiInsights', 400, 'BadRequest', /'aiInsights' is not known/],
    ['GET', '/_ringback/nothing', 400, 'BadRequest', /control.yaml/]
  ]
  for (const [method, path, status, code, message] of misses) {
    const answer = await graph.ask(method, path)
    t.match(answer, { status, body: { error: { code, message } } }, `${method} ${path}`)
    t.match(answer.body, graphShaped)
  }
  const { headers } = await graph.ask('PUT', `${calls}/x/answer`)
  t.equal(headers.get('allow'), 'POST')
  t.equal(emulator.requests({ path: /participants/ }).length, 2, 'misses are in the journal')
})

test('requests that are broken at the level of HTTP do no harm', async t => {
  const emulator = await emulatorFor(t)
  const { port } = new URL(emulator.url)
  for (const path of [
    '/v1.0/communications/calls/%E0%A4%A',
    '/%',
    '/v1.0//communications',
    '/v1.0/../..',
    `/v1.0/${'x'.repeat(3_000)}`
  ]) {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const asked = rawRequest({ port, path, host: '127.0.0.1' }, answer => {
        answer.resume()
        resolve(answer.statusCode)
      })
      asked.on('error', reject).end()
    })
    t.ok(status !== undefined && status >= 400 && status < 500, `${path.slice(0, 40)}: ${status}`)
  }
  t.equal((await emulator.control<{ status: string }>('GET', '/health')).status, 'ok')
})

test('a client that leaves before the answer holds nothing up', async t => {
  const emulator = await emulatorFor(t)
  const graph = new GraphCaller(emulator.url, await tokenFor(emulator))
  const gone = new AbortController()
  const asked = fetch(`${emulator.url}${calls}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${graph.token}`, 'content-type': 'application/json', 'content-length': '100' },
    body: '{"callbackUri":',
    signal: gone.signal
  }).catch(() => 'gone')
  gone.abort()
  t.equal(await asked, 'gone')
  await emulator.advance('PT1S')
  t.equal((await graph.create('http://127.0.0.1:9/')).status, 201)
})
