import { readConfig } from '../config.js'
import { Emulator } from '../emulator.js'
import type { Delivery } from '../notifications/delivery.js'
import { startScreen } from './start-screen.js'

/** `ringback start`: runs until it is told to stop, and says what it could not deliver. */
export async function start(flags: Record<string, unknown>, configFile: string | undefined): Promise<void> {
  const config = await readConfig(flags, process.env, configFile)
  const emulator = await Emulator.start(config)
  process.stdout.write(startScreen(emulator, config))

  let stopping = false
  const stop = async () => {
    // A second Ctrl+C means now.
    if (stopping) process.exit(1)
    stopping = true
    process.stdout.write(lost(await emulator.close()))
    process.exit(0)
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
}

function lost(deliveries: readonly Delivery[]): string {
  if (deliveries.length === 0) return 'Stopped.\n'
  const lines = deliveries.map(({ type, target, attempts }) => {
    const last = attempts.at(-1)
    return `  ${type} to ${target}: ${last?.diagnosis ?? 'not sent yet'}\n`
  })
  return `Stopped. Not delivered:\n${lines.join('')}`
}
