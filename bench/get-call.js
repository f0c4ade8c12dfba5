import autocannon from 'autocannon'
import { request } from 'undici'
import { createBody } from './payloads.js'
import { median, report, start } from './processes.js'

/** GET of a call, with the token checked, against the same bytes from bare Fastify. */
export async function getCall(rounds = 5) {
  const [bare, ringback] = [await start('bare.js'), await start('ringback.js', 'virtual')]
  const headers = { authorization: `Bearer ${ringback.token}`, 'content-type': 'application/json' }
  const created = await request(`${ringback.url}/v1.0/communications/calls`, {
    method: 'POST',
    headers,
    body: createBody('http://127.0.0.1:9/')
  })
  const { id } = await created.body.json()
  const rate = async url => {
    const { requests } = await autocannon({
      url: `${url}/v1.0/communications/calls/${id}`,
      headers,
      connections: 16,
      duration: 2
    })
    return requests.average
  }
  const ratios = []
  let best = 0
  await rate(bare.url)
  await rate(ringback.url)
  for (let round = 0; round < rounds; round++) {
    const against = await rate(bare.url)
    const own = await rate(ringback.url)
    ratios.push(own / against)
    best = Math.max(best, own)
  }
  bare.stop()
  ringback.stop()
  report('GET call ÷ bare Fastify', { median: median(ratios).toFixed(2), best: `${Math.round(best)}/s` })
}
