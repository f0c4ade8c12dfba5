import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'tap'
import { checkConfig, proxyPortOf, readConfig } from '../src/config.js'
import { isLoopback } from '../src/loopback.js'
import { Misconfiguration } from '../src/misconfiguration.js'
import { parseSeed, readSeed } from '../src/seed-file.js'

const folder = mkdtempSync(join(tmpdir(), 'ringback-test-'))

test('without any option everything has a default', async t => {
  t.match(checkConfig({}), { host: '127.0.0.1', port: 4_280, httpsPort: 4_243, clock: 'real', auth: 'open' })
})

test('the proxy has a port of its own, unless everything is to be anywhere', async t => {
  t.equal(proxyPortOf(checkConfig({})), 4_281)
  t.equal(proxyPortOf(checkConfig({ port: 0 })), 0)
  t.equal(proxyPortOf(checkConfig({ port: 0, proxyPort: '5000' })), 5_000)
})

test('flags come before the environment, and that before the file', async t => {
  const file = join(folder, 'ringback.yaml')
  writeFileSync(file, 'port: 1\nhttpsPort: 1\nclock: auto\n')
  const env = { RINGBACK_PORT: '2', RINGBACK_HTTPS_PORT: '2' }
  t.match(await readConfig({ port: '3', clock: undefined }, env, file), { port: 3, httpsPort: 2, clock: 'auto' })
  const json = join(folder, 'ringback.json')
  writeFileSync(json, '{"notificationTimeout":"PT1S"}')
  t.match(await readConfig({}, {}, json), { notificationTimeout: 1_000 })
})

test('a wrong option is named', async t => {
  const wrong: [Record<string, unknown>, RegExp][] = [
    [{ port: '70000' }, /^port: /],
    [{ port: 'http' }, /^port: /],
    [{ clock: 'fast' }, /^clock: .*"real"/],
    [{ clockSettle: '5' }, /^clockSettle: .*PT15S/],
    [{ colour: 'red' }, /colour/],
    [{ host: '0.0.0.0' }, /^host: .*--control-token/]
  ]
  for (const [options, message] of wrong) t.throws(() => checkConfig(options), { message } as unknown as Error)
  t.match(checkConfig({ host: '0.0.0.0', controlToken: 'secret' }), { host: '0.0.0.0' })
  await t.rejects(readConfig({}, {}, join(folder, 'none.yaml')), /none.yaml cannot be read/)
})

test('loopback is what cannot be reached from outside', async t => {
  for (const host of ['127.0.0.1', '127.1.2.3', 'localhost', '::1']) t.ok(isLoopback(host), host)
  for (const host of ['0.0.0.0', '192.168.0.1', '::', 'example.com']) t.notOk(isLoopback(host), host)
})

test('the demo tenant has people with phones, an IVR bot with a number, and a recorder', async t => {
  const [tenant] = await readSeed()
  t.ok((tenant?.users.length ?? 0) >= 5)
  t.ok(tenant?.users.every(({ phone }) => phone?.startsWith('+')))
  t.match(tenant?.applications, [
    { displayName: 'IVR Bot', secret: String, callbackUri: /^http/, instances: [{ phone: /^\+/ }] },
    { displayName: 'Recorder Bot', secret: String, callbackUri: /^http/ }
  ])
})

test('what is wrong in a seed is told with its line and field', async t => {
  const good = `tenants:
  - id: 0C0FFEE0-7e4a-4000-8000-000000000001
    domain: fabrikam.example
    users:
      - id: u1
        displayName: Ann
        userPrincipalName: ann@fabrikam.example
        farEnd: { action: decline, after: PT2S }
`
  t.match(parseSeed(good, 'seed.yaml'), [
    { id: '0c0ffee0-7e4a-4000-8000-000000000001', users: [{ farEnd: { action: 'decline', afterMs: 2_000 } }] }
  ])
  const wrong: [string, RegExp][] = [
    [good.replace('displayName: Ann', 'displayName: 5'), /^seed.yaml:6: tenants.0.users.0.displayName: /],
    [good.replace('        displayName: Ann\n', ''), /^seed.yaml:5: tenants.0.users.0.displayName: /],
    [good.replace('PT2S', '2s'), /^seed.yaml:8: tenants.0.users.0.farEnd.after: .*PT15S/],
    [good.replace('decline', 'shout'), /^seed.yaml:8: tenants.0.users.0.farEnd.action: /],
    [good.replace('domain:', 'realm:'), /^seed.yaml:2: tenants.0.domain: /],
    ['tenants: []', /^seed.yaml:1: tenants: /],
    ['', /^seed.yaml:1: tenants: /],
    ['tenants: [', /^seed.yaml:1: this is not YAML/]
  ]
  for (const [text, message] of wrong) {
    t.throws(() => parseSeed(text, 'seed.yaml'), { message } as unknown as Error, String(message))
  }
  await t.rejects(
    readSeed(join(folder, 'none.yaml')),
    new Misconfiguration(`The seed ${join(folder, 'none.yaml')} cannot be read: there is no such file.`)
  )
  await t.rejects(readSeed(folder), /cannot be read/)
})
