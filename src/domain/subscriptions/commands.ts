import type { SubscribedResource } from './resource.js'
import type { EncryptionCertificate, LifecycleEvent, Subscription, SubscriptionOwner } from './subscription.js'

/** How the endpoints took the handshake; undefined when they have not been asked yet. */
export type HandshakeOutcome =
  | { ok: true }
  /** @property problem In Graph's words. */
  | { ok: false; problem: string }

interface OfOwner extends SubscriptionOwner {
  at: number
  subscriptionId: string
  /** When the token of the request ends, on the clock; only where subscriptions are bound to tokens. */
  authorizedUntil?: number | undefined
}

/** What a subscription is made of, as the client sent it and as it was understood. */
export interface WantedSubscription
  extends Omit<
    Subscription,
    'id' | 'about' | 'certificate' | 'createdAt' | 'creatorId' | 'authorizedUntil' | 'ended' | keyof SubscriptionOwner
  > {
  /** Undefined for what nobody can subscribe to. */
  readonly about: SubscribedResource | undefined
  /** What was made of the certificate that was sent; `unreadable` when it is none. */
  readonly certificate?: EncryptionCertificate | 'unreadable' | 'tooSmall' | undefined
  readonly encryptionCertificateId?: string | undefined
}

export interface CreateSubscription extends OfOwner {
  type: 'createSubscription'
  creatorId: string
  /** Permissions of the caller; undefined where nobody asks for them. */
  granted: readonly string[] | undefined
  version: 'v1.0' | 'beta'
  wanted: WantedSubscription
  /** Undefined while it is only asked whether everything else is right. */
  handshake: HandshakeOutcome | undefined
}

export interface UpdateSubscription extends OfOwner {
  type: 'updateSubscription'
  expiresAt?: number | undefined
  notificationUrl?: string | undefined
  certificate?: EncryptionCertificate | 'unreadable' | 'tooSmall' | undefined
  handshake: HandshakeOutcome | undefined
}

/** The caller's new token counts from now on. */
export interface ReauthorizeSubscription extends OfOwner {
  type: 'reauthorizeSubscription'
}

export interface DeleteSubscription extends OfOwner {
  type: 'deleteSubscription'
}

/** Somebody wants to see what the client makes of a lifecycle notification. */
export interface SendLifecycleEvent {
  type: 'sendLifecycleEvent'
  at: number
  subscriptionId: string
  lifecycleEvent: LifecycleEvent
}

/** Its time is over. */
export interface SubscriptionExpires {
  type: 'subscriptionExpires'
  at: number
  subscriptionId: string
}

/** The client is reminded. */
export interface ReauthorizationDue {
  type: 'reauthorizationDue'
  at: number
  subscriptionId: string
}

export type SubscriptionDeadline = SubscriptionExpires | ReauthorizationDue

export type SubscriptionCommand =
  | CreateSubscription
  | UpdateSubscription
  | ReauthorizeSubscription
  | DeleteSubscription
  | SendLifecycleEvent
  | SubscriptionDeadline

export type SubscriptionEvent =
  | {
      type:
        | 'subscriptionCreated'
        | 'subscriptionUpdated'
        | 'subscriptionReauthorized'
        | 'subscriptionDeleted'
        | 'subscriptionExpired'
      subscription: Subscription
    }
  | { type: 'lifecycleEventDue'; subscription: Subscription; lifecycleEvent: LifecycleEvent }
