import { X509Certificate } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CertifiedKey, Names } from './x509.js'

/** The keys an emulator works with; made once per data folder, so that a CA is trusted once. */
export interface Keyring {
  /** The CA that developers trust; never its key. */
  readonly caCertificate: string
  readonly caPath: string
  readonly server: CertifiedKey
  readonly signer: CertifiedKey
}

/** The hosts we answer as, besides localhost. */
export const standInHosts = [
  'graph.microsoft.com',
  'login.microsoftonline.com',
  'login.windows.net',
  'login.botframework.com',
  'api.aps.skype.com'
]

const names: Names = { dns: ['localhost', ...standInHosts], ip: ['127.0.0.1', '::1'] }

/** Some systems refuse server certificates that live longer than 398 days. */
const serverDays = 365
/** Days before its end at which the server certificate is made anew. */
const renewalDays = 30

const day = 24 * 60 * 60 * 1_000

/**
 * Reads the keys of a data folder, makes those that are missing, and renews the server's when it ends soon.
 *
 * @param now Milliseconds since 1970, on the wall.
 */
export async function openKeyring(dataFolder: string, now: number): Promise<Keyring> {
  const folder = join(dataFolder, 'keys')
  const existing = await read(folder)
  if (existing !== undefined && endsAfter(existing.server, now + renewalDays * day)) return existing
  if (existing !== undefined) await renew(folder, now)
  else await create(dataFolder, folder, now)
  const made = await read(folder)
  if (made === undefined) throw new Error(`The keys written to ${folder} cannot be read back.`)
  return made
}

const files = ['ca', 'server', 'signer'] as const

async function read(folder: string): Promise<Keyring | undefined> {
  const caPath = join(folder, 'ca.pem')
  try {
    const [ca, server, signer] = await Promise.all(files.map(async name => readPair(folder, name)))
    if (ca === undefined || server === undefined || signer === undefined) return undefined
    return { caCertificate: ca.certificate, caPath, server, signer }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

async function readPair(folder: string, name: string): Promise<CertifiedKey> {
  const [certificate, key] = await Promise.all([
    readFile(join(folder, `${name}.pem`), 'utf8'),
    readFile(join(folder, `${name}-key.pem`), 'utf8')
  ])
  return { certificate, key }
}

/** Makes all keys aside and moves them into place at once: of several emulators starting together, one wins. */
async function create(dataFolder: string, folder: string, now: number): Promise<void> {
  const { createRoot, createServer, createSigner } = await import('./x509.js')
  await mkdir(dataFolder, { recursive: true, mode: 0o700 })
  const aside = await mkdtemp(join(dataFolder, 'keys-'))
  const ca = await createRoot(names, now)
  await writePair(aside, 'ca', ca)
  await writePair(aside, 'server', await createServer(ca, names, serverDays, now))
  await writePair(aside, 'signer', await createSigner(now))
  try {
    await rename(aside, folder)
  } catch (error) {
    await rm(aside, { recursive: true, force: true })
    if (!['ENOTEMPTY', 'EEXIST', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  }
}

async function renew(folder: string, now: number): Promise<void> {
  const { createServer } = await import('./x509.js')
  const ca = await readPair(folder, 'ca')
  await writePair(folder, 'server', await createServer(ca, names, serverDays, now))
}

async function writePair(folder: string, name: string, { certificate, key }: CertifiedKey): Promise<void> {
  await writeFile(join(folder, `${name}.pem`), certificate)
  await writeFile(join(folder, `${name}-key.pem`), key, { mode: 0o600 })
}

function endsAfter({ certificate }: CertifiedKey, time: number): boolean {
  return Date.parse(new X509Certificate(certificate).validTo) > time
}
