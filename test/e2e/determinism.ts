import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Test, test } from 'tap'
import type { EmulatorHandle } from '../../src/index.js'
import { wavFile } from '../../src/media/wav.js'
import type { Notification } from '../fixtures/bot.js'
import { emulatorFor } from '../fixtures/emulator.js'
import { type GraphCaller, graphFor } from '../fixtures/graph.js'

const scenarios = 100
const megan = '0c0ffee0-05e4-4000-8000-000000000005'

/** A bot for many tenants, as real ones are: a menu with a prompt, and a transfer for those who press 3. */
async function menuBot(t: Test, graphs: ReadonlyMap<string, GraphCaller>): Promise<string> {
  const prompt = wavFile(Buffer.alloc(2 * 16_000 * 3))
  let root = ''
  const server = createServer(async (request, response) => {
    if (request.method === 'GET') return response.writeHead(200, { 'content-type': 'audio/wav' }).end(prompt)
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    response.writeHead(202).end()
    const { value } = JSON.parse(Buffer.concat(chunks).toString()) as { value: [Notification] }
    const [{ resourceData, resourceUrl }] = value
    const [, , , callId = ''] = resourceUrl.split('/')
    const graph = graphs.get(String(resourceData['tenantId'] ?? tenantOf.get(callId)))
    if (graph === undefined) return
    tenantOf.set(callId, String(resourceData['tenantId'] ?? tenantOf.get(callId)))
    const { state, mediaState, toneInfo } = resourceData
    if (state === 'incoming') await graph.answer(callId)
    else if (toneInfo !== undefined && toneInfo.tone === 'tone3') {
      await graph.post(`${callId}/transfer`, { transferTarget: { identity: { user: { id: megan } } } })
    } else if (toneInfo !== undefined) await play(graph, callId, `${toneInfo.tone}.wav`)
    else if (state === 'established' && mediaState?.audio === 'active') {
      await graph.post(`${callId}/subscribeToTone`, {})
      await play(graph, callId, 'welcome.wav')
    }
  })
  const tenantOf = new Map<string, string>()
  const play = (graph: GraphCaller, callId: string, name: string) =>
    graph.post(`${callId}/playPrompt`, {
      prompts: [{ '@odata.type': '#microsoft.graph.mediaPrompt', mediaInfo: { uri: `${root}/${name}` } }]
    })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  return `${root}/api/calling`
}

/** No two alike: who rings, which keys they press, how long they take. */
function scenario(number: number): object {
  const key = String(1 + (number % 3))
  const from = ['adele', 'lee', '+14255550123'][number % 3]
  const end =
    key === '3'
      ? [{ expect: { transfer: 'megan' } }, { expect: { ended: { subcode: 7015 } } }]
      : [{ expect: { prompt: { uri: `tone${key}.wav`, status: 'completed' } } }, 'hang-up', { expect: 'ended' }]
  return {
    name: `scenario ${number}`,
    call: { from },
    steps: [
      { expect: 'answered' },
      { expect: 'toneSubscription' },
      { expect: { prompt: 'welcome.wav' } },
      { press: key, after: `PT${(number % 40) / 10 + 0.5}S` },
      ...end
    ]
  }
}

/** The logs of all scenarios, played beside each other in tenants of their own, by their number. */
async function logs(t: Test): Promise<string[]> {
  const emulator: EmulatorHandle = await emulatorFor(t, {
    clock: 'auto',
    clockSettle: 'PT0.05S',
    checkAnswers: false,
    idSeed: 7,
    startTime: '2026-01-01T00:00:00Z'
  })
  const graphs = new Map<string, GraphCaller>()
  const callbackUri = (await menuBot(t, graphs)).replace(/:\d+/, port => port)
  const tenants = []
  for (let number = 0; number < scenarios; number++) {
    const tenant = await emulator.tenant({ callbackUri })
    graphs.set(tenant.id, await graphFor(emulator, tenant.bot, tenant.id))
    tenants.push(tenant)
  }
  return Promise.all(
    tenants.map(async (tenant, number) => {
      const run = await tenant.run(scenario(number))
      if (run.state === 'failed') t.fail(`${run.name}: ${JSON.stringify(run.failure, null, 1)}`)
      // Where the bot listens is drawn by the system.
      return JSON.stringify(tenant.events()).replaceAll(callbackUri.replace('/api/calling', ''), 'http://bot')
    })
  )
}

/** Where two logs part; nothing when they do not. */
function firstDifference(one: string, other: string): string {
  const at = Array.from(one).findIndex((character, index) => character !== other[index])
  return at < 0 ? '' : `: '${one.slice(at - 80, at + 80)}' and '${other.slice(at - 80, at + 80)}'`
}

test('a hundred scenarios beside each other take the same course twice, to the byte', async t => {
  const [first, second] = await Promise.all([logs(t), logs(t)])
  t.equal(new Set(first).size, scenarios, 'each has its own')
  for (const [number, log] of first.entries()) {
    t.ok(log.length > 1_000, `${number} happened`)
    t.ok(log === second[number], `scenario ${number}${firstDifference(log, second[number] ?? '')}`)
  }
})
