import type { JWTPayload } from 'jose'
import type { SigningKeys } from './signing-keys.js'

/** What the token says that the calling service posts with. */
export interface CallbackClaims extends JWTPayload {
  iat: number
  nbf: number
  exp: number
}

/** What can be wrong with a token on what is posted to a bot; its verifier has to refuse each. */
export const spoilings = [
  'missing',
  'malformed',
  'expired',
  'wrongAudience',
  'wrongIssuer',
  'wrongSignature',
  'unknownKey',
  'expiredCertificate',
  'withoutTenant',
  'nested'
] as const

export type Spoiling = (typeof spoilings)[number]

const dayInSeconds = 86_400

/** An `Authorization` header that is wrong in one way; none at all when it is missing. */
export async function spoiltAuthorization(
  how: Spoiling,
  claims: CallbackClaims,
  keys: SigningKeys
): Promise<string | undefined> {
  const signed = (more: object = {}) => keys.sign({ ...claims, ...more })
  switch (how) {
    case 'missing':
      return undefined
    case 'malformed':
      return 'Bearer no.token'
    case 'expired': {
      const { iat, nbf, exp } = claims
      return `Bearer ${await signed({ iat: iat - dayInSeconds, nbf: nbf - dayInSeconds, exp: exp - dayInSeconds })}`
    }
    case 'wrongAudience':
      return `Bearer ${await signed({ aud: '00000000-0000-0000-0000-000000000000' })}`
    case 'wrongIssuer':
      return `Bearer ${await signed({ iss: 'https://somebody.example' })}`
    case 'withoutTenant':
      return `Bearer ${await signed({ tid: undefined })}`
    case 'nested':
      return `Bearer ${await keys.current.sign(claims, { cty: 'JWT' })}`
    case 'wrongSignature': {
      const [header, , signature] = (await signed()).split('.')
      const forged = Buffer.from(JSON.stringify({ ...claims, forged: true })).toString('base64url')
      return `Bearer ${header}.${forged}.${signature}`
    }
    case 'expiredCertificate':
      return `Bearer ${await (await keys.expired()).sign(claims)}`
    case 'unknownKey': {
      const { generateKeyPair, SignJWT } = await import('jose')
      const { privateKey } = await generateKeyPair('RS256')
      const header = { typ: 'JWT', alg: 'RS256', kid: 'unknown', x5t: 'unknown' }
      return `Bearer ${await new SignJWT({ ...claims }).setProtectedHeader(header).sign(privateKey)}`
    }
  }
}
