import { execFile } from 'node:child_process'
import { createPrivateKey } from 'node:crypto'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { decodeProtectedHeader, SignJWT } from 'jose'
import { test } from 'tap'
import { openKeyring } from '../../src/certificates/keyring.js'
import { people } from '../fixtures/conversations.js'
import { emulatorFor } from '../fixtures/emulator.js'
import { graphForUser, ivrBot, tokenFor } from '../fixtures/graph.js'

const run = promisify(execFile)

const app = { idtyp: 'app', appid: ivrBot.appId, roles: ['Calls.Initiate.All'] }
const adele = { idtyp: 'user', upn: 'AdeleV@contoso.example', scp: /User.Read/ }

test('@azure/msal-node and @azure/identity sign in by every grant they offer, with the printed variables', async t => {
  const emulator = await emulatorFor(t, { clock: 'real' })
  const script = join(process.cwd(), 'test', 'fixtures', 'identity-clients.js')
  const { stdout } = await run(process.execPath, [script], { env: { PATH: process.env['PATH'], ...emulator.env } })
  const results = JSON.parse(stdout) as Record<string, Record<string, unknown> & string>
  t.match(results['secret'], { ...app, appidacr: '1' })
  t.match(results['certificate'], { ...app, appidacr: '2' })
  for (const grant of ['password', 'code', 'refresh']) {
    t.match(results[grant], { ...adele, account: 'AdeleV@contoso.example', idToken: true }, grant)
  }
  t.equal(results['state'], 'here')
  t.match(results['codeAgain'], /54005/)
  t.match(results['device'], { idtyp: 'user', upn: 'MeganB@contoso.example' })
  t.match(results['devicePage'], /Megan Bowen has signed in/)
  t.match(results['onBehalfOf'], adele)
  t.match(results['identitySecret'], app)
  t.match(results['identityPassword'], { idtyp: 'user', upn: 'AdeleV@contoso.example' })
  t.match(results['identityFederated'], app)
  t.match(results['wrongSecret'], /AADSTS7000215/)
})

const ask = async (url: string, form: Record<string, string>) => {
  const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(form) })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}

test('what is wrong with a sign-in is told with its AADSTS number', async t => {
  const { url, tenantId } = await emulatorFor(t, { auth: 'strict' })
  const client = { client_id: ivrBot.appId, client_secret: ivrBot.secret }
  const graph = { scope: 'https://graph.microsoft.com/User.Read openid offline_access' }
  const password = { grant_type: 'password', username: 'AdeleV@contoso.example', password: 'any', ...client, ...graph }
  const assertion = {
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: 'no.jwt.'
  }
  const wrong: [Record<string, string>, number][] = [
    [{ ...password, username: 'nobody@contoso.example' }, 50_034],
    [{ ...password, client_secret: 'wrong' }, 7_000_215],
    [{ ...password, scope: 'https://graph.microsoft.com/User.Read https://other.example/Read' }, 70_011],
    [{ grant_type: 'authorization_code', code: 'none', redirect_uri: 'http://localhost', ...client }, 70_008],
    [{ grant_type: 'refresh_token', refresh_token: 'none', ...client }, 700_082],
    [{ grant_type: 'device_code', device_code: 'none', client_id: ivrBot.appId }, 70_018],
    [
      {
        grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
        requested_token_use: 'on_behalf_of',
        assertion: 'none',
        ...client,
        ...graph
      },
      500_133
    ],
    [
      {
        grant_type: 'client_credentials',
        client_id: ivrBot.appId,
        scope: 'https://graph.microsoft.com/.default',
        ...assertion
      },
      700_027
    ],
    [{ grant_type: 'client_credentials', ...client, scope: 'https://elsewhere.example/.default' }, 500_011],
    [{ ...password, scope: 'https://graph.microsoft.com/Mail.Send' }, 65_001],
    [{ grant_type: 'toString', ...client }, 70_003]
  ]
  for (const [form, number] of wrong) {
    const { status, body } = await ask(`${url}/${tenantId}/oauth2/v2.0/token`, form)
    t.match(body, { error_codes: [number] }, String(number))
    t.ok(status === 400 || status === 401)
  }
  const device = await ask(`${url}/${tenantId}/oauth2/v2.0/devicecode`, { client_id: ivrBot.appId, ...graph })
  t.match(device.body, { user_code: /^\w{9}$/, interval: 5, expires_in: 900 })
  const poll = { grant_type: 'device_code', device_code: String(device.body['device_code']), client_id: ivrBot.appId }
  t.match(await ask(`${url}/${tenantId}/oauth2/v2.0/token`, poll), {
    status: 400,
    body: { error: 'authorization_pending' }
  })
  const open = await fetch(
    `${url}/${tenantId}/oauth2/v2.0/authorize?client_id=${ivrBot.appId}&scope=openid&redirect_uri=javascript:alert(1)`
  )
  t.equal(open.status, 400)
})

test('the older token endpoint, and a token of somebody, which calls do not take', async t => {
  const emulator = await emulatorFor(t)
  const { url, tenantId } = emulator
  const v1 = await ask(`${url}/${tenantId}/oauth2/token`, {
    grant_type: 'client_credentials',
    client_id: ivrBot.appId,
    client_secret: ivrBot.secret,
    resource: 'https://graph.microsoft.com/'
  })
  t.equal(v1.status, 200)
  const calls = async (token: unknown) =>
    fetch(`${url}/v1.0/communications/calls`, { headers: { authorization: `Bearer ${token}` } })
  t.equal((await calls(v1.body['access_token'])).status, 200)
  const own = await ask(`${url}/${tenantId}/oauth2/v2.0/token`, {
    grant_type: 'password',
    client_id: ivrBot.appId,
    username: 'AdeleV@contoso.example',
    password: 'any',
    scope: 'https://graph.microsoft.com/User.Read'
  })
  const refused = await calls(own.body['access_token'])
  t.equal(refused.status, 403)
  t.match(await refused.json(), { error: { code: 'Forbidden', message: /client credentials/ } })
  t.ok(await tokenFor(emulator))
})

test('what older clients ask before they sign in', async t => {
  const { url, tenantId } = await emulatorFor(t)
  const get = async (path: string) => (await fetch(`${url}${path}`)).json() as Promise<Record<string, unknown>>
  t.match(await get(`/${tenantId}/.well-known/openid-configuration`), {
    issuer: `https://sts.windows.net/${tenantId}/`,
    token_endpoint: `${url}/${tenantId}/oauth2/token`
  })
  t.match(await get(`/${tenantId}/discovery/keys`), { keys: [{ kty: 'RSA', x5c: [/./] }] })
  t.match(await get('/common/UserRealm/adelev@contoso.example?api-version=1.0'), {
    account_type: 'Managed',
    domain_name: 'contoso.example'
  })
})

test('an application that has certificates signs with one of them', async t => {
  const emulator = await emulatorFor(t, { auth: 'strict' })
  const { url, tenantId } = emulator
  const { key, certificate } = await keyPair(t.testdir({ one: {}, two: {} }), 'one')
  const other = await keyPair(t.testdirName, 'two')
  const signed = async (pem: string, claims: object) => {
    const audience = `${url}/${tenantId}/oauth2/v2.0/token`
    const now = Math.floor(Date.now() / 1_000)
    return new SignJWT({ iss: ivrBot.appId, sub: ivrBot.appId, aud: audience, exp: now + 600, ...claims })
      .setProtectedHeader({ alg: 'PS256' })
      .sign(createPrivateKey(pem))
  }
  const by = async (client_assertion: string) =>
    ask(`${url}/${tenantId}/oauth2/v2.0/token`, {
      grant_type: 'client_credentials',
      client_id: ivrBot.appId,
      scope: 'https://graph.microsoft.com/.default',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion
    })
  t.match((await by(await signed(key, {}))).body['error_description'], /has no certificate/)
  await emulator.control('PATCH', `/applications/${ivrBot.appId}`, { certificates: [certificate] })
  t.equal((await by(await signed(key, {}))).status, 200)
  const refused: [string, object, RegExp][] = [
    [other.key, {}, /not signed by a certificate/],
    [key, { iss: 'somebody' }, /must be the client id/],
    [key, { aud: 'https://elsewhere.example' }, /must be the token endpoint/],
    [key, { exp: 1 }, /not signed|expired/]
  ]
  for (const [pem, claims, message] of refused) {
    t.match((await by(await signed(pem, claims))).body['error_description'], message)
  }
})

/** A key with a certificate, as an application's owner would make them: those of an emulator's own folder will do. */
async function keyPair(dir: string, name: string): Promise<{ key: string; certificate: string }> {
  const { signer } = await openKeyring(join(dir, name), Date.now())
  return { key: signer.key, certificate: signer.certificate }
}

test('a person with a password and a secret that ends are held to them', async t => {
  const emulator = await emulatorFor(t)
  const { url, tenantId } = emulator
  const token = `${url}/${tenantId}/oauth2/v2.0/token`
  const client = { client_id: ivrBot.appId, client_secret: ivrBot.secret }
  const signIn = { ...client, grant_type: 'password', username: 'AdeleV@contoso.example', scope: 'User.Read' }
  await emulator.control('PATCH', `/users/${people.adele}`, { password: 'right' })
  t.match(await ask(token, { ...signIn, password: 'wrong' }), { status: 400, body: { error_codes: [50_126] } })
  t.equal((await ask(token, { ...signIn, password: 'right' })).status, 200)
  const credentials = { ...client, grant_type: 'client_credentials', scope: 'https://graph.microsoft.com/.default' }
  await emulator.control('PATCH', `/applications/${ivrBot.appId}`, { secretExpires: '2020-01-01T00:00:00Z' })
  t.match(await ask(token, credentials), { status: 401, body: { error_codes: [7_000_222] } })
  await emulator.control('PATCH', `/applications/${ivrBot.appId}`, { secretExpires: '2099-01-01T00:00:00Z' })
  t.equal((await ask(token, credentials)).status, 200)
})

test('with a new key tokens of the old one hold, and verifiers find both', async t => {
  const emulator = await emulatorFor(t)
  const keys = async () => {
    const answer = await fetch(`${emulator.url}/v1/.well-known/keys`)
    return ((await answer.json()) as { keys: { kid: string }[] }).keys.map(({ kid }) => kid)
  }
  const before = await keys()
  const old = await tokenFor(emulator)
  const { keys: rotated } = await emulator.control<{ keys: { kid: string }[] }>('POST', '/keys/rotate')
  const after = await keys()
  t.strictSame(after.slice(1), before)
  t.strictSame(
    rotated.map(({ kid }) => kid),
    after
  )
  const fresh = await tokenFor(emulator)
  t.equal(decodeProtectedHeader(fresh).kid, after[0])
  for (const token of [old, fresh]) {
    const answer = await fetch(`${emulator.url}/v1.0/communications/calls`, {
      headers: { authorization: `Bearer ${token}` }
    })
    t.equal(answer.status, 200)
  }
})

test('signing out, an administrator who consents or does not, and who has signed in', async t => {
  const emulator = await emulatorFor(t)
  const { url, tenantId } = emulator
  const sentTo = async (path: string) => {
    const answer = await fetch(`${url}/${tenantId}${path}`, { redirect: 'manual' })
    return answer.headers.get('location') ?? (await answer.text())
  }
  t.equal(
    await sentTo('/oauth2/v2.0/logout?post_logout_redirect_uri=http://localhost/bye&state=1'),
    'http://localhost/bye?state=1'
  )
  t.match(await sentTo('/oauth2/v2.0/logout'), /You have signed out/)
  t.match(await sentTo('/oauth2/v2.0/logout?post_logout_redirect_uri=javascript:alert(1)'), /no address/)
  const consent = `/adminconsent?client_id=${ivrBot.appId}&redirect_uri=http://localhost/back&state=7`
  const page = await sentTo(consent)
  t.match(page, /May 'IVR Bot' have what it asks for/)
  const [accept, cancel] = Array.from(page.matchAll(/href="([^"]+)"/g), ([, href]) =>
    String(href).replaceAll('&#38;', '&')
  )
  const decided = async (path = '') => (await fetch(`${url}${path}`, { redirect: 'manual' })).headers.get('location')
  t.equal(await decided(accept), `http://localhost/back?admin_consent=True&tenant=${tenantId}&state=7`)
  t.match(await decided(cancel), /error=access_denied.*state=7/)
  const adele = await graphForUser(emulator, 'adele')
  t.match(await adele.get('/oidc/userinfo'), {
    status: 200,
    body: { sub: people.adele, name: 'Adele Vance', given_name: 'Adele', family_name: 'Vance' }
  })
  t.equal((await fetch(`${url}/oidc/userinfo`)).status, 401)
})
