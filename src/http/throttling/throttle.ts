import type { Clock } from '../../clock/clock.js'
import type { Caller } from '../../identity/caller.js'
import { RequestRefusal } from '../request-refusal.js'
import { concurrentCalls, type ThrottlingLimit, throttlingLimits } from './limits.js'

interface Window {
  /** When it is over, on the clock. */
  readonly ends: number
  count: number
}

/** What somebody wants of a limit: on as documented, on with other numbers, off. */
export type ThrottlingWish = boolean | { readonly requests: number; readonly windowSeconds?: number | undefined }

/** How many windows are kept before those that are over are looked for. */
const windowsKept = 10_000

/** Counts requests, where that was asked for, and refuses those beyond a limit, as Graph does. */
export class Throttle {
  #clockOf: (tenantId: string) => Clock
  /** How many calls an application has. */
  #callsOf: (caller: Caller) => number
  /** Those that are on, with the numbers somebody may have given them. */
  #active: readonly ThrottlingLimit[] = []
  #mostCalls: number | undefined
  #windows = new Map<string, Window>()

  constructor(clockOf: (tenantId: string) => Clock, callsOf: (caller: Caller) => number) {
    this.#clockOf = clockOf
    this.#callsOf = callsOf
  }

  /** Names of all limits there are. */
  static get names(): string[] {
    return [...throttlingLimits.map(({ name }) => name), concurrentCalls.name]
  }

  /** Whether any limit is on; when not, there is nothing to ask. */
  get active(): boolean {
    return this.#active.length > 0 || this.#mostCalls !== undefined
  }

  /** The limits as they are: each with its numbers, and whether it is on. */
  describe(): { name: string; requests: number; windowSeconds?: number; on: boolean }[] {
    return [
      ...throttlingLimits.map(limit => {
        const active = this.#active.find(({ name }) => name === limit.name)
        const { name, requests, windowSeconds } = active ?? limit
        return { name, requests, windowSeconds, on: active !== undefined }
      }),
      {
        name: concurrentCalls.name,
        requests: this.#mostCalls ?? concurrentCalls.calls,
        on: this.#mostCalls !== undefined
      }
    ]
  }

  /** Switches limits on and off; those that are not named stay as they are. Counting begins anew. */
  change(wishes: Readonly<Record<string, ThrottlingWish | undefined>>): void {
    this.#active = throttlingLimits.flatMap(limit => {
      const wish = wishes[limit.name] ?? this.#active.find(({ name }) => name === limit.name) ?? false
      if (wish === false) return []
      if (wish === true) return [limit]
      return [{ ...limit, requests: wish.requests, windowSeconds: wish.windowSeconds ?? limit.windowSeconds }]
    })
    const wish = wishes[concurrentCalls.name]
    if (wish !== undefined) this.#mostCalls = callsWished(wish)
    this.#windows.clear()
  }

  /**
   * Counts a request; gives the refusal when it is one too many.
   *
   * @param operation Method and canonical path below the version.
   */
  count(operation: string, caller: Caller): RequestRefusal | undefined {
    for (const limit of this.#active) {
      const refusal = limit.counts.test(operation) ? this.#countBy(limit, operation, caller) : undefined
      if (refusal !== undefined) return refusal
    }
    if (this.#mostCalls === undefined || !/^POST \/communications\/calls\/?$/i.test(operation)) return undefined
    if (this.#callsOf(caller) < this.#mostCalls) return undefined
    return throttled(`The application has ${this.#mostCalls} calls at once ('${concurrentCalls.name}').`, 10)
  }

  #countBy(
    { name, scope, requests, windowSeconds }: ThrottlingLimit,
    operation: string,
    { appId, tenantId }: Caller
  ): RequestRefusal | undefined {
    const counted = {
      application: appId,
      applicationInTenant: `${appId}/${tenantId}`,
      tenant: tenantId,
      record: `${appId}/${tenantId}/${operation}`
    }
    const key = `${name} ${counted[scope]}`
    const now = this.#clockOf(tenantId).now()
    const window = this.#windowOf(key, now, windowSeconds)
    if (++window.count <= requests) return undefined
    const after = Math.max(1, Math.ceil((window.ends - now) / 1_000))
    return throttled(`More than ${requests} requests in ${windowSeconds} s ('${name}').`, after)
  }

  #windowOf(key: string, now: number, seconds: number): Window {
    const existing = this.#windows.get(key)
    if (existing !== undefined && existing.ends > now) return existing
    if (this.#windows.size >= windowsKept) this.#forgetOver(now)
    const window = { ends: now + seconds * 1_000, count: 0 }
    this.#windows.set(key, window)
    return window
  }

  #forgetOver(now: number): void {
    for (const [key, { ends }] of this.#windows) if (ends <= now) this.#windows.delete(key)
  }
}

function throttled(detail: string, retryAfterSeconds: number): RequestRefusal {
  return new RequestRefusal('throttled', detail, undefined, retryAfterSeconds)
}

function callsWished(wish: ThrottlingWish): number | undefined {
  if (typeof wish === 'object') return wish.requests
  return wish ? concurrentCalls.calls : undefined
}
