import { createPublicKey, X509Certificate } from 'node:crypto'
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose'
import { test } from 'tap'
import { openKeyring } from '../src/certificates/keyring.js'
import { RealClock } from '../src/clock/real-clock.js'
import { AccessTokens } from '../src/identity/access-tokens.js'
import { OutboundTokens } from '../src/identity/outbound-tokens.js'
import { SigningKey } from '../src/identity/signing-key.js'
import { SigningKeys } from '../src/identity/signing-keys.js'
import { randomIds } from '../src/ids/random-ids.js'
import { dataDir, emulatorFor } from './fixtures/emulator.js'
import { graphFor, ivrBot, tokenFor } from './fixtures/graph.js'

const unknownApp = '99999999-0000-4000-8000-000000000001'
const unknownTenant = '99999999-0000-4000-8000-000000000002'
const scope = 'https://graph.microsoft.com/.default'
const form = { grant_type: 'client_credentials', client_id: ivrBot.appId, client_secret: ivrBot.secret, scope }

interface TokenReply {
  status: number
  headers: Headers
  body: Record<string, unknown> & { access_token: string; error_description: string }
}

async function askToken(url: string, tenant: string, fields: object, headers: Record<string, string> = {}) {
  const body = new URLSearchParams(fields as Record<string, string>)
  const answer = await fetch(`${url}/${tenant}/oauth2/v2.0/token`, { method: 'POST', body, headers })
  return { status: answer.status, headers: answer.headers, body: await answer.json() } as TokenReply
}

test('an application gets a token in the format Graph receives, verifiable with the published keys', async t => {
  const emulator = await emulatorFor(t, { startTime: '2000-01-01T00:00:00Z' })
  const { status, body, headers } = await askToken(emulator.url, emulator.tenantId, form)
  t.equal(status, 200)
  t.match(body, { token_type: 'Bearer', expires_in: 3_599, ext_expires_in: 3_599 })
  t.match(headers.get('cache-control'), /no-store/)
  t.match(headers.get('content-type'), /^application\/json/)
  const keys = (await (await fetch(`${emulator.url}/${emulator.tenantId}/discovery/v2.0/keys`)).json()) as JSONWebKeySet
  const { payload, protectedHeader } = await jwtVerify(body.access_token, createLocalJWKSet(keys))
  t.match(payload, {
    aud: 'https://graph.microsoft.com',
    iss: `https://sts.windows.net/${emulator.tenantId}/`,
    appid: ivrBot.appId,
    tid: emulator.tenantId,
    idtyp: 'app',
    roles: ['Calls.Initiate.All'],
    ver: '1.0'
  })
  t.equal(protectedHeader.kid, keys.keys[0]?.kid)
  t.ok(
    Math.abs((payload.iat ?? 0) * 1_000 - Date.now()) < 60_000,
    'stamped with the wall clock, whatever time it is here'
  )
})

test('the published key comes with a certificate of the same key', async t => {
  const emulator = await emulatorFor(t)
  for (const path of ['/v1/.well-known/keys', '/v1/keys', `/common/discovery/v2.0/keys`]) {
    const { keys } = (await (await fetch(`${emulator.url}${path}`)).json()) as {
      keys: [{ x5c: [string]; n: string; e: string; kty: string }]
    }
    const certificate = new X509Certificate(Buffer.from(keys[0].x5c[0], 'base64'))
    t.ok(certificate.publicKey.equals(createPublicKey({ key: keys[0], format: 'jwk' })), path)
  }
})

test('tenants are named by id, by domain, or not at all', async t => {
  const emulator = await emulatorFor(t)
  for (const tenant of [emulator.tenantId.toUpperCase(), 'contoso.example', 'common', 'organizations']) {
    const { payload } = await jwtVerify(
      (await askToken(emulator.url, tenant, form)).body.access_token,
      createLocalJWKSet((await (await fetch(`${emulator.url}/v1/keys`)).json()) as JSONWebKeySet)
    )
    t.equal(payload['tid'], emulator.tenantId, tenant)
  }
})

test('the metadata lead to where the emulator is, by whichever address it is asked', async t => {
  const emulator = await emulatorFor(t)
  const localhost = emulator.url.replace('127.0.0.1', 'localhost')
  const metadata = await fetch(`${localhost}/contoso.example/V2.0/.well-known/openid-configuration`)
  t.match(await metadata.json(), {
    issuer: `https://login.microsoftonline.com/${emulator.tenantId}/v2.0`,
    token_endpoint: `${localhost}/${emulator.tenantId}/oauth2/v2.0/token`,
    jwks_uri: `${localhost}/${emulator.tenantId}/discovery/v2.0/keys`
  })
  const instances = await fetch(`${localhost}/common/discovery/instance?api-version=1.1`)
  t.match(await instances.json(), { metadata: [{ preferred_network: new URL(localhost).host }, {}] })
  const calling = await fetch(`${localhost}/v1/.well-known/openidconfiguration`)
  t.match(await calling.json(), {
    issuer: 'https://api.botframework.com',
    jwks_uri: `${localhost}/v1/.well-known/keys`
  })
})

test('what is wrong with a token request is told with its AADSTS number', async t => {
  const emulator = await emulatorFor(t)
  const correlation = '11111111-2222-4333-8444-555555555555'
  const wrong: [object, number, string, number, RegExp][] = [
    [{}, 400, 'invalid_request', 900144, /'grant_type'/],
    [{ ...form, client_id: '' }, 400, 'invalid_request', 900144, /'client_id'/],
    [{ ...form, scope: '' }, 400, 'invalid_request', 900144, /'scope'/],
    [{ ...form, grant_type: 'implicit' }, 400, 'unsupported_grant_type', 70003, /'implicit'/],
    [{ ...form, scope: 'https://graph.microsoft.com/Calls.Initiate.All' }, 400, 'invalid_scope', 1002012, /default/],
    [{ ...form, client_secret: 'wrong' }, 401, 'invalid_client', 7000215, /directory has it/],
    [{ ...form, client_secret: '' }, 401, 'invalid_client', 7000218, /'client_secret'/]
  ]
  for (const [fields, status, error, number, text] of wrong) {
    const answer = await askToken(emulator.url, emulator.tenantId, fields, {
      'client-request-id': correlation,
      'return-client-request-id': 'true'
    })
    t.match(answer, { status, body: { error, error_codes: [number], correlation_id: correlation } }, String(number))
    t.match(answer.body.error_description, new RegExp(`^AADSTS${number}: `))
    t.match(answer.body.error_description, text)
    t.equal(answer.headers.get('client-request-id'), correlation)
  }
  t.match(await askToken(emulator.url, 'nowhere.example', form), { status: 400, body: { error_codes: [90002] } })
  const { error } = emulator.requests({ path: /nowhere/ })[0] ?? {}
  t.equal(error?.code, 'AADSTS90002', 'the journal has it')
  t.notMatch(JSON.stringify(emulator.requests()), ivrBot.secret, 'the journal has no secrets')
})

test('a secret may come as HTTP Basic', async t => {
  const emulator = await emulatorFor(t)
  const basic = Buffer.from(`${ivrBot.appId}:${ivrBot.secret}`).toString('base64')
  const fields = { grant_type: 'client_credentials', scope }
  const { status } = await askToken(emulator.url, emulator.tenantId, fields, { authorization: `Basic ${basic}` })
  t.equal(status, 200)
})

test('in open mode unknown applications and tenants are taken in, with people to ring them', async t => {
  const emulator = await emulatorFor(t)
  const brought = { ...form, client_id: unknownApp, client_secret: 'anything' }
  t.equal((await askToken(emulator.url, emulator.tenantId, brought)).status, 200)
  t.equal((await askToken(emulator.url, unknownTenant, brought)).status, 200)
  const bot = { appId: unknownApp, secret: 'anything', displayName: '' }
  const graph = await graphFor(emulator, bot, unknownTenant)
  t.equal((await graph.create('http://127.0.0.1:9/')).body['tenantId'], unknownTenant)
  await emulator.reset()
  t.equal((await graph.get('x')).status, 404, 'the token still holds: the tenant is taken in again')
})

test('in strict mode they are refused', async t => {
  const emulator = await emulatorFor(t, { auth: 'strict' })
  t.match(await askToken(emulator.url, emulator.tenantId, { ...form, client_id: unknownApp }), {
    status: 400,
    body: { error: 'unauthorized_client', error_codes: [700016] }
  })
  t.match(await askToken(emulator.url, unknownTenant, form), { status: 400, body: { error_codes: [90002] } })
  const added = await emulator.control<{ id: string; applications: [] }>('POST', '/tenants', {
    applications: [{ appId: unknownApp, servicePrincipalId: unknownTenant, displayName: 'Mine', secret: 's' }]
  })
  const token = await tokenFor(emulator, { appId: unknownApp, secret: 's', displayName: '' }, added.id)
  await emulator.reset()
  const answer = await fetch(`${emulator.url}/v1.0/communications/calls/x`, {
    headers: { authorization: `Bearer ${token}` }
  })
  t.equal(answer.status, 401, 'its tenant has gone with the reset')
})

test('in strict mode a call takes the permission, and granting it acts with the next token', async t => {
  const emulator = await emulatorFor(t, { auth: 'strict' })
  const bot = await emulator.registerBot({ callbackUri: 'http://127.0.0.1:9/', permissions: [] })
  const before = await graphFor(emulator, bot)
  t.match(await before.create('http://127.0.0.1:9/'), {
    status: 403,
    body: { error: { code: '7504', message: /Insufficient enterprise tenant permissions.*Calls.Initiate.All/ } }
  })
  await emulator.control('PATCH', `/applications/${bot.appId}`, { permissions: ['Calls.Initiate.All'] })
  t.equal((await (await graphFor(emulator, bot)).create('http://127.0.0.1:9/')).status, 201)
})

test('an access token expires on the wall clock', async t => {
  const keyring = await openKeyring(dataDir, Date.now())
  const key = new SigningKey(keyring.signer)
  const keys = new SigningKeys(key, async () => key)
  class LaterClock extends RealClock {
    later = 0
    override wallNow() {
      return Date.now() + this.later
    }
  }
  const clock = new LaterClock()
  const tokens = new AccessTokens(keys, clock, randomIds, 'strict')
  const application = {
    appId: ivrBot.appId,
    servicePrincipalId: 'sp',
    displayName: 'Bot',
    permissions: ['Calls.Initiate.All'],
    delegatedPermissions: []
  }
  const header = `Bearer ${await tokens.issue('tenant', application, { audience: 'https://graph.microsoft.com', by: 'secret' })}`
  t.equal(tokens.recall(header), undefined, 'not seen yet')
  t.match(await tokens.verify(header), { tenantId: 'tenant', appId: ivrBot.appId, granted: ['Calls.Initiate.All'] })
  t.equal(tokens.recall(header)?.tenantId, 'tenant')
  clock.later = 3_601_000
  t.equal(tokens.recall(header), undefined)
  await t.rejects(tokens.verify(header), /Get a new one/)

  const outbound = new OutboundTokens(keys, clock)
  const first = await outbound.for('app', 'tenant')
  t.equal(await outbound.for('app', 'tenant'), first)
  t.not(await outbound.for('other', 'tenant'), first)
  clock.later += 3_400_000
  t.not(await outbound.for('app', 'tenant'), first, 'renewed before it expires')
  clock.stop()
})
