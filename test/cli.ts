import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'tap'
import { fakeBot } from './fixtures/bot.js'
import { dataDir } from './fixtures/emulator.js'

const main = join(process.cwd(), 'build', 'src', 'cli', 'main.js')
const env = { ...process.env, RINGBACK_DATA_DIR: dataDir, NO_COLOR: '1' }

const run = (...args: string[]) => spawnSync(process.execPath, [main, ...args], { env, encoding: 'utf8' })

/** Starts the emulator and resolves with what it printed, once it has. */
async function start(...args: string[]) {
  const child = spawn(process.execPath, [main, 'start', '--port', '0', '--https-port', '0', ...args], { env })
  let printed = ''
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', chunk => {
      printed += chunk
      if (printed.includes('_ringback/deliveries')) resolve()
    })
    child.once('exit', () => reject(new Error(`It stopped: ${printed}`)))
  })
  const url = /http {5}(\S+)/.exec(printed)?.[1] ?? ''
  return { child, url, printed: () => printed }
}

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  const stopped = new Promise<number | null>(resolve => child.once('exit', resolve))
  child.kill(signal)
  return stopped
}

test('start prints one screen with everything to paste, and stops cleanly on SIGINT and SIGTERM', async t => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    const { child, url, printed } = await start()
    t.equal((await fetch(`${url}/_ringback/health`)).status, 200)
    t.equal(await stop(child, signal), 0, signal)
    t.match(printed(), /Stopped\.\n$/)
    t.ok(printed().split('\n').length <= 45, 'one screen')
    for (const text of ['tenant ', 'app id', 'secret', 'webhook', 'export AZURE_TENANT_ID=', 'Trust the CA', 'curl']) {
      t.ok(printed().includes(text), text)
    }
  }
})

test('stopping tells what could not be delivered', async t => {
  const { child, url, printed } = await start()
  const bot = await fakeBot(t, ({ notification }) => ({
    status: notification.resourceData.state === 'incoming' ? 500 : 503
  }))
  await fetch(`${url}/_ringback/calls`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ from: { user: 'adele' }, to: { application: 'ivr-bot' }, callbackUri: bot.uri })
  })
  await bot.told(2)
  t.equal(await stop(child, 'SIGTERM'), 0)
  t.match(printed(), /Not delivered:\n {2}callTerminated to http:.*bot failed \(503\)/)
})

test('call rings a bot on a running emulator, and tells the story as it happens', async t => {
  const { child, url } = await start('--clock', 'virtual')
  const bot = await fakeBot(t)
  const control = async (method: string, path: string, body?: object) => {
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(`${url}/_ringback${path}`, { method, headers, body: JSON.stringify(body) ?? null })
    return (await answer.json()) as { value: { callId: string; state: string }[] }
  }
  await control('PATCH', '/applications/0c0ffee0-b070-4000-8000-000000000001', { callbackUri: bot.uri })
  const ring = (...args: string[]) => {
    const called = spawn(
      process.execPath,
      [main, 'call', '--url', url, '--from', 'adele', '--to', 'ivr-bot', ...args],
      {
        env
      }
    )
    const exited = new Promise(resolve => called.once('exit', resolve))
    let printed = ''
    const told = new Promise<void>(resolve => {
      called.stdout.on('data', chunk => {
        printed += chunk
        if (printed.includes('created incoming')) resolve()
      })
    })
    return { called, exited, told, printed: () => printed }
  }

  const one = ring()
  await one.told
  t.equal(one.called.exitCode, null, 'while it rings')
  const { value } = await control('GET', '/calls')
  await control('POST', `/calls/${value[0]?.callId}/far-end/hang-up`, {})
  t.equal(await one.exited, 0)
  t.match(one.printed(), /^sequenceDiagram\n[\s\S]*rings the bot[\s\S]*created incoming[\s\S]*P->>G: ends the call/)
  t.equal(one.printed().match(/rings the bot/g)?.length, 1, 'each line once')

  const impatient = ring('--for', 'PT0.2S')
  t.equal(await impatient.exited, 0)
  t.match(impatient.printed(), /P->>G: ends the call\n[\s\S]*ended 487\/0/, 'it hangs up when the time is over')
  await stop(child, 'SIGTERM')
})

test('what the user can mend is one clear line and exit code 2', async t => {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  const { port } = server.address() as AddressInfo
  const seed = join(mkdtempSync(join(tmpdir(), 'ringback-test-')), 'seed.yaml')
  writeFileSync(seed, 'tenants:\n  - id: t\n')
  const mistakes: [string[], RegExp][] = [
    [['start', '--port', String(port)], new RegExp(`^ringback: Port ${port} is in use`)],
    [['start', '--port', '0', '--https-port', String(port)], new RegExp(`^ringback: Port ${port} is in use`)],
    [
      ['start', '--port', '0', '--https-port', '0', '--proxy-port', String(port)],
      new RegExp(`^ringback: Port ${port} is in use: choose another with --port, --https-port or --proxy-port`)
    ],
    [['start', '--seed', seed], /^ringback: .*seed.yaml:2: tenants.0.domain: /],
    [['start', '--seed', 'none.yaml'], /^ringback: The seed none.yaml cannot be read/],
    [['start', '--clock', 'fast'], /^ringback: clock: /],
    [['start', '--host', '0.0.0.0'], /^ringback: host: /],
    [['start', '--host', '192.0.2.1', '--control-token', 'x', '--port', '0'], /^ringback: host: this machine/],
    [['start', '--data-dir', '/dev/null/x'], /^ringback: The keys in \/dev\/null\/x cannot be/],
    [['start', '--colour'], /^ringback: unknown option '--colour'/],
    [['begin'], /^ringback: unknown command 'begin'/],
    [['call', '--from', 'adele'], /^ringback: required option '--to/],
    [['call', '--from', 'a', '--to', 'b', '--for', '5'], /^ringback: --for: '5'/],
    [['call', '--from', 'a', '--to', 'b', '--url', 'http://127.0.0.1:9'], /^ringback: No emulator answers/],
    [['reset', '--url', 'http://127.0.0.1:9'], /^ringback: No emulator answers/],
    [['clock', 'advance', 'PT1M', '--url', 'http://127.0.0.1:9'], /^ringback: No emulator answers/],
    [['exec'], /^ringback: missing required argument 'command'/],
    [['exec', '--clock', 'fast', '--', 'true'], /^ringback: clock: /],
    [['ca', '--out', '/dev/null/x'], /^ringback: \/dev\/null\/x cannot be written/],
    [['openapi', 'v3'], /^ringback: openapi: there are v1.0/]
  ]
  for (const [args, message] of mistakes) {
    const { status, stderr } = run(...args)
    t.equal(status, 2, args.join(' '))
    t.match(stderr, message)
    t.equal(stderr.trim().split('\n').length, 1, 'one line')
  }
})

test('exec runs a command beside an emulator, and ends as the command ends', async t => {
  const child = (script: string, ...more: string[]) =>
    spawnSync(process.execPath, [main, 'exec', ...more, '--', process.execPath, '-e', script, '--', '--flag'], {
      env,
      encoding: 'utf8',
      input: 'what is typed'
    })
  const asked = child(
    `
    fetch(process.env.RINGBACK_URL + '/_ringback/clock').then(answer => answer.json()).then(async ({ mode }) => {
      const typed = require('node:fs').readFileSync(0, 'utf8')
      const { AZURE_CLIENT_ID, NODE_EXTRA_CA_CERTS, HTTPS_PROXY, NO_PROXY } = process.env
      console.log(mode, typed, process.argv[1], AZURE_CLIENT_ID, Boolean(NODE_EXTRA_CA_CERTS))
      console.log(HTTPS_PROXY, NO_PROXY)
      console.error('to the other')
      process.exit(7)
    })`,
    '--clock',
    'virtual'
  )
  t.equal(asked.status, 7)
  t.match(
    asked.stdout,
    /^virtual what is typed --flag 0c0ffee0-b070-4000-8000-000000000001 true\nhttp:\/\/127.0.0.1:\d+ localhost,127.0.0.1,::1\n$/
  )
  t.equal(asked.stderr, 'to the other\n')
  t.equal(child('process.exit(0)').status, 0)
  const talkative = spawnSync(process.execPath, [main, 'exec', '--', process.execPath, '-p', '1 + 1'], {
    env: { ...env, RINGBACK_LOG_LEVEL: 'info' },
    encoding: 'utf8'
  })
  t.match(talkative, { stdout: /^2\n$/, stderr: /Server listening/ }, 'what we log is not in its output')
  t.equal(child("process.kill(process.pid, 'SIGKILL')").signal, 'SIGKILL')
  const missing = run('exec', '--', 'no-such-command')
  t.match([missing.status, missing.stderr], [127, /^ringback: 'no-such-command' cannot be started \(ENOENT\)/])

  const waiting = spawn(
    process.execPath,
    [
      main,
      'exec',
      '--',
      process.execPath,
      '-e',
      "process.on('SIGTERM', () => process.exit(5)); console.log('there'); setInterval(() => {}, 1000)"
    ],
    { env }
  )
  await new Promise(resolve => waiting.stdout.once('data', resolve))
  t.equal(await stop(waiting, 'SIGTERM'), 5, 'signals go to the command')
})

test('reset, clock and snapshot are for an emulator that runs', async t => {
  const { child, url } = await start('--clock', 'virtual')
  const shown = run('clock', '--url', url)
  t.match(shown, { status: 0, stdout: /^\d{4}-.*Z virtual\n$/ })
  const at = (text: string) => Date.parse(text.split(' ')[0] ?? '')
  t.equal(at(run('clock', 'advance', 'PT15M', '--url', url).stdout) - at(shown.stdout), 15 * 60_000)
  t.match(run('clock', 'mode', 'auto', '--url', url).stdout, /auto\n$/)
  const refused = run('clock', 'advance', 'soon', '--url', url)
  t.match([refused.status, refused.stderr], [2, /^ringback: .*duration/])
  t.match(run('clock', 'back', '--url', url).stderr, /^ringback: .*show, advance and mode/)
  const meetings = async () => ((await (await fetch(`${url}/_ringback/meetings`)).json()) as { value: [] }).value.length
  await fetch(`${url}/_ringback/meetings`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ organizer: 'adele' })
  })
  t.equal(await meetings(), 1)
  const file = join(mkdtempSync(join(tmpdir(), 'ringback-test-')), 'world.json')
  t.equal(run('snapshot', 'save', file, '--url', url).status, 0)
  t.equal(run('reset', '--url', url).status, 0)
  t.equal(await meetings(), 0)
  t.equal(run('snapshot', 'load', file, '--url', url).status, 0)
  t.equal(await meetings(), 1)
  t.match(run('snapshot', 'load', 'none.json', '--url', url).stderr, /^ringback: none.json cannot be read/)
  t.match(run('snapshot', 'copy', file, '--url', url).stderr, /^ringback: snapshot: there are save and load/)
  await stop(child, 'SIGTERM')
})

test('ca writes the certificate, openapi the documents, help the commands', async t => {
  t.match(run('ca').stdout, /^-----BEGIN CERTIFICATE-----/)
  const folder = mkdtempSync(join(tmpdir(), 'ringback-test-'))
  const file = join(folder, 'ca.pem')
  t.equal(run('ca', '--out', file).status, 0)
  t.match(readFileSync(file, 'utf8'), /^-----BEGIN CERTIFICATE-----/)
  t.match(run('openapi').stdout, /^openapi: 3\.1\.0\n[\s\S]*Microsoft Graph cloud communications v1\.0/)
  t.match(run('openapi', 'control').stdout, /Ringback control API/)
  t.equal(run('openapi', '--write', folder).status, 0)
  t.match(readFileSync(join(folder, 'graph-beta.yaml'), 'utf8'), /beta/)
  t.match(run('--help'), { status: 0, stdout: /start.*[\s\S]*call.*[\s\S]*ca.*[\s\S]*openapi/ })
  t.match(run('--version').stdout, /^\d+\.\d+\.\d+\n$/)
})
