import { execFile } from 'node:child_process'
import { createPrivateKey } from 'node:crypto'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { SignJWT } from 'jose'
import { test } from 'tap'
import { openKeyring } from '../../src/certificates/keyring.js'
import { emulatorFor } from '../fixtures/emulator.js'
import { ivrBot, tokenFor } from '../fixtures/graph.js'

const run = promisify(execFile)

const app = { idtyp: 'app', appid: ivrBot.appId, roles: ['Calls.Initiate.All'] }
const adele = { idtyp: 'user', upn: 'AdeleV@contoso.example', scp: 'User.Read' }

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
