import type { JWTPayload } from 'jose'
import { LRUCache } from 'lru-cache'
import type { Clock } from '../clock/clock.js'
import type { SigningKeys } from './signing-keys.js'

interface Cached {
  readonly token: Promise<string>
  readonly renewAt: number
}

/** Tokens that are signed once and used for most of their life: signing costs more than posting. */
export class TokenCache {
  #keys: SigningKeys
  #clock: Clock
  #lifetime: number
  #renewal: number
  #cached = new LRUCache<string, Cached>({ max: 1_000 })

  /**
   * @param lifetime Seconds a token lives.
   * @param renewal Seconds before its end at which it is replaced.
   */
  constructor(keys: SigningKeys, clock: Clock, { lifetime, renewal }: { lifetime: number; renewal: number }) {
    this.#keys = keys
    this.#clock = clock
    this.#lifetime = lifetime
    this.#renewal = renewal
  }

  /** Seconds since 1970, on the wall. */
  now(): number {
    return Math.floor(this.#clock.wallNow() / 1_000)
  }

  /** The token of that name; signed if there is none yet, if it ends soon, or if there is a new key. */
  get(name: string, claims: (now: number) => JWTPayload): Promise<string> {
    const now = this.now()
    const key = `${this.#keys.current.published.kid}/${name}`
    const cached = this.#cached.get(key)
    if (cached !== undefined && cached.renewAt > now) return cached.token
    const token = this.#keys.sign(claims(now))
    this.#cached.set(key, { token, renewAt: now + this.#lifetime - this.#renewal })
    return token
  }
}
