import { LRUCache } from 'lru-cache'
import type { Clock } from '../clock/clock.js'
import type { SigningKeys } from './signing-keys.js'

/** The fixed id of Microsoft Graph Change Tracking, which presents itself with these tokens. */
export const changeTracking = '0bf30f3b-4a52-48df-9a82-234910c4a086'

/** Seconds; about eight hours in the sample. */
const lifetime = 29_100
/** Seconds before its end at which a token is replaced. */
const renewal = 600

/**
 * The tokens on notifications with resource data, in the v1 form; one for each application and tenant, signed once in their
 * life. Source: https://learn.microsoft.com/graph/change-notifications-with-resource-data, "Validating the authenticity"
 */
export class ValidationTokens {
  #keys: SigningKeys
  #clock: Clock
  #cached = new LRUCache<string, { token: Promise<string>; renewAt: number }>({ max: 1_000 })

  constructor(keys: SigningKeys, clock: Clock) {
    this.#keys = keys
    this.#clock = clock
  }

  for(appId: string, tenantId: string): Promise<string> {
    const now = Math.floor(this.#clock.wallNow() / 1_000)
    const name = `${this.#keys.current.published.kid}/${tenantId}/${appId}`
    const cached = this.#cached.get(name)
    if (cached !== undefined && cached.renewAt > now) return cached.token
    const issuer = `https://sts.windows.net/${tenantId}/`
    const token = this.#keys.sign({
      aud: appId,
      iss: issuer,
      idp: issuer,
      iat: now,
      nbf: now - 300,
      exp: now + lifetime,
      appid: changeTracking,
      appidacr: '2',
      tid: tenantId,
      ver: '1.0'
    })
    this.#cached.set(name, { token, renewAt: now + lifetime - renewal })
    return token
  }
}
