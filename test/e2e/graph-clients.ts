import { execFile } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose'
import { test } from 'tap'
import { openKeyring } from '../../src/certificates/keyring.js'
import { people } from '../fixtures/conversations.js'
import { emulatorFor } from '../fixtures/emulator.js'
import { ivrBot } from '../fixtures/graph.js'

const run = promisify(execFile)

test('@microsoft/microsoft-graph-client and @microsoft/msgraph-sdk sign in and ask, with the printed variables', async t => {
  const emulator = await emulatorFor(t, { clock: 'real' })
  const script = join(process.cwd(), 'test', 'fixtures', 'graph-clients.js')
  const { signer } = await openKeyring(t.testdir({}), Date.now())
  const own = {
    CERTIFICATE: new X509Certificate(signer.certificate).raw.toString('base64'),
    PRIVATE_KEY: signer.key
  }
  const { stdout } = await run(process.execPath, [script], {
    env: { PATH: process.env['PATH'], ...emulator.env, ...own }
  })
  const results = JSON.parse(stdout)
  const published = await fetch(`${emulator.url}/common/discovery/v2.0/keys`)
  const keys = createLocalJWKSet((await published.json()) as JSONWebKeySet)
  t.match((await jwtVerify(results.subscription.token, keys)).payload, { aud: ivrBot.appId, tid: emulator.tenantId })
  t.match(results, {
    subscription: {
      ...{ told: 'mine', signed: true, listed: 1, renewed: true, gone: 404 },
      decrypted: { id: people.adele, availability: 'Available', activity: 'Available' }
    },
    pages: ['Adele Vance', 'Alex Wilber', 'Diego Siciliani', 'Lee Gu', 'Megan Bowen'],
    me: 'AdeleV@contoso.example',
    missing: { statusCode: 404, code: 'Request_ResourceNotFound', requestId: 'string' },
    user: { id: people.adele, displayName: 'Adele Vance' },
    people: {
      names: ['Adele Vance', 'Alex Wilber', 'Diego Siciliani'],
      count: 5,
      next: /^https:.*\/v1.0\/users\?.*skiptoken=/
    },
    presence: { availability: 'Busy', activity: 'Busy', isOutOfOffice: false },
    refused: { status: 400 }
  })
})
