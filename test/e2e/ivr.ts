import { test } from 'tap'
import { type FakeBot, fakeBot } from '../fixtures/bot.js'
import { emulatorFor } from '../fixtures/emulator.js'
import { type GraphCaller, graphFor } from '../fixtures/graph.js'
import { serveWavs } from '../fixtures/wav.js'

/** An IVR as its authors would write one: greets at length, reads a menu, does what the key says, hangs up. */
async function ivr(bot: FakeBot, graph: GraphCaller, wavs: string): Promise<void> {
  let toneHeard = false
  for (let read = 0; ; read++) {
    const { notification } = (await bot.told(read + 1))[read] ?? {}
    const { id: callId = '' } = notification?.resourceUrl.match(/calls\/(?<id>[^/]+)/)?.groups ?? {}
    const { state, status, mediaState, toneInfo } = notification?.resourceData ?? {}
    if (state === 'incoming') await graph.answer(callId)
    if (mediaState?.audio === 'active') await graph.post(`${callId}/subscribeToTone`)
    if (mediaState?.audio === 'active') await graph.play(callId, `${wavs}/90.wav`, `${wavs}/45.wav`)
    toneHeard ||= toneInfo !== undefined
    if (toneInfo?.tone === 'tone1') await graph.play(callId, `${wavs}/60.wav`)
    if (status === 'completed' && toneHeard) await graph.ask('DELETE', callId)
    if (state === 'terminated') return
  }
}

test('an IVR call of several minutes is taken through under an automatic clock', async t => {
  const start = '2026-01-01T00:00:00.000Z'
  const emulator = await emulatorFor(t, { clock: 'auto', startTime: start })
  const bot = await fakeBot(t)
  const playing = ivr(bot, await graphFor(emulator), await serveWavs(t))
  const call = await emulator.call({ from: 'adele', to: 'ivr-bot', callbackUri: bot.uri })
  await call.until(({ prompts }) => prompts.some(({ status }) => status === 'completed'))
  await call.press('1')
  t.match(await call.until('terminated'), { ending: { subcode: 5_001 }, prompts: { length: 3 } })
  await playing
  const ended = emulator.events({ callId: call.id, type: 'callTerminated' })[0]?.at ?? start
  t.ok(
    Date.parse(ended) - Date.parse(start) >= 195_000,
    `three prompts took their ${Date.parse(ended) - Date.parse(start)} ms`
  )
})
