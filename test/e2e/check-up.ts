import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'tap'
import { dataDir } from '../fixtures/emulator.js'
import { tryRun } from '../fixtures/installed.js'

interface Report {
  ok: number
  failure: number
  warning: number
  skipped: number
  checks: { name: string; verdict: string; seen?: string; advice?: string; story?: string }[]
}

const command = (...args: string[]) =>
  tryRun(process.cwd(), process.execPath, 'dist/cli/main.js', 'check', '--data-dir', dataDir, ...args)

async function checked(bot: string): Promise<{ code: number; verdicts: Record<string, string>; report: Report }> {
  const { code, output } = await command('--bot-command', bot, '--reporter', 'json')
  const report = JSON.parse(output) as Report
  return { code, report, verdicts: Object.fromEntries(report.checks.map(({ name, verdict }) => [name, verdict])) }
}

/** A bot in a file: it answers, and does besides what a test says with each notification. */
function botThat(act: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'ringback-naive-')), 'bot.mjs')
  writeFileSync(
    file,
    `
    import { createServer } from 'node:http'
    const { GRAPH_BASE_URL: graph, AZURE_AUTHORITY_HOST: authority, AZURE_TENANT_ID: tenant, PORT } = process.env
    const { AZURE_CLIENT_ID: client_id, AZURE_CLIENT_SECRET: client_secret, BOT_CALLBACK_URI: callbackUri } = process.env
    const grant = { grant_type: 'client_credentials', scope: 'https://graph.microsoft.com/.default' }
    const body = new URLSearchParams({ ...grant, client_id, client_secret })
    const { access_token } = await (await fetch(authority + '/' + tenant + '/oauth2/v2.0/token', { method: 'POST', body })).json()
    const ask = (path, body) => fetch(graph + '/v1.0/communications/calls/' + path, {
      method: 'POST',
      headers: { authorization: 'Bearer ' + access_token, 'content-type': 'application/json' },
      body: JSON.stringify(body)
    })
    const mediaConfig = { '@odata.type': '#microsoft.graph.serviceHostedMediaConfig' }
    createServer(async (request, response) => {
      let text = ''
      for await (const chunk of request) text += chunk
      const [{ changeType, resourceUrl, resourceData }] = JSON.parse(text).value
      response.writeHead(202).end()
      const callId = resourceUrl.split('/')[3]
      const isNew = resourceData.state === 'incoming'
      const answered = isNew ? await ask(callId + '/answer', { callbackUri, acceptedModalities: ['audio'], mediaConfig }) : undefined
      ${act}
    }).listen(Number(PORT), '127.0.0.1')
    `
  )
  return `node ${file}`
}

const silentBot =
  "node -e \"require('node:http').createServer((q, r) => r.writeHead(202).end()).listen(process.env.PORT, '127.0.0.1')\""

// Check-ups wait for bots rather than work: all of them at once take as long as one.
const [exemplary, naive, mortality, silence] = [
  checked('node examples/ivr-bot/bot.js'),
  checked(botThat('')),
  checked(botThat("if (answered?.status === 404) { console.log('nobody there'); process.exit(7) }")),
  command('--bot-command', silentBot)
]

test('the example bot passes its check-up', { timeout: 200_000 }, async t => {
  const { code, report, verdicts } = await exemplary
  t.equal(code, 0)
  t.match(report, { failure: 0, skipped: 0 }, JSON.stringify(report.checks.filter(({ verdict }) => verdict !== 'ok')))
  t.match(verdicts, {
    'answers a call within the ring window': 'ok',
    'refuses notifications with an expired token': 'ok',
    'takes out-of-order notifications': 'ok',
    'survives a caller who hangs up before it has answered': 'ok',
    'survives a caller who hangs up during playPrompt': 'ok',
    'survives every ending of the catalogue': 'ok',
    'survives 429 with Retry-After on answer': 'ok',
    'keeps long calls alive, or takes their end': 'warning'
  })
})

test('a bot that believes everybody and gives up at once is told so, with what to do', {
  timeout: 200_000
}, async t => {
  const { code, report, verdicts } = await naive
  t.equal(code, 1)
  for (const wrong of ['without a token', 'with a forged signature', 'signed with an unknown key']) {
    t.equal(verdicts[`refuses notifications ${wrong}`], 'failure', wrong)
  }
  t.equal(verdicts['survives 503 on answer'], 'failure')
  t.equal(verdicts['survives every ending of the catalogue'], 'ok')
  const gaveUp = report.checks.find(({ name }) => name === 'survives 429 with Retry-After on answer')
  t.match(gaveUp, { seen: /It gave up, and the call is/, advice: /Try answer again after Retry-After/, story: /429/ })
})

test('a bot that dies of a call is started again; one that does not answer is looked at no further', {
  timeout: 200_000
}, async t => {
  const [mortal, silent] = await Promise.all([mortality, silence])
  t.equal(mortal.code, 1)
  const early = 'survives a caller who hangs up before it has answered'
  t.match(
    mortal.report.checks.find(({ name }) => name === early),
    { verdict: 'failure', seen: /The bot has ended: it exited with 7/, story: /It printed:\nnobody there/ }
  )
  t.match(mortal.verdicts, {
    'survives a caller who hangs up during answer': 'ok',
    'survives 503 on answer': 'failure'
  })
  t.match(silent, { code: 1, output: /✗ answers a call within the ring window\n.*The call is terminated, 487\/10004/ })
  t.match(silent.output, /0 well, 1 to mend/)
  t.match(await command('--reporter', 'xml'), { code: 2, output: /there are pretty and json, not 'xml'/ })
  t.match(await command('--bot-command', 'node -e 0'), { code: 2, output: /The bot did not start: it exited with 0/ })
})
