import { Agent, request } from 'undici'
import { createBody } from './payloads.js'
import { median, repeatedly, report, sink, start } from './processes.js'

/**
 * Calls placed per second until the last of their three notifications has been accepted. Ringback's include the
 * second a person takes to answer and the moment media takes to connect.
 */
export async function createCall(rounds = 3, calls = 4_000) {
  const agent = new Agent({ connections: 32 })
  const [bare, ringback] = [await start('bare.js'), await start('ringback.js', 'real')]
  const bot = await sink()
  const place = async ({ url, token }) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const body = createBody(bot.uri)
    const told = bot.more(calls * 3)
    const begun = performance.now()
    await repeatedly(calls, 32, async () => {
      const answer = await request(`${url}/v1.0/communications/calls`, {
        method: 'POST',
        headers,
        body,
        dispatcher: agent
      })
      await answer.body.dump()
    })
    await told
    return calls / ((performance.now() - begun) / 1_000)
  }
  const ratios = []
  let best = 0
  for (let round = 0; round < rounds; round++) {
    const against = await place(bare)
    const own = await place(ringback)
    ratios.push(own / against)
    best = Math.max(best, own)
  }
  bare.stop()
  ringback.stop()
  bot.close()
  await agent.close()
  report('POST call, all told ÷ bare Fastify', {
    median: median(ratios).toFixed(2),
    best: `${Math.round(best)} calls/s`
  })
}
