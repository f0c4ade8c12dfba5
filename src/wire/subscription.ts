import { z } from 'zod'
import { changeTypes, type Subscription } from '../domain/subscriptions/subscription.js'
import { closedType, moment, optional } from './graph-type.js'

const url = z.string().refine(isWebhook, 'must use https; http only on this machine, and Event Hubs are not emulated.')

/** Plain http is for a developer's own machine. */
function isWebhook(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname } = new URL(text)
  return protocol === 'https:' || (protocol === 'http:' && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname))
}

const changeType = z
  .string()
  .min(1)
  .refine(
    text => typesIn(text).every(type => changeTypes.some(known => known === type)),
    `must be some of ${changeTypes.join(', ')}, with commas between them.`
  )

function typesIn(text: string): string[] {
  return text.split(',').map(type => type.trim().toLowerCase())
}

/** The change types of a `changeType` that was read. */
export function changeTypesOf(text: string): (typeof changeTypes)[number][] {
  return changeTypes.filter(known => typesIn(text).includes(known))
}

const certificate = {
  encryptionCertificate: optional(z.string()),
  encryptionCertificateId: optional(z.string().max(128))
}

/** Source: https://learn.microsoft.com/graph/api/subscription-post-subscriptions */
export const subscriptionIn = closedType('microsoft.graph.subscription', {
  changeType,
  notificationUrl: url,
  lifecycleNotificationUrl: optional(url),
  resource: z.string().min(1),
  expirationDateTime: moment,
  clientState: optional(z.string().max(128)),
  includeResourceData: optional(z.boolean()),
  ...certificate,
  latestSupportedTlsVersion: optional(z.enum(['v1_0', 'v1_1', 'v1_2', 'v1_3'])),
  notificationQueryOptions: optional(z.string()),
  notificationUrlAppId: optional(z.string()),
  notificationContentType: optional(z.string()),
  // What the service assigns is read and left.
  id: z.unknown().optional(),
  applicationId: z.unknown().optional(),
  creatorId: z.unknown().optional()
})

/** Source: https://learn.microsoft.com/graph/api/subscription-update */
export const changedSubscriptionIn = closedType('microsoft.graph.subscription', {
  expirationDateTime: optional(moment),
  notificationUrl: optional(url),
  ...certificate
})

export const subscriptionOut = z
  .object({
    '@odata.context': z.string().optional(),
    id: z.string(),
    resource: z.string(),
    applicationId: z.string(),
    changeType: z.string(),
    clientState: z.string().nullable(),
    notificationUrl: z.string(),
    notificationQueryOptions: z.string().nullable(),
    lifecycleNotificationUrl: z.string().nullable(),
    expirationDateTime: z.string(),
    creatorId: z.string(),
    includeResourceData: z.boolean().nullable(),
    latestSupportedTlsVersion: z.string(),
    encryptionCertificate: z.string().nullable(),
    encryptionCertificateId: z.string().nullable(),
    notificationUrlAppId: z.string().nullable()
  })
  .meta({ id: 'microsoft.graph.subscription' })

export type SubscriptionWire = z.input<typeof subscriptionOut>

export function subscriptionToWire(subscription: Subscription): SubscriptionWire {
  return {
    id: subscription.id,
    resource: subscription.resource,
    applicationId: subscription.appId,
    changeType: subscription.changeType,
    clientState: subscription.clientState ?? null,
    notificationUrl: subscription.notificationUrl,
    notificationQueryOptions: subscription.notificationQueryOptions ?? null,
    lifecycleNotificationUrl: subscription.lifecycleNotificationUrl ?? null,
    expirationDateTime: new Date(subscription.expiresAt).toISOString(),
    creatorId: subscription.creatorId,
    includeResourceData: subscription.includeResourceData ?? null,
    latestSupportedTlsVersion: subscription.latestSupportedTlsVersion ?? 'v1_2',
    // Never told again, as in the samples.
    encryptionCertificate: null,
    encryptionCertificateId: subscription.certificate?.id ?? null,
    notificationUrlAppId: subscription.notificationUrlAppId ?? null
  }
}

/** In a list nothing secret is told. */
export function listedSubscriptionToWire(subscription: Subscription): SubscriptionWire {
  return { ...subscriptionToWire(subscription), clientState: null }
}
