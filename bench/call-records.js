import autocannon from 'autocannon'
import { request } from 'undici'
import { report, start } from './processes.js'

const seconds = 3
const adele = '0c0ffee0-05e4-4000-8000-000000000001'

/** Questions about call records, with more and more of them: what is asked by a key must not grow with the store. */
export async function callRecords() {
  const ringback = await start('ringback.js', 'real')
  const headers = { authorization: `Bearer ${ringback.token}` }
  const url = `${ringback.url}/v1.0/communications/callRecords`
  let stored = 0
  let first
  for (const wanted of [1_000, 10_000, 100_000]) {
    await add(ringback, wanted - stored)
    stored = wanted
    const newest = await get(`${url}?$filter=participants_v2/any(p:p/id eq '${adele}')`, headers)
    const [{ id, startDateTime }] = newest.value
    const rates = {}
    for (const [name, query] of [
      ['by participant', `?$filter=${encodeURIComponent(`participants_v2/any(p:p/id eq '${adele}')`)}`],
      ['by time', `?$filter=${encodeURIComponent(`startDateTime ge ${startDateTime}`)}`],
      ['one with sessions', `/${id}?$expand=sessions($expand=segments)`]
    ]) {
      const measured = await autocannon({ url: `${url}${query}`, headers, connections: 8, duration: seconds })
      if (measured.non2xx > 0) throw new Error(`${measured.non2xx} of ${name} were refused`)
      rates[name] = measured.requests.average
    }
    first ??= rates
    report(`Call records, ${wanted.toLocaleString('en')}`, {
      ...Object.fromEntries(
        Object.entries(rates).map(([name, rate]) => [
          name,
          `${Math.round(rate)}/s (${(rate / first[name]).toFixed(2)})`
        ])
      )
    })
  }
  const ids = Array.from({ length: 649 }, (_, index) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`)
  const presences = await autocannon({
    url: `${ringback.url}/v1.0/communications/getPresencesByUserId`,
    ...{ method: 'POST', connections: 8, duration: seconds },
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ ids: [...ids, adele] })
  })
  report('Presence of 650 people', {
    rate: `${Math.round(presences.requests.average)}/s`,
    p99: `${presences.latency.p99} ms`
  })
  ringback.stop()
}

/** A month's worth; so many a day that there are enough. */
async function add({ url }, count) {
  const days = 25
  const body = JSON.stringify({ seed: count, days, callsPerDay: count / days })
  const answer = await request(`${url}/_ringback/callRecords/history`, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body }
  })
  if (answer.statusCode !== 201) throw new Error(await answer.body.text())
}

async function get(url, headers) {
  return (await request(url, { headers })).body.json()
}
