import type { Clock } from '../clock/clock.js'
import type { AnswerFault } from '../faults/rules.js'

/**
 * Real milliseconds after which clients try again that were not told when. Source: RetryHandlerOptions of Microsoft's
 * Graph clients, 3 seconds before the first try.
 */
const usualWait = 3_000
/** How many real milliseconds later than that they may come. */
const leeway = 1_000
/** Nobody is waited for longer, in real milliseconds: a bot may well have given up. */
const longestWait = 30_000

/**
 * Clients that were sent away for a while because a rule said so. They wait in real time, which is nothing that an automatic
 * clock could see: what others expect of them would run out before they come back. So it stands still until they do.
 */
export class Comebacks {
  #awaited = new Map<string, () => void>()

  /** Whether nobody is waited for. */
  get none(): boolean {
    return this.#awaited.size === 0
  }

  /** Whoever asked this is expected to ask it again. */
  expect(asked: string, fault: AnswerFault, clock: Clock): void {
    const wait = waitAfter(fault)
    if (wait === undefined || clock.mode !== 'auto') return
    this.arrived(asked)
    const leave = clock.enter()
    const over = () => {
      clearTimeout(late)
      this.#awaited.delete(asked)
      leave()
    }
    const late = setTimeout(over, Math.min(longestWait, wait + leeway)).unref()
    this.#awaited.set(asked, over)
  }

  /** Somebody asks this: perhaps they have come back. */
  arrived(asked: string): void {
    this.#awaited.get(asked)?.()
  }
}

/** After how many real milliseconds a client tries again; never where it has nothing to gain by that. */
function waitAfter({ action, status, retryAfterSeconds }: AnswerFault): number | undefined {
  if (action === 'throttle') return retryAfterSeconds * 1_000
  if (action === 'reset' || (action === 'refuse' && (status >= 500 || status === 429))) return usualWait
  return undefined
}
