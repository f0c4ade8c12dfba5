import type { SubscribedResource } from './resource.js'

export const changeTypes = ['created', 'updated', 'deleted'] as const
export type ChangeType = (typeof changeTypes)[number]

export const lifecycleEvents = ['reauthorizationRequired', 'subscriptionRemoved', 'missed'] as const
export type LifecycleEvent = (typeof lifecycleEvents)[number]

/** With what resource data is encrypted. */
export interface EncryptionCertificate {
  /** Chosen by the application, told in each notification. */
  readonly id: string
  /** The certificate in PEM. */
  readonly pem: string
  /** SHA-1 over its DER, in capitals. */
  readonly thumbprint: string
}

/** Whose a subscription is: an application's own, or one it holds on somebody's behalf. */
export interface SubscriptionOwner {
  readonly appId: string
  readonly userId?: string | undefined
}

/** A standing request to be told of changes. Source: https://learn.microsoft.com/graph/api/resources/subscription */
export interface Subscription extends SubscriptionOwner {
  readonly id: string
  /** As it was sent, and as it is told again. */
  readonly resource: string
  readonly about: SubscribedResource
  /** As it was sent. */
  readonly changeType: string
  readonly changeTypes: readonly ChangeType[]
  readonly notificationUrl: string
  readonly lifecycleNotificationUrl?: string | undefined
  /** Milliseconds since 1970, as the next. */
  readonly createdAt: number
  readonly expiresAt: number
  readonly clientState?: string | undefined
  readonly includeResourceData?: boolean | undefined
  readonly certificate?: EncryptionCertificate | undefined
  readonly latestSupportedTlsVersion?: string | undefined
  readonly notificationQueryOptions?: string | undefined
  readonly notificationUrlAppId?: string | undefined
  readonly creatorId: string
  /** When the token it was made or renewed with ends, on the clock; only where subscriptions are bound to tokens. */
  readonly authorizedUntil?: number | undefined
  /** Whether whoever made it knows members of enumerations that were added later. */
  readonly knowsNewMembers?: boolean | undefined
  /** Set once it is over. */
  readonly ended?: boolean | undefined
}

/** All of an application, whoever it holds them for. */
export function applicationClaim(appId: string): string {
  return `application ${appId}`
}

/** All that were made on behalf of somebody, whichever application holds them. */
export function userClaim(userId: string): string {
  return `user ${userId}`
}

/** Under which a subscription is counted, so that duplicates and quotas are found without looking at the others. */
export function ownerClaim({ appId, userId }: SubscriptionOwner): string {
  return `owner ${appId} ${userId ?? ''}`
}
