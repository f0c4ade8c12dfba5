import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'tap'
import { dataDir } from '../fixtures/emulator.js'
import { install, lend, tryRun } from '../fixtures/installed.js'

/** What a test does, whatever runs it: ten readable lines. */
const body = `
  const emulator = await startEmulator({ clock: 'auto', clockPatience: 'PT0.05S', dataDir: ${JSON.stringify(dataDir)} })
  const bot = createServer((request, response) => request.resume().on('end', () => response.writeHead(202).end()))
  await new Promise(resolve => bot.listen(0, '127.0.0.1', resolve))
  try {
    const tenant = await emulator.tenant({ callbackUri: 'http://127.0.0.1:' + bot.address().port })
    const call = await tenant.call({ from: 'adele', to: tenant.bot.appId })
    const { ending } = await call.until('terminated')
    if (ending.code !== EXPECTED) throw new Error('It ended with ' + ending.code)
    await tenant.close()
  } finally {
    await emulator.close()
    bot.close()
  }
`

const imports = {
  mjs: `import { createServer } from 'node:http'\nimport { startEmulator } from 'ringback'\n`,
  cjs: `const { createServer } = require('node:http')\nconst { startEmulator } = require('ringback')\n`
}

const own = (runner: string, kind: Kind) =>
  kind === 'mjs' ? `import { test } from '${runner}'\n` : `const { test } = require('${runner}')\n`

type Kind = keyof typeof imports

interface Runner {
  readonly packages: readonly string[]
  /** How its tests come by the function that makes one. */
  readonly head: (kind: Kind) => string
  readonly command: (file: string) => readonly string[]
  readonly kinds?: readonly Kind[]
}

const bin = (name: string, file: string) => join('node_modules', name, file)

const runners: Record<string, Runner> = {
  'node:test': { packages: [], head: kind => own('node:test', kind), command: file => ['--test', file] },
  tap: {
    packages: ['tap'],
    head: kind => own('tap', kind),
    command: file => [file]
  },
  mocha: {
    packages: ['mocha'],
    head: () => 'const test = it\n',
    command: file => [bin('mocha', 'bin/mocha.js'), '--timeout', '20000', file]
  },
  vitest: {
    packages: ['vitest'],
    head: () => '',
    // Vitest reads tests as modules only.
    kinds: ['mjs'],
    command: file => [bin('vitest', 'vitest.mjs'), 'run', '--globals', '--dir', '.', file]
  },
  jest: {
    packages: ['jest'],
    head: () => '',
    command: file => [
      ...(file.endsWith('mjs') ? ['--experimental-vm-modules'] : []),
      ...[bin('jest', 'bin/jest.js'), '--testMatch', `**/${file}`, '--rootDir', '.', '--testTimeout', '20000']
    ]
  }
}

test('the packed package works under every test runner, as a module and from CommonJS, green and red', {
  timeout: 240_000
}, async t => {
  const folder = install()
  for (const [name, { packages, head, command, kinds = ['mjs', 'cjs'] }] of Object.entries(runners)) {
    lend(folder, ...packages)
    for (const kind of kinds as readonly Kind[]) {
      for (const [verdict, code] of [
        ['green', 487],
        ['red', 200]
      ] as const) {
        const file = `${name.replace(':', '-')}.${verdict}.test.${kind}`
        const text = `${imports[kind]}${head(kind)}test('rings out', async () => {${body.replace('EXPECTED', String(code))}})\n`
        mkdirSync(folder, { recursive: true })
        writeFileSync(join(folder, file), text)
        const { code: exit, output } = await tryRun(folder, process.execPath, ...command(file))
        t.equal(exit === 0, verdict === 'green', `${name}, ${kind}, ${verdict}: ${output}`)
        if (verdict === 'red') t.match(output, /It ended with 487/, `${name}, ${kind}`)
      }
    }
  }
})
