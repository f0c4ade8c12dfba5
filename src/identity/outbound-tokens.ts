import type { Clock } from '../clock/clock.js'
import type { SigningKeys } from './signing-keys.js'
import { type CallbackClaims, type Spoiling, spoiltAuthorization } from './spoilt-tokens.js'
import { TokenCache } from './token-cache.js'

/** Seconds a callback token lives; about an hour on the wire. */
const lifetime = 3_600
/** Seconds before its end at which a token is replaced. */
const renewal = 300

/** The tokens on what the calling service posts to bots: one for each pair of bot and tenant. */
export class OutboundTokens {
  #keys: SigningKeys
  #cache: TokenCache

  constructor(keys: SigningKeys, clock: Clock) {
    this.#keys = keys
    this.#cache = new TokenCache(keys, clock, { lifetime, renewal })
  }

  for(appId: string, tenantId: string): Promise<string> {
    return this.#cache.get(`${tenantId}/${appId}`, now => claimsOf(appId, tenantId, now))
  }

  /** The header of a delivery: as it should be, or wrong in the way a test wants it. */
  async authorization(appId: string, tenantId: string, spoiling: Spoiling | undefined): Promise<string | undefined> {
    if (spoiling === undefined) return `Bearer ${await this.for(appId, tenantId)}`
    return spoiltAuthorization(spoiling, claimsOf(appId, tenantId, this.#cache.now()), this.#keys)
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
