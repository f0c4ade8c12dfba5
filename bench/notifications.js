import { Agent, request } from 'undici'
import { createBody, notification } from './payloads.js'
import { median, repeatedly, report, sink, start } from './processes.js'

const calls = 64
const keysPerCall = 300

/** Keys pressed in many calls at once: notifications a second, against a raw sender of the same size. */
export async function notifications(rounds = 3) {
  const agent = new Agent({ connections: calls })
  const ringback = await start('ringback.js', 'virtual')
  const bot = await sink()
  const ids = await establish(ringback, bot, calls)
  const press = async id => {
    await post(
      `${ringback.url}/_ringback/calls/${id}/far-end/press`,
      {},
      JSON.stringify({ tones: '1'.repeat(keysPerCall) })
    )
  }
  const ratios = []
  let best = 0
  for (let round = 0; round < rounds; round++) {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${ringback.token}` }
    const raw = await repeatedly(calls * keysPerCall, calls, async () => {
      const { body } = await request(bot.uri, { method: 'POST', headers, body: notification, dispatcher: agent })
      await body.dump()
    })
    const told = bot.more(calls * keysPerCall)
    const begun = performance.now()
    await Promise.all([...ids.map(press), told])
    const own = (performance.now() - begun) / 1_000
    ratios.push(raw / own)
    best = Math.max(best, (calls * keysPerCall) / own)
  }
  ringback.stop()
  bot.close()
  await agent.close()
  report('Notifications ÷ raw undici', { median: median(ratios).toFixed(2), best: `${Math.round(best)}/s` })
}

/** Places calls, has them answered, and subscribes to their tones. */
export async function establish({ url, token }, bot, count) {
  const authorization = { authorization: `Bearer ${token}` }
  const told = bot.more(count * 3)
  const ids = []
  await repeatedly(count, 32, async () => {
    const answer = await post(`${url}/v1.0/communications/calls`, authorization, createBody(bot.uri))
    ids.push(answer.id)
  })
  await post(`${url}/_ringback/clock/advance`, {}, '{"duration":"PT2S"}')
  await told
  await repeatedly(Math.min(count, calls), 32, index =>
    post(`${url}/v1.0/communications/calls/${ids[index]}/subscribeToTone`, authorization, '{}')
  )
  return ids
}

async function post(url, headers, body) {
  const answer = await request(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
    headersTimeout: 0
  })
  const text = await answer.body.text()
  if (answer.statusCode >= 400) throw new Error(text)
  return text === '' ? undefined : JSON.parse(text)
}
