import { permissionName } from '../domain/directory/permissions.js'
import type { AccessTokens } from './access-tokens.js'
import type { Caller } from './caller.js'
import type { Registrations } from './registrations.js'
import { TokenRefusal } from './token-refusal.js'

/** Tells who asks: by sight where the token was seen before, else by verifying it. */
export class Authenticate {
  #tokens: AccessTokens
  #registrations: Registrations
  /** What was granted when a caller was looked at last; a change of it is a new list. */
  #grants = new WeakMap<Caller, readonly string[]>()

  constructor(tokens: AccessTokens, registrations: Registrations) {
    this.#tokens = tokens
    this.#registrations = registrations
  }

  /** Without waiting; undefined means {@link verify} has to be asked. */
  recall(authorization: string | undefined): Caller | undefined {
    const caller = this.#tokens.recall(authorization)
    return caller !== undefined && this.#knows(caller) ? this.#asGranted(authorization, caller) : undefined
  }

  async verify(authorization: string | undefined): Promise<Caller> {
    const caller = await this.#tokens.verify(authorization)
    if (this.#knows(caller)) return this.#asGranted(authorization, caller)
    throw new TokenRefusal('tokenTenant', `There is no tenant '${caller.tenantId}' here: see GET /_ringback/directory.`)
  }

  #knows({ tenantId }: Caller): boolean {
    return this.#registrations.tenant(tenantId) !== undefined
  }

  /**
   * What is granted or revoked acts at once, though the token still says otherwise: an application on its own holds what
   * it has been granted by now; on somebody's behalf, of what its token says as much as is still consented to.
   */
  #asGranted(authorization: string | undefined, caller: Caller): Caller {
    const { tenantId, appId, userId, permissions } = caller
    const now = this.#registrations.permissions(tenantId, appId, userId === undefined ? 'itself' : 'somebody')
    if (now === undefined || this.#grants.get(caller) === now) return caller
    const consented = new Set(now.map(permissionName))
    const still =
      userId === undefined ? now : permissions.filter(permission => consented.has(permissionName(permission)))
    const renewed = this.#tokens.regrant(authorization, caller, still)
    this.#grants.set(renewed, now)
    return renewed
  }
}
