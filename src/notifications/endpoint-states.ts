/**
 * How an endpoint is doing: `slow`, it is told everything ten minutes late; `drop`, it is told nothing for ten minutes;
 * `probe`, what it is told next decides.
 * Source: https://learn.microsoft.com/graph/change-notifications-delivery-webhooks, "Throttling"
 */
export type EndpointState = 'ok' | 'slow' | 'drop' | 'probe'

/** For how long answers are counted together, and for how long a state lasts, in milliseconds. */
export const stateLasts = 10 * 60_000

/** Which part of the answers may be slow, and which may take longer still. */
const mostSlow = 0.1
const mostStuck = 0.15

export interface EndpointTimes {
  /** Longer than this is slow, in real milliseconds. */
  readonly slowMs: number
  /** Longer than this is no answer. */
  readonly stuckMs: number
}

interface Counted {
  windowEnds: number
  total: number
  slow: number
  stuck: number
  state: EndpointState
  /** Until when the state lasts. */
  until: number
}

/** The states of all endpoints, by address without query. */
export class EndpointStates {
  #times: EndpointTimes
  #endpoints = new Map<string, Counted>()

  constructor(times: EndpointTimes) {
    this.#times = times
  }

  /** @param now Milliseconds since 1970, on the clock. */
  stateOf(url: string, now: number): EndpointState {
    const counted = this.#endpoints.get(addressOf(url))
    if (counted === undefined) return 'ok'
    if (now < counted.until) return counted.state
    return counted.state === 'drop' || counted.state === 'probe' ? 'probe' : 'ok'
  }

  /** Takes in how long an endpoint took to answer, or not to, in real milliseconds. */
  answered(url: string, now: number, elapsedMs: number): void {
    const address = addressOf(url)
    const counted = this.#windowOf(address, now)
    counted.total++
    if (elapsedMs >= this.#times.slowMs) counted.slow++
    if (elapsedMs >= this.#times.stuckMs) counted.stuck++
    if (counted.stuck / counted.total > mostStuck) Object.assign(counted, { state: 'drop', until: now + stateLasts })
    else if (counted.slow / counted.total > mostSlow) Object.assign(counted, { state: 'slow', until: now + stateLasts })
    else if (now >= counted.until) counted.state = 'ok'
  }

  #windowOf(address: string, now: number): Counted {
    const existing = this.#endpoints.get(address)
    if (existing !== undefined && now < existing.windowEnds) return existing
    const { state = 'ok', until = 0 } = existing ?? {}
    const counted: Counted = { windowEnds: now + stateLasts, total: 0, slow: 0, stuck: 0, state, until }
    this.#endpoints.set(address, counted)
    return counted
  }

  reset(): void {
    this.#endpoints.clear()
  }
}

function addressOf(url: string): string {
  return url.split('?')[0] ?? url
}
