/** Why a bearer token is not taken. Status, code and wording are in `http/errors.ts`. */
export type TokenRefusalReason =
  | 'tokenMissing'
  | 'tokenMalformed'
  | 'tokenExpired'
  | 'tokenAudience'
  | 'tokenSignature'
  | 'tokenTenant'

/** The authority's no to a bearer token. */
export class TokenRefusal extends Error {
  readonly reason: TokenRefusalReason

  constructor(reason: TokenRefusalReason, detail: string) {
    super(detail)
    this.reason = reason
  }
}
