import autocannon from 'autocannon'
import { establish } from './notifications.js'
import { report, sink, start } from './processes.js'

/** Memory of a live call, and whether one is found as quickly among many as among few. */
export async function liveCalls(steps = [1_000, 10_000, 100_000]) {
  const ringback = await start('ringback.js', 'virtual')
  const bot = await sink()
  // Fill the journals first: they are bounded, and their memory is not the calls'.
  let [id] = await establish(ringback, bot, 4_000)
  let live = 4_000
  let { heap: before } = await ringback.ask('memory')
  const headers = { authorization: `Bearer ${ringback.token}` }
  for (const step of steps) {
    const added = Math.max(step - live, 0)
    if (added > 0) [id] = await establish(ringback, bot, added)
    live += added
    const { heap } = await ringback.ask('memory')
    const url = `${ringback.url}/v1.0/communications/calls/${id}`
    const { latency, requests } = await autocannon({ url, headers, connections: 16, duration: 3 })
    const perCall = added === 0 ? 'n/a' : `${((heap - before) / added / 1_024).toFixed(2)} KiB`
    report(`${live.toLocaleString('en')} live calls`, {
      'per call': perCall,
      'GET p50': `${latency.p50} ms`,
      p99: `${latency.p99} ms`,
      rate: `${Math.round(requests.average)}/s`
    })
    before = heap
  }
  ringback.stop()
  bot.close()
}
