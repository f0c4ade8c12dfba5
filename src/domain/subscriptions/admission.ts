import { Refusal } from '../refusals.js'
import type { CreateSubscription } from './commands.js'
import { lifeWithoutLifecycle, type Subscribable, subscribable } from './limits.js'
import type { SubscribedResource } from './resource.js'
import { expiryOf, refuseCertificate } from './rules.js'
import type { EncryptionCertificate, Subscription } from './subscription.js'

/**
 * The subscription that somebody wants, or the refusal of what is wrong with it in itself. The order is a guess; no client
 * may depend on it.
 */
export function admitted({ subscriptionId: id, at, version, wanted, ...asked }: CreateSubscription): Subscription {
  const { appId, userId, creatorId, authorizedUntil } = asked
  const { about, encryptionCertificateId: _id, certificate: _sent, ...told } = wanted
  const possible = supported(about, version)
  const expiresAt = expiryOf({ expiresAt: wanted.expiresAt, about: possible }, at, 'Create')
  const rules = subscribable(possible)
  refuseWithoutLifecycle(wanted.lifecycleNotificationUrl, expiresAt - at, rules)
  const certificate = certificateOf(wanted, rules)
  refuseChangeTypes(wanted, rules)
  const owner = { appId, userId, creatorId, authorizedUntil }
  return { id, ...told, about: possible, createdAt: at, expiresAt, certificate, ...owner }
}

function supported(about: SubscribedResource | undefined, version: 'v1.0' | 'beta'): SubscribedResource {
  if (about !== undefined && (version === 'beta' || !subscribable(about).betaOnly)) return about
  const why = about === undefined ? 'Unsupported workload.' : 'Unsupported workload. On beta it is one.'
  throw new Refusal('subscriptionRefused', `Operation: Create; Exception: [Status Code: BadRequest; Reason: ${why}]`)
}

function refuseWithoutLifecycle(url: string | undefined, life: number, { lifecycleNeeded }: Subscribable): void {
  if (!lifecycleNeeded || url !== undefined || life <= lifeWithoutLifecycle) return
  throw new Refusal(
    'subscriptionInvalid',
    'lifecycleNotificationUrl is required for subscription creation on this resource when the expirationDateTime value exceeds 1 hour.'
  )
}

function certificateOf(
  { includeResourceData, certificate, encryptionCertificateId, resource }: CreateSubscription['wanted'],
  { rich }: Subscribable
): EncryptionCertificate | undefined {
  if (!includeResourceData) return certificate === undefined ? undefined : refuseCertificate(certificate)
  if (!rich) {
    throw new Refusal('subscriptionInvalid', `'includeResourceData' is not supported for '${resource}'.`)
  }
  if (certificate === undefined || encryptionCertificateId === undefined) {
    const missing = certificate === undefined ? 'encryptionCertificate' : 'encryptionCertificateId'
    throw new Refusal('subscriptionInvalid', `'${missing}' is required when 'includeResourceData' is true.`)
  }
  return refuseCertificate(certificate)
}

function refuseChangeTypes({ changeTypes, resource }: CreateSubscription['wanted'], rules: Subscribable): void {
  const wrong = changeTypes.find(changeType => !rules.changeTypes.includes(changeType))
  if (wrong === undefined) return
  throw new Refusal(
    'subscriptionInvalid',
    `'changeType' '${wrong}' is not supported for '${resource}': it takes ${rules.changeTypes.join(', ')}.`
  )
}
