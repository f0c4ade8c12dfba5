import {
  constants,
  createCipheriv,
  createHmac,
  type KeyObject,
  publicEncrypt,
  randomBytes,
  X509Certificate
} from 'node:crypto'
import type { EncryptionCertificate } from '../domain/subscriptions/subscription.js'
import type { EncryptedContent } from '../wire/change-notification.js'

/** Keys are read out of certificates once. */
const keys = new WeakMap<EncryptionCertificate, KeyObject>()

/**
 * Resource data for the holder of a certificate's private key: AES-256-CBC under a fresh key, its beginning as the
 * initialisation vector; that key under RSA-OAEP with SHA-1; HMAC-SHA256 over the cipher text.
 * Source: https://learn.microsoft.com/graph/change-notifications-with-resource-data
 */
export function encrypted(content: object, certificate: EncryptionCertificate): EncryptedContent {
  const key = randomBytes(32)
  const { data, dataSignature } = sealed(JSON.stringify(content), key)
  return {
    data,
    dataSignature,
    dataKey: publicEncrypt(
      { key: publicKeyOf(certificate), padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' },
      key
    ).toString('base64'),
    encryptionCertificateId: certificate.id,
    encryptionCertificateThumbprint: certificate.thumbprint
  }
}

/** The symmetric half. */
export function sealed(text: string, key: Buffer): { data: string; dataSignature: string } {
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16))
  const data = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return { data: data.toString('base64'), dataSignature: createHmac('sha256', key).update(data).digest('base64') }
}

/** What was sent as `encryptionCertificate`: the base64 of DER, or of PEM text, or PEM itself. */
export function readCertificate(text: string, id: string): EncryptionCertificate | 'unreadable' | 'tooSmall' {
  try {
    const bytes = text.includes('-----BEGIN') ? text : Buffer.from(text, 'base64')
    const certificate = new X509Certificate(bytes)
    const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey
    const bits = asymmetricKeyDetails?.modulusLength ?? 0
    if (asymmetricKeyType !== 'rsa') return 'unreadable'
    if (bits < 2_048 || bits > 4_096) return 'tooSmall'
    return { id, pem: certificate.toString(), thumbprint: certificate.fingerprint.replaceAll(':', '') }
  } catch {
    return 'unreadable'
  }
}

function publicKeyOf(certificate: EncryptionCertificate): KeyObject {
  const known = keys.get(certificate) ?? new X509Certificate(certificate.pem).publicKey
  keys.set(certificate, known)
  return known
}
