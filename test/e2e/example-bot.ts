import { test } from 'tap'
import { emulatorFor } from '../fixtures/emulator.js'
import { exampleBot } from '../fixtures/example-bot.js'

test('the example bot, on the official client over https, takes a call through to its end', async t => {
  const emulator = await emulatorFor(t, { clock: 'auto' })
  const callbackUri = await exampleBot(t, emulator)
  const call = await emulator.call({ from: 'adele', to: 'ivr-bot', callbackUri })
  await call.until(({ prompts }) => prompts.length === 1)
  await call.press('7')
  await call.until(({ prompts }) => prompts.length === 2)
  await call.press('2')
  const over = await call.until('terminated')
  t.match(over.ending, { code: 200, subcode: 5_001 })
  // Whether a greeting is cut short by the key or has just ended depends on the machine; what follows does not.
  t.strictSame(
    over.prompts.map(({ uri }) => uri.split('/').at(-1)),
    ['welcome.wav', 'welcome.wav', 'support.wav', 'goodbye.wav']
  )
  t.strictSame(
    over.prompts.slice(2).map(({ status }) => status),
    ['completed', 'completed']
  )
  const diagram = await call.diagram()
  for (const line of [
    'P->>G: rings the bot',
    'B->>G: POST answer',
    'P->>G: presses tone2',
    'B->>G: DELETE',
    'ended 200/5001'
  ]) {
    t.ok(diagram.includes(line), line)
  }
  const deliveries = emulator.deliveries({ callId: call.id })
  t.ok(
    deliveries.every(({ state }) => state === 'delivered'),
    'the bot accepted everything, so its verifier trusts our tokens'
  )
  const [answered] = emulator.requests({ path: /answer$/ })
  t.match(answered, { status: 202, path: new RegExp(`^/v1.0/communications/calls/${call.id}/answer$`) })
})

test('hours of a call pass in moments under an automatic clock', async t => {
  const emulator = await emulatorFor(t, { clock: 'auto', clockPatience: 'PT2S', startTime: '2026-01-01T00:00:00Z' })
  const call = await emulator.call({ from: 'adele', to: 'ivr-bot', callbackUri: await exampleBot(t, emulator) })
  const over = await call.until('terminated')
  t.match(over.ending, { code: 408, subcode: 8_537 }, 'nobody pressed a key, and the bot sends no keepAlive')
  const { now } = await emulator.control<{ now: string }>('GET', '/clock')
  t.ok(Date.parse(now) >= Date.parse('2026-01-01T00:45:00Z'), now)
})
