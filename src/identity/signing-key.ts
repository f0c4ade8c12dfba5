import { createHash, createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import type { JWK, JWTPayload } from 'jose'

/** A published key, with the certificate some bots insist on building theirs from. */
export type PublishedKey = JWK & { kid: string; x5t: string; x5c: string[] }

/** The RSA key that signs what Entra ID and the calling service sign. */
export class SigningKey {
  readonly published: PublishedKey
  readonly publicKey: KeyObject
  #privateKey: KeyObject

  /** @param pair Both as PEM. */
  constructor(pair: { readonly key: string; readonly certificate: string }) {
    const certificate = new X509Certificate(pair.certificate)
    const x5t = createHash('sha1').update(certificate.raw).digest('base64url')
    this.#privateKey = createPrivateKey(pair.key)
    this.publicKey = certificate.publicKey
    const { n, e } = certificate.publicKey.export({ format: 'jwk' })
    this.published = {
      kty: 'RSA',
      use: 'sig',
      alg: 'RS256',
      kid: x5t,
      x5t,
      n: String(n),
      e: String(e),
      x5c: [certificate.raw.toString('base64')]
    }
  }

  /**
   * Signs with RS256; the header names the key twice, as Microsoft's tokens do.
   *
   * @param more What else the header says.
   */
  async sign(claims: JWTPayload, more: object = {}): Promise<string> {
    const { SignJWT } = await import('jose')
    const { kid, x5t } = this.published
    return new SignJWT(claims)
      .setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid, x5t, ...more })
      .sign(this.#privateKey)
  }
}
