import { Misconfiguration } from '../misconfiguration.js'
import type { CallHandle } from '../testing/call-handle.js'
import { WorldHandle } from '../testing/world-handle.js'
import { parseDuration } from '../wire/duration.js'
import { LiveDiagram } from './live-diagram.js'
import { ask } from './running.js'

export interface CallOptions {
  from: string
  to: string
  press?: string
  for: string
  url: string
  controlToken?: string
}

/** `ringback call`: rings a bot, presses keys as it prompts, and prints the story as it happens. */
export async function call({ from, to, press = '', for: lasting, url, controlToken }: CallOptions): Promise<void> {
  const timeout = parseDuration(lasting)
  if (timeout === undefined) throw new Misconfiguration(`--for: '${lasting}' is no duration such as PT30S.`)
  await ask({ url, controlToken }, async control => {
    const ringing = await new WorldHandle(control, {}).call({ from, to })
    const diagram = new LiveDiagram(ringing, text => process.stdout.write(text))
    await diagram.during(follow(ringing, press, timeout))
  })
}

/** Presses one key for each prompt that begins, and hangs up when the time is over. */
async function follow(handle: CallHandle, keys: string, timeout: number): Promise<void> {
  try {
    let prompts = 0
    for (const key of keys) {
      const heard = prompts
      const { prompts: played } = await handle.until(
        call => call.state === 'established' && call.toneSubscribed && call.prompts.length > heard,
        { timeout }
      )
      prompts = played.length
      await handle.press(key)
    }
    await handle.until('terminated', { timeout })
  } catch {
    // Time is up, or the call ended early: either way the diagram tells the story.
    await handle.hangUp().catch(() => {})
    await handle.until('terminated', { timeout: 1_000 }).catch(() => {})
  }
}
