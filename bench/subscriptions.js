import { Agent, request } from 'undici'
import { median, repeatedly, report, sink, start } from './processes.js'

const listeners = 1_000
const atOnce = 64
/** Up to how many subscriptions creation and lookup are watched; BENCH_SUBSCRIPTIONS says otherwise. */
const most = Number(process.env.BENCH_SUBSCRIPTIONS ?? 20_000)
const adele = '0c0ffee0-05e4-4000-8000-000000000001'

/** One change told to a thousand who listen, against a raw sender; and whether it matters how many there are. */
export async function subscriptions(rounds = 5) {
  const ringback = await start('ringback.js', 'real')
  const endpoint = await sink()
  await fanOut(ringback, endpoint, rounds)
  await growth(ringback, endpoint)
  ringback.stop()
  endpoint.close()
}

async function fanOut(ringback, endpoint, rounds) {
  const agent = new Agent({ connections: atOnce })
  const body = JSON.stringify({
    value: [{ id: adele, resourceData: { id: adele, type: 'presence' }, more: 'x'.repeat(400) }]
  })
  await repeatedly(listeners, 16, async index => {
    const token = await tokenOf(ringback, `0c0ffee0-aaaa-4000-8000-${String(index).padStart(12, '0')}`)
    await subscribe(ringback, token, endpoint, `communications/presences/${adele}`, 'v1.0')
  })
  const ratios = []
  let best = 0
  for (let round = 0; round < rounds; round++) {
    const raw = await repeatedly(listeners, atOnce, async () => {
      const answer = await request(endpoint.uri, { method: 'POST', body, dispatcher: agent })
      await answer.body.dump()
    })
    const told = endpoint.more(listeners)
    const begun = performance.now()
    const activity = round % 2 === 0 ? 'InACall' : 'InAMeeting'
    await ask(ringback, 'PATCH', '/_ringback/users/adele/presence', { client: { availability: 'Busy', activity } })
    await told
    const own = (performance.now() - begun) / 1_000
    ratios.push(raw / own)
    best = Math.max(best, listeners / own)
  }
  await agent.close()
  report('A change to 1,000 ÷ raw undici', { median: median(ratios).toFixed(2), best: `${Math.round(best)}/s` })
}

async function growth(ringback, endpoint) {
  let made = 0
  for (const until of [1_000, most / 2, most]) {
    await repeatedly(until - made - 500, 32, index => subscribeTo(made + index))
    const seconds = await repeatedly(500, 32, index => subscribeTo(until - 500 + index))
    made = until
    const reads = await repeatedly(500, 32, () =>
      ask(ringback, 'GET', `/v1.0/subscriptions/${lastId}`, undefined, ringback.token)
    )
    report(`${until.toLocaleString('en')} subscriptions`, {
      created: `${Math.round(500 / seconds)}/s`,
      read: `${Math.round(500 / reads)}/s`
    })
  }

  async function subscribeTo(index) {
    const resource = `communications/onlineMeetings(joinWebUrl='https://teams.example/${index}')/meetingCallEvents`
    lastId = (await subscribe(ringback, ringback.token, endpoint, resource, 'beta')).id
  }
}

let lastId = ''

function subscribe(ringback, token, endpoint, resource, version) {
  const expirationDateTime = new Date(Date.now() + 50 * 60_000).toISOString()
  const wanted = { changeType: 'updated', notificationUrl: endpoint.uri, resource, expirationDateTime }
  return ask(ringback, 'POST', `/${version}/subscriptions`, wanted, token)
}

async function tokenOf({ url }, appId) {
  const form = { grant_type: 'password', client_id: appId, username: 'MeganB@contoso.example', password: 'any' }
  const body = new URLSearchParams({ ...form, scope: 'https://graph.microsoft.com/Presence.Read.All' })
  const answer = await fetch(`${url}/common/oauth2/v2.0/token`, { method: 'POST', body })
  return (await answer.json()).access_token
}

async function ask({ url }, method, path, body, token) {
  const answer = await request(`${url}${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    ...(body && { body: JSON.stringify(body) })
  })
  const text = await answer.body.text()
  if (answer.statusCode >= 400) throw new Error(text)
  return text === '' ? undefined : JSON.parse(text)
}
