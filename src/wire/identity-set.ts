import { z } from 'zod'
import type { InvitationParticipantInfo, ParticipantInfo } from '../domain/calls/call.js'
import type { Identity, IdentitySet } from '../domain/directory/identity-set.js'
import { canonicalId, graphId, openType, optional } from './graph-type.js'

/** Who somebody is on the calling wire. Source: https://learn.microsoft.com/graph/api/resources/identityset */
const identityIn = openType({
  id: z.string().min(1),
  displayName: optional(z.string()),
  tenantId: optional(z.string()),
  identityProvider: optional(z.string()),
  hidden: optional(z.boolean())
}).transform(
  ({ id, displayName, tenantId, identityProvider, hidden }): Identity => ({
    id: id.startsWith('+') ? id : canonicalId(id),
    displayName,
    tenantId,
    identityProvider,
    ...(hidden === undefined ? {} : { hidden })
  })
)

const members = ['user', 'application', 'applicationInstance', 'phone', 'guest'] as const

export const identitySetIn = openType({
  user: optional(identityIn),
  application: optional(identityIn),
  applicationInstance: optional(identityIn),
  phone: optional(identityIn),
  guest: optional(identityIn)
})
  .refine(set => members.some(member => set[member] !== undefined), `must hold one of ${members.join(', ')}.`)
  .transform(
    ({ user, application, applicationInstance, phone, guest }): IdentitySet => ({
      user,
      application,
      applicationInstance,
      phone,
      guest
    })
  )

export const participantInfoIn = openType({
  identity: identitySetIn,
  participantId: optional(graphId),
  countryCode: optional(z.string()),
  endpointType: optional(z.string()),
  region: optional(z.string()),
  languageId: optional(z.string())
}).transform(
  ({ identity, participantId, countryCode, endpointType, region, languageId }): ParticipantInfo => ({
    identity,
    ...(participantId === undefined ? {} : { participantId }),
    countryCode,
    endpointType,
    region,
    languageId
  })
)

export const invitationParticipantInfoIn = openType({
  identity: identitySetIn,
  endpointType: optional(z.string()),
  participantId: optional(graphId),
  hidden: optional(z.boolean()),
  removeFromDefaultAudioRoutingGroup: optional(z.boolean()),
  replacesCallId: optional(graphId)
}).transform(
  ({
    identity,
    endpointType,
    participantId,
    hidden,
    removeFromDefaultAudioRoutingGroup,
    replacesCallId
  }): InvitationParticipantInfo => ({
    identity,
    endpointType,
    replacesCallId,
    ...(participantId && { participantId }),
    ...(hidden === undefined ? {} : { hidden }),
    ...(removeFromDefaultAudioRoutingGroup === undefined ? {} : { removeFromDefaultAudioRoutingGroup })
  })
)

const identityOut = z.object({
  '@odata.type': z.string(),
  id: z.string(),
  displayName: z.string().optional(),
  tenantId: z.string().optional(),
  identityProvider: z.string().optional(),
  hidden: z.boolean().optional(),
  applicationType: z.string().optional()
})

export const identitySetOut = z
  .object({
    '@odata.type': z.string(),
    user: identityOut.optional(),
    application: identityOut.optional(),
    applicationInstance: identityOut.optional(),
    phone: identityOut.optional(),
    guest: identityOut.optional(),
    encrypted: identityOut.optional()
  })
  .meta({ id: 'microsoft.graph.identitySet' })

export const participantInfoOut = z
  .object({
    '@odata.type': z.string(),
    id: z.string().optional(),
    participantId: z.string().optional(),
    identity: identitySetOut,
    countryCode: z.string().nullable().optional(),
    endpointType: z.string().nullable().optional(),
    region: z.string().nullable().optional(),
    languageId: z.string().nullable().optional()
  })
  .meta({ id: 'microsoft.graph.participantInfo' })

export const invitationParticipantInfoOut = z
  .object({
    '@odata.type': z.string(),
    id: z.string().optional(),
    identity: identitySetOut,
    endpointType: z.string().nullable().optional(),
    region: z.string().nullable().optional(),
    languageId: z.string().nullable().optional(),
    replacesCallId: z.string().nullable().optional(),
    participantId: z.string().nullable().optional()
  })
  .meta({ id: 'microsoft.graph.invitationParticipantInfo' })

function identityToWire(identity: Identity): z.input<typeof identityOut> {
  return { '@odata.type': '#microsoft.graph.identity', ...identity }
}

/** The extra members go out under the plain type tag, as the calling service does it. */
export function identitySetToWire(set: IdentitySet): z.input<typeof identitySetOut> {
  const out: z.input<typeof identitySetOut> = { '@odata.type': '#microsoft.graph.identitySet' }
  for (const member of [...members, 'encrypted'] as const) {
    const identity = set[member]
    if (identity !== undefined) out[member] = identityToWire(identity)
  }
  return out
}

export function participantInfoToWire(info: ParticipantInfo): z.input<typeof participantInfoOut> {
  return {
    '@odata.type': '#microsoft.graph.participantInfo',
    id: info.participantId,
    identity: identitySetToWire(info.identity),
    countryCode: info.countryCode ?? null,
    endpointType: info.endpointType ?? null,
    region: info.region ?? null,
    languageId: info.languageId ?? null
  }
}

export function invitationToWire(info: InvitationParticipantInfo): z.input<typeof invitationParticipantInfoOut> {
  return {
    '@odata.type': '#microsoft.graph.invitationParticipantInfo',
    id: info.participantId,
    identity: identitySetToWire(info.identity),
    endpointType: info.endpointType ?? null,
    region: null,
    languageId: null,
    replacesCallId: info.replacesCallId ?? null
  }
}
