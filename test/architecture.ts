import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { test } from 'tap'

/**
 * Who may import whom. A folder may always import itself; `node:` and npm packages are listed like folders. Reasons
 * are in docs/architecture.md.
 */
const table: Record<string, readonly string[]> = {
  domain: ['random.ts'],
  clock: ['node:perf_hooks'],
  ids: ['random.ts', 'nanoid', 'node:crypto'],
  odata: [],
  wire: ['domain', 'odata', 'random.ts', 'zod', 'windows-iana'],
  store: ['domain', 'clock', 'lru-cache'],
  engine: ['domain', 'store', 'clock', 'ids'],
  certificates: ['node:', '@peculiar/x509', '@peculiar/asn1-schema', '@peculiar/asn1-x509', 'reflect-metadata'],
  identity: ['domain', 'clock', 'ids', 'fastify', '@fastify/formbody', 'jose', 'lru-cache', 'node:crypto'],
  faults: ['random.ts', 'wire', 'zod'],
  notifications: [
    'faults',
    'domain',
    'wire',
    'clock',
    'ids',
    'engine',
    'identity',
    'loopback.ts',
    'undici',
    'node:crypto',
    'node:http'
  ],
  proxy: ['node:'],
  media: ['domain', 'clock', 'ids', 'engine', 'loopback.ts', 'undici', 'lru-cache', 'package-root.ts', 'node:'],
  // Of notifications, only that somebody can subscribe; of the store, what it gives.
  http: [
    'faults',
    'store',
    'notifications',
    'domain',
    'odata',
    'wire',
    'engine',
    'identity',
    'clock',
    'ids',
    'fastify',
    'zod',
    'openapi-types',
    'node:'
  ],
  scenarios: ['domain', 'wire', 'faults', 'misconfiguration.ts', 'yaml', 'zod', 'node:'],
  control: [
    ...['domain', 'wire', 'engine', 'store', 'clock', 'ids', 'http', 'identity', 'media', 'notifications', 'faults'],
    ...[
      'scenarios',
      'loopback.ts',
      'undici',
      'fastify',
      '@fastify/websocket',
      'lru-cache',
      'zod',
      'yaml',
      'openapi-types'
    ]
  ],
  testing: ['emulator.ts', 'config.ts', 'environment.ts', 'control', 'domain', 'faults', 'wire', 'scenarios'],
  checkup: ['domain', 'testing', 'control'],
  cli: [
    ...['emulator.ts', 'config.ts', 'environment.ts', 'documents.ts', 'misconfiguration.ts', 'package-root.ts'],
    ...[
      'checkup',
      'testing',
      'control',
      'notifications',
      'wire',
      'scenarios',
      'commander',
      'picocolors',
      'yaml',
      'node:'
    ]
  ]
}

/** From these folders, only types may be taken: what they say, not what they do. */
const typesOnly: Record<string, readonly string[]> = {
  http: ['store'],
  testing: ['control', 'domain', 'faults', 'wire'],
  checkup: ['control'],
  cli: ['control', 'notifications']
}

const source = (name: string) => join(process.cwd(), 'src', name)

const files = readdirSync(source(''), { recursive: true })
  .map(String)
  .filter(name => name.endsWith('.ts'))

interface Import {
  from: string
  to: string
  type: boolean
}

function importsOf(file: string): Import[] {
  const text = readFileSync(source(file), 'utf8')
  return Array.from(
    text.matchAll(/^(?:import|export)(\s+type)?[^'";]*?from '([^']+)'/gm),
    ([, type, specifier = '']) => ({
      from: file,
      to: specifier.startsWith('.') ? normalize(join(dirname(file), specifier)).replace(/\.js$/, '.ts') : specifier,
      type: type !== undefined
    })
  )
}

test('every folder imports only what its row of the table allows', async t => {
  for (const file of files) {
    const [folder = ''] = file.split('/')
    const allowed = table[folder]
    if (allowed === undefined) continue
    for (const { to, type } of importsOf(file)) {
      const target = files.includes(to) ? (to.split('/')[0] ?? to) : to
      if (target === folder) continue
      const permitted = allowed.some(entry => target === entry || (entry === 'node:' && target.startsWith('node:')))
      t.ok(permitted, `${file} imports ${to}`)
      if (typesOnly[folder]?.includes(target) && target !== 'wire') t.ok(type, `${file} imports only types of ${to}`)
    }
  }
})

test('every folder of src has a row in the table', async t => {
  const folders = new Set(files.filter(name => name.includes('/')).map(name => name.split('/')[0] ?? ''))
  t.strictSame([...folders].sort(), Object.keys(table).sort())
})

test('files stay short: none over 300 lines, nine in ten under 180', async t => {
  const lengths = files.map(file => readFileSync(source(file), 'utf8').split('\n').length).sort((a, b) => a - b)
  t.ok((lengths.at(-1) ?? 0) <= 300, 'the longest')
  t.ok((lengths[Math.floor(lengths.length * 0.9)] ?? 0) <= 180, 'nine in ten')
})

test('nothing reads the wall clock or draws at random outside clock and ids', async t => {
  for (const file of files.filter(name => !/^(clock|ids)\//.test(name))) {
    const text = readFileSync(source(file), 'utf8')
    t.notMatch(text, /Date\.now\(|new Date\(\)|Math\.random\(|randomUUID\(/, relative('src', file))
  }
})
