import { z } from 'zod'
import { changeTypes, lifecycleEvents } from '../domain/subscriptions/subscription.js'

export const encryptedContentOut = z.object({
  data: z.string(),
  dataSignature: z.string(),
  dataKey: z.string(),
  encryptionCertificateId: z.string(),
  encryptionCertificateThumbprint: z.string()
})

export type EncryptedContent = z.input<typeof encryptedContentOut>

/** Source: https://learn.microsoft.com/graph/api/resources/changenotification */
export const changeNotificationOut = z.object({
  id: z.string().optional(),
  subscriptionId: z.string(),
  subscriptionExpirationDateTime: z.string(),
  clientState: z.string().optional(),
  changeType: z.enum(changeTypes).optional(),
  resource: z.string().optional(),
  resourceData: z.looseObject({}).optional(),
  encryptedContent: encryptedContentOut.optional(),
  lifecycleEvent: z.enum(lifecycleEvents).optional(),
  organizationId: z.string().optional(),
  tenantId: z.string()
})

export type ChangeNotification = z.input<typeof changeNotificationOut>

/** Source: https://learn.microsoft.com/graph/api/resources/changenotificationcollection */
export const changeNotificationCollectionOut = z.object({
  value: z.array(changeNotificationOut),
  validationTokens: z.array(z.string()).optional()
})
