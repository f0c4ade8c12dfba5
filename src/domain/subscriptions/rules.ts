import { Refusal } from '../refusals.js'
import { clockSkew, shortestLife, subscribable } from './limits.js'
import type { SubscribedResource } from './resource.js'
import type { EncryptionCertificate } from './subscription.js'

/** When it ends: not too soon, which is mended, and not too late, which is refused. */
export function expiryOf(
  { expiresAt, about }: { expiresAt: number; about: SubscribedResource },
  at: number,
  operation: 'Create' | 'Update'
): number {
  const { longestLife, lifecycleNeeded } = subscribable(about)
  if (expiresAt - at < shortestLife) return at + shortestLife
  if (expiresAt - at <= longestLife + clockSkew) return expiresAt
  if (!lifecycleNeeded) {
    throw new Refusal(
      'subscriptionInvalid',
      `Subscription expiration can only be ${longestLife / 60_000} minutes in the future.`
    )
  }
  const days = longestLife / 86_400_000
  throw new Refusal(
    'subscriptionRefused',
    `Operation: ${operation}; Exception: [Status Code: BadRequest; Reason: Expiration time '${new Date(expiresAt).toISOString()}' is beyond allowed max '${days}.00:00:00'.]`
  )
}

/** A certificate that can be used, or the refusal of one that cannot. */
export function refuseCertificate(
  certificate: EncryptionCertificate | 'unreadable' | 'tooSmall'
): EncryptionCertificate {
  if (certificate === 'unreadable') {
    throw new Refusal(
      'subscriptionInvalid',
      "Certificate validation error: Cannot find the requested object. 'encryptionCertificate' must be the base64 of an X.509 certificate with an RSA key."
    )
  }
  if (certificate === 'tooSmall') {
    throw new Refusal('subscriptionInvalid', 'Certificate validation error: its RSA key must have 2048 to 4096 bits.')
  }
  return certificate
}
