import type * as Jose from 'jose'
import type { Clock } from '../clock/clock.js'
import { permissionName } from '../domain/directory/permissions.js'
import type { Ids } from '../ids/ids.js'
import type { Caller } from './caller.js'
import type { RegisteredApplication, RegisteredUser } from './registrations.js'
import type { SigningKeys } from './signing-keys.js'
import { TokenRefusal } from './token-refusal.js'

/** What Graph takes as its own name. */
const audiences = [
  'https://graph.microsoft.com',
  'https://graph.microsoft.com/',
  '00000003-0000-0000-c000-000000000000'
]

/** Seconds; the classic value, and as little as clients take without renewing at once. */
export const accessTokenLifetime = 3_599

/** How many tokens are known by sight. */
const mostKnown = 1_000

interface Known {
  readonly authorization: string
  readonly caller: Caller
}

/** Graph's access tokens: issued for applications, verified once and then known by sight. */
export class AccessTokens {
  #keys: SigningKeys
  #clock: Clock
  #ids: Ids
  #strict: boolean
  #known = new Map<string, Known>()
  /** Most requests come with the same token as the one before, and comparing is cheaper than looking up. */
  #latest: Known | undefined

  /** @param auth Whether what a token grants is asked for. */
  constructor(keys: SigningKeys, clock: Clock, ids: Ids, auth: 'open' | 'strict') {
    this.#keys = keys
    this.#clock = clock
    this.#ids = ids
    this.#strict = auth === 'strict'
  }

  /** A token of an application, in the v1 format, which Graph always receives, whichever endpoint issued it. */
  issue(
    tenantId: string,
    application: RegisteredApplication,
    { audience, by }: { audience: string; by: 'secret' | 'certificate' }
  ): Promise<string> {
    return this.#keys.sign({
      ...this.#claims(tenantId, application, audience),
      appidacr: by === 'secret' ? '1' : '2',
      idtyp: 'app',
      oid: application.servicePrincipalId,
      sub: application.servicePrincipalId,
      roles: [...application.permissions]
    })
  }

  /** A token of an application on behalf of somebody. */
  issueFor(
    tenantId: string,
    application: RegisteredApplication,
    user: RegisteredUser,
    { audience, scopes }: { audience: string; scopes: readonly string[] }
  ): Promise<string> {
    return this.#keys.sign({
      ...this.#claims(tenantId, application, audience),
      appidacr: '0',
      idtyp: 'user',
      oid: user.id,
      sub: user.id,
      upn: user.userPrincipalName,
      unique_name: user.userPrincipalName,
      name: user.displayName,
      scp: scopes.join(' ')
    })
  }

  #claims(tenantId: string, { displayName, appId }: RegisteredApplication, audience: string) {
    const now = Math.floor(this.#clock.wallNow() / 1_000)
    const issuer = `https://sts.windows.net/${tenantId}/`
    return {
      aud: audience,
      iss: issuer,
      iat: now,
      nbf: now - 300,
      exp: now + accessTokenLifetime + 1,
      app_displayname: displayName,
      appid: appId,
      idp: issuer,
      tid: tenantId,
      uti: this.#ids.short(),
      ver: '1.0'
    }
  }

  /** The caller behind an `Authorization` header that was verified before and still holds. */
  recall(authorization: string | undefined): Caller | undefined {
    if (authorization === undefined) return undefined
    const known = this.#latest?.authorization === authorization ? this.#latest : this.#known.get(authorization)
    if (known === undefined || known.caller.expires <= this.#clock.wallNow()) return undefined
    this.#latest = known
    return known.caller
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
    const jose = await import('jose')
    const currentDate = new Date(this.#clock.wallNow())
    const { payload } = await this.#keys.verify(token, { audience: audiences, currentDate }).catch(refuseAs(jose))
    const { tid, appid, roles, scp, oid, idtyp, exp = 0 } = payload
    if (typeof tid !== 'string' || typeof appid !== 'string') {
      throw new TokenRefusal('tokenMalformed', "The claims 'tid' and 'appid' are required.")
    }
    const ofUser = idtyp === 'user'
    const permissions = ofUser ? String(scp ?? '').split(' ') : Array.isArray(roles) ? roles.map(String) : []
    const caller: Caller = {
      tenantId: tid,
      appId: appid,
      objectId: String(oid),
      ...(ofUser && { userId: String(oid) }),
      expires: exp * 1_000,
      permissions,
      ...this.#holding(permissions)
    }
    if (authorization !== undefined) this.#know({ authorization, caller })
    return caller
  }

  /** The same caller with what is granted by now; known by sight from here on. */
  regrant(authorization: string | undefined, caller: Caller, granted: readonly string[]): Caller {
    const renewed = { ...caller, ...this.#holding(granted) }
    if (authorization !== undefined) this.#know({ authorization, caller: renewed })
    return renewed
  }

  #holding(permissions: readonly string[]): Pick<Caller, 'granted' | 'holds'> {
    return { granted: this.#strict ? permissions : undefined, holds: new Set(permissions.map(permissionName)) }
  }

  /** Asked on every request, so a plain map; when it is full, all are verified once more. */
  #know(known: Known): void {
    if (this.#known.size >= mostKnown) this.#known.clear()
    this.#known.set(known.authorization, known)
    this.#latest = known
  }
}

function refuseAs({ errors }: typeof Jose): (error: unknown) => never {
  return error => {
    if (error instanceof errors.JWTExpired) throw new TokenRefusal('tokenExpired', 'Get a new one.')
    if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'aud') {
      throw new TokenRefusal('tokenAudience', `Ask for the scope ${audiences[1]}.default.`)
    }
    if (error instanceof errors.JWSSignatureVerificationFailed) {
      throw new TokenRefusal(
        'tokenSignature',
        "Only tokens of Ringback's own authority are valid here: POST /{tenant}/oauth2/v2.0/token."
      )
    }
    if (error instanceof errors.JOSEError) throw new TokenRefusal('tokenMalformed', error.message)
    throw error
  }
}
