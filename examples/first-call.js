// Starts Ringback and the example bot, has Adele ring it and press a key, and prints the call as a sequence diagram.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { startEmulator } from 'ringback'

const emulator = await startEmulator({ clock: 'auto' })
const bot = spawn(process.execPath, [fileURLToPath(new URL('./ivr-bot/bot.js', import.meta.url))], {
  env: { ...process.env, ...emulator.env, PORT: '0' },
  stdio: ['ignore', 'pipe', 'inherit']
})

try {
  const [line] = await once(bot.stdout, 'data')
  const callbackUri = String(line).trim().split(' ').at(-1)
  const call = await emulator.call({ from: 'adele', to: 'ivr-bot', callbackUri })
  await call.until(({ prompts }) => prompts.length === 1)
  await call.press('1')
  await call.until('terminated')
  process.stdout.write(await call.diagram())
} finally {
  bot.kill()
  await emulator.close()
}
