import type { JWTPayload, JWTVerifyOptions, JWTVerifyResult } from 'jose'
import type { PublishedKey, SigningKey } from './signing-key.js'

/** Makes one more key; its certificate may have ended already. */
export type MakeKey = (options: { expired: boolean }) => Promise<SigningKey>

/**
 * What signs everything that Entra ID and the calling service sign: the current key, and those before it, which stay
 * published so that what they signed keeps its worth.
 */
export class SigningKeys {
  #current: SigningKey
  #earlier: SigningKey[] = []
  #expired: Promise<SigningKey> | undefined
  #make: MakeKey

  constructor(current: SigningKey, make: MakeKey) {
    this.#current = current
    this.#make = make
  }

  get current(): SigningKey {
    return this.#current
  }

  /** The key set, newest first. */
  get published(): PublishedKey[] {
    return [this.#current, ...this.#earlier].map(({ published }) => published)
  }

  sign(claims: JWTPayload): Promise<string> {
    return this.#current.sign(claims)
  }

  /** Verifies a token of ours, whichever key signed it. Throws what jose throws. */
  async verify(token: string, options: JWTVerifyOptions): Promise<JWTVerifyResult> {
    const { jwtVerify } = await import('jose')
    const keys = [this.#current, ...this.#earlier]
    const named = (kid: string | undefined) => keys.find(({ published }) => published.kid === kid) ?? this.#current
    return jwtVerify(token, ({ kid }) => named(kid).publicKey, { algorithms: ['RS256'], ...options })
  }

  /** Signs with a new key from now on, as the real services do every few weeks, unannounced. */
  async rotate(): Promise<void> {
    const key = await this.#make({ expired: false })
    this.#earlier.unshift(this.#current)
    this.#current = key
  }

  /** A published key whose certificate has ended: a verifier that looks at certificates has to refuse it. */
  async expired(): Promise<SigningKey> {
    this.#expired ??= this.#make({ expired: true })
    const key = await this.#expired
    if (!this.#earlier.includes(key)) this.#earlier.push(key)
    return key
  }
}
