import { errors as joseErrors, jwtVerify } from 'jose'
import { LRUCache } from 'lru-cache'
import type { Clock } from '../clock/clock.js'
import type { Ids } from '../ids/ids.js'
import type { Caller } from './caller.js'
import type { RegisteredApplication } from './registrations.js'
import type { SigningKey } from './signing-key.js'
import { TokenRefusal } from './token-refusal.js'

/** What Graph takes as its own name. */
const audiences = [
  'https://graph.microsoft.com',
  'https://graph.microsoft.com/',
  '00000003-0000-0000-c000-000000000000'
]

/** Seconds; the classic value, and as little as clients take without renewing at once. */
export const accessTokenLifetime = 3_599

interface Known {
  readonly caller: Caller
  /** Milliseconds since 1970, on the wall. */
  readonly expires: number
}

/** Graph's access tokens: issued for applications, verified once and then known by sight. */
export class AccessTokens {
  #key: SigningKey
  #clock: Clock
  #ids: Ids
  #known = new LRUCache<string, Known>({ max: 1_000 })

  constructor(key: SigningKey, clock: Clock, ids: Ids) {
    this.#key = key
    this.#clock = clock
    this.#ids = ids
  }

  /** A token in the v1 format, which Graph always receives, whichever endpoint issued it. */
  issue(tenantId: string, application: RegisteredApplication, audience: string): Promise<string> {
    const now = Math.floor(this.#clock.wallNow() / 1_000)
    const issuer = `https://sts.windows.net/${tenantId}/`
    return this.#key.sign({
      aud: audience,
      iss: issuer,
      iat: now,
      nbf: now - 300,
      exp: now + accessTokenLifetime + 1,
      app_displayname: application.displayName,
      appid: application.appId,
      appidacr: '1',
      idp: issuer,
      idtyp: 'app',
      oid: application.servicePrincipalId,
      sub: application.servicePrincipalId,
      roles: [...application.permissions],
      tid: tenantId,
      uti: this.#ids.short(),
      ver: '1.0'
    })
  }

  /** The caller behind an `Authorization` header that was verified before and still holds. */
  recall(authorization: string | undefined): Caller | undefined {
    if (authorization === undefined) return undefined
    const known = this.#known.get(authorization)
    return known !== undefined && known.expires > this.#clock.wallNow() ? known.caller : undefined
  }

  /** Verifies an `Authorization` header, or refuses it with the reason Graph would give. */
  async verify(authorization: string | undefined): Promise<Caller> {
    const [scheme = '', token = ''] = (authorization ?? '').split(' ')
    if (scheme.toLowerCase() !== 'bearer' || token === '') {
      throw new TokenRefusal(
        'tokenMissing',
        "Send 'Authorization: Bearer …' with a token of POST /{tenant}/oauth2/v2.0/token."
      )
    }
    const { payload } = await jwtVerify(token, this.#key.publicKey, {
      algorithms: ['RS256'],
      audience: audiences,
      currentDate: new Date(this.#clock.wallNow())
    }).catch(refuse)
    const { tid, appid, roles, exp = 0 } = payload
    if (typeof tid !== 'string' || typeof appid !== 'string') {
      throw new TokenRefusal('tokenMalformed', "The claims 'tid' and 'appid' are required.")
    }
    const caller: Caller = { tenantId: tid, appId: appid, roles: Array.isArray(roles) ? roles.map(String) : [] }
    if (authorization !== undefined) this.#known.set(authorization, { caller, expires: exp * 1_000 })
    return caller
  }
}

function refuse(error: unknown): never {
  if (error instanceof joseErrors.JWTExpired) throw new TokenRefusal('tokenExpired', 'Get a new one.')
  if (error instanceof joseErrors.JWTClaimValidationFailed && error.claim === 'aud') {
    throw new TokenRefusal('tokenAudience', `Ask for the scope ${audiences[1]}.default.`)
  }
  if (error instanceof joseErrors.JWSSignatureVerificationFailed) {
    throw new TokenRefusal(
      'tokenSignature',
      "Only tokens of Ringback's own authority are valid here: POST /{tenant}/oauth2/v2.0/token."
    )
  }
  if (error instanceof joseErrors.JOSEError) throw new TokenRefusal('tokenMalformed', error.message)
  throw error
}
