import { createServer, request } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { type AddressInfo, connect } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'
import { type Test, test } from 'tap'
import type { EmulatorHandle } from '../../src/index.js'
import { HttpsProxy } from '../../src/proxy/https-proxy.js'
import { emulatorFor } from '../fixtures/emulator.js'
import { exampleBot } from '../fixtures/example-bot.js'

const portOf = ({ proxyEnv }: EmulatorHandle) => Number(new URL(proxyEnv.HTTPS_PROXY).port)

/** Asks a proxy as clients do that send it whole addresses. */
function ask(port: number, path: string, method = 'GET', body = ''): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'text/plain', 'content-length': body.length, 'proxy-connection': 'keep-alive' }
    request({ host: '127.0.0.1', port, method, path, headers }, async answer => {
      resolve({ status: answer.statusCode ?? 0, body: await text(answer) })
    })
      .once('error', reject)
      .end(body)
  })
}

/** Asks a proxy for a tunnel, and sends something through it; gives all that comes back. */
function dig(port: number, authority: string, through = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    let received = ''
    const socket = connect({ host: '127.0.0.1', port })
    socket.once('connect', () => socket.write(`CONNECT ${authority} HTTP/1.1\r\nhost: ${authority}\r\n\r\n`))
    socket.once('data', () => socket.write(through))
    socket.on('data', chunk => {
      received += chunk
    })
    socket.once('error', reject)
    socket.once('close', () => resolve(received))
  })
}

/** Something of this machine that is none of ours. */
async function elsewhere(t: Test): Promise<string> {
  const server = createServer(async (incoming, response) => {
    const { 'proxy-connection': hop } = incoming.headers
    const asked = `${incoming.method} ${incoming.url} ${incoming.headers.host} ${hop} ${await text(incoming)}`
    response.writeHead(201, { connection: 'close' }).end(asked)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

test('a bot that knows Microsoft’s addresses and no others takes a call through the proxy', async t => {
  const emulator = await emulatorFor(t, { clock: 'auto' })
  const tenant = await emulator.tenant()
  const through = pathToFileURL(join(process.cwd(), 'test', 'fixtures', 'through-proxy.js')).href
  const callbackUri = await exampleBot(t, tenant, tenant.proxyEnv, ['--import', through])
  const call = await tenant.call({ from: 'adele', to: tenant.bot.appId, callbackUri })
  await call.until(({ toneSubscribed, prompts }) => toneSubscribed && prompts.length === 1)
  await call.press('1')
  t.match(await call.until('terminated'), { ending: { code: 200, subcode: 5_001 }, prompts: { length: 3 } })
  await tenant.close()
})

test('addresses in answers are those the bot has asked', async t => {
  const port = portOf(await emulatorFor(t))
  const { status, body } = await ask(
    port,
    'https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration'
  )
  t.equal(status, 200)
  t.match(JSON.parse(body), { token_endpoint: /^https:\/\/login\.microsoftonline\.com\/.*\/token$/ })
  const refused = await ask(port, 'https://GRAPH.microsoft.com/v1.0/communications/calls', 'POST', '{}')
  t.match([refused.status, JSON.parse(refused.body)], [401, { error: { code: 'InvalidAuthenticationToken' } }])
})

test('what is meant for others goes to them', async t => {
  const port = portOf(await emulatorFor(t))
  const other = await elsewhere(t)
  const asked = await ask(port, `http://${other}/orders?of=today`, 'POST', 'hello')
  t.strictSame(asked, { status: 201, body: `POST /orders?of=today ${other} undefined hello` })
  const dug = await dig(port, other, `GET /deep HTTP/1.1\r\nhost: inside\r\n\r\n`)
  t.match(dug, /^HTTP\/1\.1 200 Connection Established\r\n\r\nHTTP\/1\.1 201 Created[\s\S]*GET \/deep inside/)
})

test('what a proxy cannot do says why', async t => {
  const port = portOf(await emulatorFor(t))
  t.match(await ask(port, 'http://127.0.0.1:1/'), {
    status: 502,
    body: /'127\.0\.0\.1:1' cannot be reached \(ECONNREFUSED\)/
  })
  t.match(await dig(port, '127.0.0.1:1'), /^HTTP\/1\.1 502 Bad Gateway[\s\S]*cannot be reached \(ECONNREFUSED\)/)
  t.match(await ask(port, '/v1.0/me'), { status: 400, body: /'GET \/v1\.0\/me' is nothing a proxy is asked/ })
  t.match(await dig(port, 'nowhere'), /^HTTP\/1\.1 400 Bad Request[\s\S]*'CONNECT nowhere' is nothing a proxy is asked/)
})

test('beyond loopback it stands in, and passes nothing on', async t => {
  const proxy = new HttpsProxy({
    hosts: ['graph.microsoft.com'],
    secure: createHttpsServer(),
    caCertificate: '',
    passesOn: false
  })
  await new Promise<void>(resolve => proxy.server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => proxy.close())
  const { port } = proxy.server.address() as AddressInfo
  const other = await elsewhere(t)
  t.match(await ask(port, `http://${other}/`), { status: 403, body: /answers for graph\.microsoft\.com only/ })
  t.match(await dig(port, other), /^HTTP\/1\.1 403 Forbidden[\s\S]*put that into NO_PROXY/)
})
