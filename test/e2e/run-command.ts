import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { test } from 'tap'
import { pretty } from '../../src/cli/reporters/pretty.js'
import { dataDir, emulatorFor } from '../fixtures/emulator.js'
import { exampleBot } from '../fixtures/example-bot.js'
import { tryRun } from '../fixtures/installed.js'

const bot = ['--bot-command', 'node examples/ivr-bot/bot.js', '--data-dir', dataDir]

const run = (...args: string[]) => tryRun(process.cwd(), process.execPath, 'dist/cli/main.js', 'run', ...args)

/** Two scenarios in a folder, of which the second fails. */
function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'ringback-run-'))
  cpSync('examples/ivr-bot/scenarios/_parts.yaml', join(made, '_parts.yaml'))
  const scenario = (name: string, prompt: string) =>
    `name: "${name}"\nuse: _parts.yaml\nvariables: { who: adele }\ncall: { from: "\${who}" }\nsteps:\n  - part: greeted\n  - press: "1"\n  - expect: { prompt: ${prompt} }\n`
  writeFileSync(
    join(made, 'all.yaml'),
    `${scenario('good & <well>', 'sales.wav')}---\n${scenario('bad #2', 'none.wav')}`
  )
  return made
}

test('scenarios of a folder are played beside each other, and told in every form', { timeout: 120_000 }, async t => {
  const made = folder()
  const file = (name: string) => join(made, name)
  const reporters = `tap,junit=${file('report.xml')},json=${file('report.json')}`
  const { code, output } = await run(made, ...bot, '--parallel', '2', '--reporter', reporters, '--set', 'who=lee')
  t.equal(code, 1)
  t.match(
    output,
    /^TAP version 14\n1\.\.2\nok 1 - good & <well>\nnot ok 2 - bad \\#2\n {2}---\n {2}message: "?Expected prompt: none.wav/
  )
  t.match(output, /at: \S+all\.yaml:10\n/)
  const xml = readFileSync(file('report.xml'), 'utf8')
  t.match(xml, /<testsuites tests="2" failures="1" errors="0" skipped="0" time="[\d.]+">/)
  t.match(
    xml,
    /<testcase name="good &amp; &lt;well&gt;" classname="[^"]+all\.yaml" file="[^"]+" line="1" time="[\d.]+">/
  )
  t.match(xml, /<failure message="Expected prompt: none.wav, but the call is over.">[^<]*actor P as Lee Gu/)
  t.match(JSON.parse(readFileSync(file('report.json'), 'utf8')), {
    ...{ passed: 1, failed: 1 },
    scenarios: [
      { state: 'passed', line: 1 },
      { state: 'failed', line: 10, failure: { unplayed: [] } }
    ]
  })
})

test('scenarios are played on an emulator that runs, with a bot that runs', { timeout: 120_000 }, async t => {
  const emulator = await emulatorFor(t, { clock: 'auto' })
  const callbackUri = await exampleBot(t, emulator)
  const played = await run('examples/ivr-bot/scenarios', '--url', emulator.url, '--bot', callbackUri)
  t.match(played, { code: 0, output: /5 passed in/ })
  t.equal((await emulator.control<{ value: object[] }>('GET', '/scenarios')).value.length, 5)
})

test('a terminal is told how far scenarios have come, in one line that is wiped', async t => {
  const reporter = pretty()
  const [one, other] = [
    { file: 'a.yaml', line: 1, name: 'one', source: {} },
    { file: 'b.yaml', line: 1, name: 'other', source: {} }
  ]
  const step = (text: string, state: 'played' | 'playing' | 'unplayed') => ({ step: text, state })
  const run = (name: string, ...steps: ReturnType<typeof step>[]) => ({
    ...{ id: name, name, tenantId: '', startedAt: '', calls: [], lasted: 'PT2M3.5S' },
    state: 'running' as const,
    steps
  })
  const shown = (text = '') => stripVTControlCharacters(text)
  const first = run('one', step('call: adele', 'played'), step('expect: answered', 'playing'))
  t.equal(shown(reporter.progress?.(one, first)), '\r… one: 2/2 expect: answered')
  t.match(shown(reporter.progress?.(other, run('other', step('call: lee', 'unplayed')))), / and 1 more$/)
  const long = reporter.progress?.(one, run('one', step('x'.repeat(500), 'playing')))
  t.ok(shown(long).length <= 1 + (process.stdout.columns ?? 80), 'it stays one line')
  const ended = { scenario: one, run: { ...first, state: 'passed' as const }, output: '', tookMs: 1_234 }
  t.equal(shown(reporter.result(ended)), '\r✓ one 1.2 s, 123.5 s of call time\n')
})

test('whoever breaks off takes the bot along, and one that does not go when asked is made to', {
  timeout: 120_000
}, async t => {
  const made = mkdtempSync(join(tmpdir(), 'ringback-bot-'))
  const pidFile = join(made, 'pid')
  const stubborn = join(made, 'bot.mjs')
  writeFileSync(
    stubborn,
    `import { createServer } from 'node:http'
     import { writeFileSync } from 'node:fs'
     process.on('SIGTERM', () => {})
     createServer((request, response) => request.resume().on('end', () => response.writeHead(202).end()))
       .listen(Number(process.env.PORT), '127.0.0.1', () => writeFileSync(${JSON.stringify(pidFile)}, String(process.pid)))`
  )
  const story = join(made, 'story.yaml')
  writeFileSync(story, 'name: it rings out\ncall: adele\nsteps:\n  - expect: { ended: { code: 487 } }\n')
  const isGone = (pid: number) => {
    try {
      return !process.kill(pid, 0)
    } catch {
      return true
    }
  }
  const waitFor = async (holds: () => boolean) => {
    while (!holds()) await new Promise(resolve => setTimeout(resolve, 10))
  }
  const args = ['dist/cli/main.js', 'run', story, '--bot-command', `node ${stubborn}`, '--data-dir', dataDir]

  const breaking = spawn('env', ['-u', 'NODE_OPTIONS', process.execPath, ...args, '--clock', 'real'], {
    stdio: 'ignore'
  })
  const ended = new Promise<string | null>(resolve => breaking.once('exit', (_code, signal) => resolve(signal)))
  await waitFor(() => existsSync(pidFile) && readFileSync(pidFile, 'utf8') !== '')
  const first = Number(readFileSync(pidFile, 'utf8'))
  breaking.kill('SIGINT')
  t.equal(await ended, 'SIGINT')
  await waitFor(() => isGone(first))

  const { code, output } = await tryRun(process.cwd(), process.execPath, ...args)
  t.match([code, output], [0, /✓ it rings out/])
  const second = Number(readFileSync(pidFile, 'utf8'))
  t.not(second, first)
  // The system takes a moment to forget about it.
  await waitFor(() => isGone(second))

  const unread = `${process.execPath} ${args.map(arg => `'${arg}'`).join(' ')} | true`
  t.match(await tryRun(process.cwd(), 'sh', '-c', unread), { code: 0, output: '' }, 'nobody reads what it tells')
  const third = Number(readFileSync(pidFile, 'utf8'))
  t.not(third, second)
  await waitFor(() => isGone(third))
})

test('what is written wrong is told in one line, with exit code 2', { timeout: 120_000 }, async t => {
  const made = folder()
  for (const [args, message] of [
    [['/nowhere.yaml', ...bot], /^ringback: The scenario \/nowhere.yaml cannot be read: there is no such file/],
    [[made, ...bot, '--reporter', 'loud'], /--reporter: there is no 'loud': pretty, tap, junit, json/],
    [[made, ...bot, '--reporter', 'tap,json'], /one can go to standard output; write the others as junit=report.xml/],
    [[made, ...bot, '--set', 'who'], /--set: 'who' is not name=value/],
    [[made, ...bot, '--parallel', 'many'], /--parallel: 'many' is no number from 1 to 64/],
    [[made, ...bot, '--url', 'http://127.0.0.1:1'], /--bot-command starts a bot for an emulator of its own/],
    [[made, '--url', 'http://127.0.0.1:1'], /No emulator answers at http:\/\/127.0.0.1:1/],
    [[made, ...bot, '--application', 'nobody'], /no bot answers to 'nobody'; known: 'IVR Bot', 'Recorder Bot'/],
    [[mkdtempSync(join(tmpdir(), 'ringback-empty-')), ...bot], /There is no scenario in/]
  ] as const) {
    const { code, output } = await run(...args)
    t.match(output, message)
    t.equal(code, 2, output)
  }
})
