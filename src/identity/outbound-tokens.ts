import { LRUCache } from 'lru-cache'
import type { Clock } from '../clock/clock.js'
import type { SigningKey } from './signing-key.js'

/** Seconds a callback token lives; about an hour on the wire. */
const lifetime = 3_600
/** Seconds before its end at which a token is replaced. */
const renewal = 300

interface Cached {
  readonly token: Promise<string>
  readonly renewAt: number
}

/**
 * The tokens on what the calling service posts to bots. Signing costs more than posting, so each pair of bot and
 * tenant has one token for most of its life.
 */
export class OutboundTokens {
  #key: SigningKey
  #clock: Clock
  #cached = new LRUCache<string, Cached>({ max: 1_000 })

  constructor(key: SigningKey, clock: Clock) {
    this.#key = key
    this.#clock = clock
  }

  for(appId: string, tenantId: string): Promise<string> {
    const now = Math.floor(this.#clock.wallNow() / 1_000)
    const name = `${tenantId}/${appId}`
    const cached = this.#cached.get(name)
    if (cached !== undefined && cached.renewAt > now) return cached.token
    const token = this.#key.sign({
      iss: 'https://api.botframework.com',
      aud: appId,
      tid: tenantId,
      iat: now,
      nbf: now - renewal,
      exp: now + lifetime
    })
    this.#cached.set(name, { token, renewAt: now + lifetime - renewal })
    return token
  }
}
