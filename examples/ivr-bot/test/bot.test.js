import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { startEmulator } from 'ringback'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'

let emulator
let bot
let callbackUri

beforeAll(async () => {
  emulator = await startEmulator({ clock: 'auto' })
  bot = spawn(process.execPath, [fileURLToPath(new URL('../bot.js', import.meta.url))], {
    env: { ...process.env, ...emulator.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit']
  })
  const [line] = await once(bot.stdout, 'data')
  callbackUri = String(line).trim().split(' ').at(-1)
})

afterEach(() => emulator.expectDelivered())

afterAll(async () => {
  bot?.kill()
  await emulator?.close()
})

const played = ({ prompts }) => prompts.map(({ uri }) => uri.split('/').at(-1))
const listening = name => call => call.toneSubscribed && played(call).at(-1) === name

test.each([
  ['1', 'sales.wav'],
  ['2', 'support.wav']
])('key %s leads to %s', async (key, prompt) => {
  const call = await emulator.call({ from: 'adele', to: 'ivr-bot', callbackUri })
  await call.until(listening('welcome.wav'))
  await call.press(key)
  const over = await call.until('terminated')
  expect(played(over)).toEqual(['welcome.wav', prompt, 'goodbye.wav'])
  expect(over.ending).toMatchObject({ code: 200, subcode: 5001 })
})

test('a caller who hangs up early is let go', async () => {
  const call = await emulator.call({ from: '+14255550123', to: 'ivr-bot', callbackUri })
  await call.until('established')
  await call.hangUp()
  const { ending } = await call.until('terminated')
  expect(ending.code).toBe(200)
})
