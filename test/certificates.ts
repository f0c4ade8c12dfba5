import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'tap'
import { defaultDataFolder } from '../src/certificates/data-folder.js'
import { openKeyring } from '../src/certificates/keyring.js'
import { emulatorFor } from './fixtures/emulator.js'

const day = 24 * 60 * 60_000
const folder = () => mkdtempSync(join(tmpdir(), 'ringback-test-'))

test('keys are made once per folder, for their owner alone, and several starts at once agree', async t => {
  const dir = folder()
  const [one, two, three] = await Promise.all([1, 2, 3].map(() => openKeyring(dir, Date.now())))
  t.equal(one?.caCertificate, two?.caCertificate)
  t.equal(two?.signer.key, three?.signer.key)
  t.equal((await openKeyring(dir, Date.now())).server.key, one?.server.key)
  t.strictSame(readdirSync(dir), ['keys'], 'nothing is left beside')
  const open = readdirSync(join(dir, 'keys')).filter(name => name.endsWith('-key.pem'))
  for (const name of open) t.equal(statSync(join(dir, 'keys', name)).mode & 0o077, 0, name)
})

test('the CA vouches for localhost and the hosts we stand in for, and for nobody else', async t => {
  const { caCertificate, server } = await openKeyring(folder(), Date.now())
  const ca = new X509Certificate(caCertificate)
  const leaf = new X509Certificate(server.certificate)
  t.ok(ca.ca)
  t.ok(leaf.checkIssued(ca) && leaf.verify(ca.publicKey))
  t.equal(leaf.publicKey.asymmetricKeyType, 'ec')
  for (const host of ['localhost', 'graph.microsoft.com', 'login.microsoftonline.com', 'api.aps.skype.com']) {
    t.equal(leaf.checkHost(host), host)
  }
  t.equal(leaf.checkIP('127.0.0.1'), '127.0.0.1')
  t.equal(leaf.checkHost('bank.example'), undefined)
  const nameConstraints = Buffer.from('0603551d1e', 'hex')
  t.ok(ca.raw.includes(nameConstraints), 'the constraint is in the root itself')
})

test('the server certificate is renewed before it ends, and the CA stays', async t => {
  const dir = folder()
  const now = Date.now()
  const first = await openKeyring(dir, now)
  const soon = await openKeyring(dir, now + 300 * day)
  t.equal(soon.server.certificate, first.server.certificate)
  const later = await openKeyring(dir, now + 340 * day)
  t.not(later.server.certificate, first.server.certificate)
  t.equal(later.caCertificate, first.caCertificate)
})

test('https answers to whoever trusts the CA, by name and by address', async t => {
  const emulator = await emulatorFor(t)
  const ca = readFileSync(emulator.env.NODE_EXTRA_CA_CERTS)
  const { port } = new URL(emulator.httpsUrl)
  for (const host of ['localhost', '127.0.0.1']) {
    const status = await new Promise((resolve, reject) => {
      request({ host, port, path: '/_ringback/health', ca }, answer => {
        answer.resume()
        resolve(answer.statusCode)
      })
        .on('error', reject)
        .end()
    })
    t.equal(status, 200, host)
  }
  const pem = await (await fetch(`${emulator.url}/_ringback/ca.pem`)).text()
  t.equal(pem, ca.toString())
  await t.rejects(fetch(`${emulator.httpsUrl}/_ringback/health`), 'others do not trust it')
})

test('keys live in the folder where a system keeps such things', async t => {
  t.equal(defaultDataFolder({ XDG_DATA_HOME: '/data' }, 'linux'), join('/data', 'ringback'))
  t.match(defaultDataFolder({}, 'linux'), /\.local\/share\/ringback$/)
  t.match(defaultDataFolder({}, 'darwin'), /Application Support\/ringback$/)
  t.match(defaultDataFolder({ LOCALAPPDATA: 'C:\\Data' }, 'win32'), /ringback$/)
  t.match(defaultDataFolder({}, 'win32'), /ringback$/)
})
