import type { Clock } from '../clock/clock.js'
import type { SigningKeys } from './signing-keys.js'
import { TokenCache } from './token-cache.js'

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
  #cache: TokenCache

  constructor(keys: SigningKeys, clock: Clock) {
    this.#keys = keys
    this.#cache = new TokenCache(keys, clock, { lifetime, renewal })
  }

  for(appId: string, tenantId: string): Promise<string> {
    return this.#cache.get(`${tenantId}/${appId}`, now => claimsOf(appId, tenantId, now))
  }

  /** The token of a notification, or one that is wrong in the way a fault wants it. */
  async under(fault: string | undefined, appId: string, tenantId: string): Promise<string> {
    switch (fault) {
      case 'wrongToken':
        return this.for('00000000-0000-0000-0000-000000000000', tenantId)
      case 'expiredCertificate': {
        const key = await this.#keys.expired()
        return key.sign(claimsOf(appId, tenantId, this.#cache.now()))
      }
      default:
        return this.for(appId, tenantId)
    }
  }
}

function claimsOf(appId: string, tenantId: string, now: number) {
  const issuer = `https://sts.windows.net/${tenantId}/`
  return {
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
  }
}
