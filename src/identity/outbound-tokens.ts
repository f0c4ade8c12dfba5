import type { JWTPayload } from 'jose'
import { LRUCache } from 'lru-cache'
import type { Clock } from '../clock/clock.js'
import type { SigningKeys } from './signing-keys.js'
import { type Spoiling, spoiltAuthorization } from './spoilt-tokens.js'

/** Seconds a callback token lives; about an hour on the wire. */
const lifetime = 3_600
/** Seconds before its end at which a token is replaced. */
const renewal = 300

/** What such a token says. */
export interface CallbackClaims extends JWTPayload {
  iat: number
  nbf: number
  exp: number
}

interface Cached {
  readonly token: Promise<string>
  readonly renewAt: number
}

/**
 * The tokens on what the calling service posts to bots. Signing costs more than posting, so each pair of bot and
 * tenant has one token for most of its life.
 */
export class OutboundTokens {
  #keys: SigningKeys
  #clock: Clock
  #cached = new LRUCache<string, Cached>({ max: 1_000 })

  constructor(keys: SigningKeys, clock: Clock) {
    this.#keys = keys
    this.#clock = clock
  }

  for(appId: string, tenantId: string): Promise<string> {
    const now = Math.floor(this.#clock.wallNow() / 1_000)
    const name = `${this.#keys.current.published.kid}/${tenantId}/${appId}`
    const cached = this.#cached.get(name)
    if (cached !== undefined && cached.renewAt > now) return cached.token
    const token = this.#keys.sign(claimsOf(appId, tenantId, now))
    this.#cached.set(name, { token, renewAt: now + lifetime - renewal })
    return token
  }

  /** The header of a delivery: as it should be, or wrong in the way a test wants it. */
  async authorization(appId: string, tenantId: string, spoiling: Spoiling | undefined): Promise<string | undefined> {
    if (spoiling === undefined) return `Bearer ${await this.for(appId, tenantId)}`
    const now = Math.floor(this.#clock.wallNow() / 1_000)
    return spoiltAuthorization(spoiling, claimsOf(appId, tenantId, now), this.#keys)
  }
}

function claimsOf(appId: string, tenantId: string, now: number): CallbackClaims {
  return {
    iss: 'https://api.botframework.com',
    aud: appId,
    tid: tenantId,
    iat: now,
    nbf: now - renewal,
    exp: now + lifetime
  }
}
