import autocannon from 'autocannon'
import { request } from 'undici'
import { establish } from './notifications.js'
import { repeatedly, report, sink, start } from './processes.js'

const people = 1_000
const changesPerSecond = 20
const seconds = 5

/** A large meeting whose roster changes all the time: memory, and whether other calls notice. */
export async function meeting() {
  for (const [name, callOptions] of [
    ['whole rosters', {}],
    ['delta rosters', { '@odata.type': '#microsoft.graph.outgoingCallOptions', isDeltaRosterEnabled: true }]
  ]) {
    const ringback = await start('ringback.js', 'virtual')
    const bot = await sink()
    const [other] = await establish(ringback, bot, 1)
    const send = (method, path, body) => ask(`${ringback.url}/_ringback${path}`, method, {}, body)
    const { meetingId, threadId, organizerId, tenantId } = await send('POST', '/meetings', {
      organizer: 'adele',
      lobbyBypassScope: 'everyone'
    })
    const participants = `/meetings/${encodeURIComponent(meetingId)}/participants`
    const join = number => send('POST', participants, { guest: `Guest ${number}` })
    const ids = []
    await repeatedly(people, 8, async number => ids.push((await join(number)).participantId))
    await ask(
      `${ringback.url}/v1.0/communications/calls`,
      'POST',
      { authorization: `Bearer ${ringback.token}` },
      {
        callbackUri: bot.uri,
        requestedModalities: ['audio'],
        mediaConfig: { '@odata.type': '#microsoft.graph.serviceHostedMediaConfig' },
        chatInfo: { threadId, messageId: '0' },
        meetingInfo: {
          '@odata.type': '#microsoft.graph.organizerMeetingInfo',
          organizer: { user: { id: organizerId, tenantId } }
        },
        callOptions
      }
    )
    await send('POST', '/clock/advance', { duration: 'PT2S' })
    const one = { url: `${ringback.url}/v1.0/communications/calls/${other}`, connections: 16, duration: seconds }
    const headers = { authorization: `Bearer ${ringback.token}` }
    const quiet = await autocannon({ ...one, headers })

    /** Somebody leaves, somebody comes, evenly spread. */
    const stream = async () => {
      const before = (await ringback.ask('memory')).heap
      const begun = performance.now()
      for (let change = 0; change < changesPerSecond * seconds; change++) {
        if (change % 2 === 0) await send('DELETE', `${participants}/${ids.shift()}`)
        else ids.push((await join(`more ${change}`)).participantId)
        const due = begun + ((change + 1) * 1_000) / changesPerSecond
        await new Promise(resolve => setTimeout(resolve, Math.max(0, due - performance.now())))
      }
      return { before, after: (await ringback.ask('memory')).heap }
    }
    await stream()
    const [busy, memory] = await Promise.all([autocannon({ ...one, headers }), stream()])
    report(`Meeting of 1,000, ${name}`, {
      'others, busy ÷ quiet': (busy.requests.average / quiet.requests.average).toFixed(2),
      p99: `${quiet.latency.p99} → ${busy.latency.p99} ms`,
      heap: `${mebibytes(memory.before)} → ${mebibytes(memory.after)} MiB`
    })
    ringback.stop()
    bot.close()
  }
}

const mebibytes = bytes => (bytes / 1_048_576).toFixed(0)

async function ask(url, method, headers, body) {
  const answer = await request(url, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) })
  })
  const text = await answer.body.text()
  if (answer.statusCode >= 400) throw new Error(text)
  return text === '' ? undefined : JSON.parse(text)
}
