import type { AccessTokens } from './access-tokens.js'
import type { Caller } from './caller.js'
import type { Registrations } from './registrations.js'
import { TokenRefusal } from './token-refusal.js'

/** Tells who asks: by sight where the token was seen before, else by verifying it. */
export class Authenticate {
  #tokens: AccessTokens
  #registrations: Registrations

  constructor(tokens: AccessTokens, registrations: Registrations) {
    this.#tokens = tokens
    this.#registrations = registrations
  }

  /** Without waiting; undefined means {@link verify} has to be asked. */
  recall(authorization: string | undefined): Caller | undefined {
    const caller = this.#tokens.recall(authorization)
    return caller !== undefined && this.#knows(caller) ? caller : undefined
  }

  async verify(authorization: string | undefined): Promise<Caller> {
    const caller = await this.#tokens.verify(authorization)
    if (this.#knows(caller)) return caller
    throw new TokenRefusal('tokenTenant', `There is no tenant '${caller.tenantId}' here: see GET /_ringback/directory.`)
  }

  #knows({ tenantId }: Caller): boolean {
    return this.#registrations.tenant(tenantId) !== undefined
  }
}
