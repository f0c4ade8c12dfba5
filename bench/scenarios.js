import { once } from 'node:events'
import { createServer } from 'node:http'
import { startEmulator } from '../dist/index.js'
import { median, report } from './processes.js'

const count = Number(process.env.BENCH_SCENARIOS ?? 200)

/** Two minutes: four prompts of 28 seconds, each heard to its end, and a key after each. */
const scenario = {
  name: 'two minutes at the telephone',
  call: 'adele',
  steps: [
    { expect: 'answered' },
    ...['welcome', 'tone1', 'tone2', 'tone3'].flatMap((prompt, index) => [
      { expect: { prompt: { uri: `${prompt}.wav`, status: 'completed' } }, within: 'PT1M' },
      index < 3 ? { press: String(index + 1) } : 'hang-up'
    ]),
    { expect: 'ended' }
  ]
}

/** Scenarios of two minutes' call time each, in tenants of their own, with a bot for all of them, in one process. */
export async function scenarios(rounds = 3) {
  const emulator = await startEmulator({ clock: 'auto' })
  const bot = await startBot()
  const seconds = []
  let lasted = ''
  for (let round = 0; round < rounds; round++) {
    const tenants = []
    const begun = performance.now()
    for (let number = 0; number < count; number++) {
      const tenant = await emulator.tenant({ callbackUri: bot.callbackUri })
      bot.know(tenant, emulator)
      tenants.push(tenant)
    }
    const runs = await Promise.all(tenants.map(tenant => tenant.play(scenario)))
    await Promise.all(tenants.map(tenant => tenant.close()))
    seconds.push((performance.now() - begun) / 1_000)
    lasted = runs[0].lasted
  }
  await emulator.close()
  bot.close()
  report(`${count} scenarios of ${lasted}`, {
    median: `${median(seconds).toFixed(1)} s`,
    'times real time': Math.round((count * 120) / median(seconds)),
    'MiB at the end': Math.round(process.memoryUsage().rss / 1_048_576)
  })
}

/** A bot for many tenants: it plays a prompt once audio flows, and another one for each key. */
async function startBot() {
  const tokens = new Map()
  const tenantOf = new Map()
  const wav = silence(28)
  const server = createServer(async (request, response) => {
    if (request.method === 'GET') return response.writeHead(200, { 'content-type': 'audio/wav' }).end(wav)
    let body = ''
    for await (const chunk of request) body += chunk
    response.writeHead(202).end()
    const [{ resourceData, resourceUrl }] = JSON.parse(body).value
    const callId = resourceUrl.split('/')[3]
    const { state, mediaState, toneInfo, tenantId } = resourceData
    if (tenantId !== undefined) tenantOf.set(callId, tenantId)
    const ask = (action, body) => post(tokens.get(tenantOf.get(callId)), `${callId}/${action}`, body)
    if (state === 'incoming') await ask('answer', answer)
    else if (toneInfo !== undefined) await ask('playPrompt', prompt(toneInfo.tone))
    else if (state === 'established' && mediaState?.audio === 'active') {
      await ask('subscribeToTone', {})
      await ask('playPrompt', prompt('welcome'))
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const root = `http://127.0.0.1:${server.address().port}`
  const callbackUri = `${root}/api/calling`
  const answer = {
    callbackUri,
    acceptedModalities: ['audio'],
    mediaConfig: { '@odata.type': '#microsoft.graph.serviceHostedMediaConfig' }
  }
  const prompt = name => ({
    prompts: [{ '@odata.type': '#microsoft.graph.mediaPrompt', mediaInfo: { uri: `${root}/${name}.wav` } }]
  })
  return {
    callbackUri,
    know: (tenant, emulator) => tokens.set(tenant.id, tokenOf(tenant, emulator)),
    close: () => server.close().closeAllConnections()
  }
}

async function tokenOf({ id, bot }, { url }) {
  const answer = await fetch(`${url}/${id}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: bot.appId,
      client_secret: bot.secret,
      scope: 'https://graph.microsoft.com/.default'
    })
  })
  return { url, token: (await answer.json()).access_token }
}

async function post(known, path, body) {
  const { url, token } = await known
  const answer = await fetch(`${url}/v1.0/communications/calls/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body)
  })
  await answer.text()
}

function silence(seconds) {
  const file = Buffer.alloc(44 + seconds * 32_000)
  file.write('RIFF', 0)
  file.writeUInt32LE(file.length - 8, 4)
  file.write('WAVEfmt ', 8)
  file.writeUInt32LE(16, 16)
  file.writeUInt16LE(1, 20)
  file.writeUInt16LE(1, 22)
  file.writeUInt32LE(16_000, 24)
  file.writeUInt32LE(32_000, 28)
  file.writeUInt16LE(2, 32)
  file.writeUInt16LE(16, 34)
  file.write('data', 36)
  file.writeUInt32LE(file.length - 44, 40)
  return file
}
