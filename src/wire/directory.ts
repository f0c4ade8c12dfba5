import { z } from 'zod'
import type { User } from '../domain/directory/directory.js'
import { applicationPermissions, delegatedPermissions } from '../domain/directory/permissions.js'
import { duration } from './duration.js'
import { enumeration, graphId, httpUri, moment, optional } from './graph-type.js'

/** Tenants, people and applications as a seed file and the control API describe them. */

const phone = z.string().regex(/^\+\d{5,15}$/, 'must be a number such as +14255550101.')

/** Somebody as people name them: a user by name or id, a phone, or a guest by the name they give. */
export const personFields = z
  .strictObject({ user: optional(z.string()), phone: optional(phone), guest: optional(z.string()) })
  .refine(({ user, phone, guest }) => user || phone || guest, 'must name a user, a phone or a guest.')

/** What a failing recorder does to the call or meeting of the one who is to be recorded; lenient by default. */
export const recordingPolicyFields = z.strictObject({
  requiredBeforeCallEstablishment: z.boolean().default(false),
  requiredDuringCall: z.boolean().default(false),
  requiredBeforeMeetingJoin: z.boolean().default(false),
  requiredDuringMeeting: z.boolean().default(false)
})

export const farEndFields = z.strictObject({
  action: z.enum(['answer', 'decline', 'busy', 'ignore']).default('answer'),
  after: duration.default(1_000)
})

export const userFields = z.strictObject({
  id: graphId,
  displayName: z.string().min(1),
  userPrincipalName: z.string().includes('@', { message: 'must look like name@domain.' }),
  password: z.string().min(1).optional(),
  phone: phone.optional(),
  farEnd: farEndFields.default({ action: 'answer', after: 1_000 }),
  /** The recorder is named by its app id. */
  recordingPolicy: optional(recordingPolicyFields.extend({ appId: graphId }))
})

export const instanceFields = z.strictObject({
  id: graphId,
  displayName: z.string().min(1),
  phone: phone.optional()
})

/** Whose meetings an application may touch on its own. */
export const accessPolicyFields = z.strictObject({ users: z.array(graphId) })

export const applicationFields = z.strictObject({
  appId: graphId,
  servicePrincipalId: graphId,
  displayName: z.string().min(1),
  secret: z.string().min(1).optional(),
  secretExpires: optional(moment),
  certificates: z.array(z.string().startsWith('-----BEGIN CERTIFICATE-----')).optional(),
  callbackUri: httpUri.optional(),
  permissions: z.array(z.string()).default([...applicationPermissions]),
  delegatedPermissions: z.array(z.string()).default([...delegatedPermissions]),
  applicationAccessPolicy: optional(accessPolicyFields),
  instances: z.array(instanceFields).default([])
})

/** A past that is made up, for reports to tell of. */
export const historyFields = z.strictObject({
  seed: z.int().default(1),
  days: z.int().min(1).max(366).default(90),
  callsPerDay: z.int().min(1).max(10_000).default(40)
})

export const tenantFields = z.strictObject({
  id: graphId,
  domain: z.string().min(1),
  users: z.array(userFields).default([]),
  applications: z.array(applicationFields).default([]),
  /** A session border controller of one's own, by which its phones are reached: sbc1.contoso.com. */
  trunk: optional(z.string().min(1)),
  /** Whether its administrators let applications read transcripts. */
  transcriptAccess: z.boolean().default(true),
  /** Calls it begins with. */
  history: optional(historyFields),
  /** A clock of its own; without it, time is the emulator's. */
  clock: optional(
    z
      .strictObject({ mode: optional(enumeration(['real', 'virtual', 'auto'])), startTime: optional(moment) })
      .transform(({ mode, startTime: start }) => ({ mode, start }))
  )
})

/** The user a description makes: `farEnd` as the domain has it. */
export function userOf({ farEnd, ...user }: z.output<typeof userFields>): User {
  return { ...user, farEnd: { action: farEnd.action, afterMs: farEnd.after } }
}
