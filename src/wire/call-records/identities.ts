import { z } from 'zod'
import { type IdentitySet, partyOf } from '../../domain/directory/identity-set.js'
import type { DirectoryReader } from '../../domain/state.js'

export const identityOut = z.object({
  '@odata.type': z.string().optional(),
  id: z.string(),
  displayName: z.string().nullable(),
  tenantId: z.string().nullable().optional(),
  userPrincipalName: z.string().nullable().optional()
})

/** Source: https://learn.microsoft.com/graph/api/resources/communicationsidentityset */
const identitySetOut = z.object({
  user: identityOut.optional(),
  phone: identityOut.optional(),
  guest: identityOut.optional(),
  application: identityOut.optional(),
  applicationInstance: identityOut.optional(),
  encrypted: identityOut.optional()
})

/** Source: https://learn.microsoft.com/graph/api/resources/callrecords-participant and callrecords-organizer */
const partyShape = {
  '@odata.context': z.string().optional(),
  id: z.string(),
  identity: identitySetOut,
  administrativeUnitInfos: z.array(z.object({ id: z.string() }))
}
export const participantOut = z.object(partyShape).meta({ id: 'microsoft.graph.callRecords.participant' })
export const organizerOut = z.object(partyShape).meta({ id: 'microsoft.graph.callRecords.organizer' })

/** Who took part, or began it: people, phones, bots alike. */
export function partyToWire(set: IdentitySet, directory: DirectoryReader): z.input<typeof participantOut> {
  return { id: partyOf(set)?.id ?? '', identity: identitiesToWire(set, directory), administrativeUnitInfos: [] }
}

function identitiesToWire(set: IdentitySet, directory: DirectoryReader): z.input<typeof identitySetOut> {
  const told = Object.entries(set).flatMap(([member, identity]) =>
    identity === undefined ? [] : [[member, identityToWire(set, directory)]]
  )
  return Object.fromEntries(told)
}

/** The one who is meant by a set, with what the directory knows of them. */
export function identityToWire(set: IdentitySet, directory: DirectoryReader): z.input<typeof identityOut> {
  const { user } = set
  if (user !== undefined) {
    const known = directory.user(user.id)
    return {
      '@odata.type': '#microsoft.graph.userIdentity',
      id: user.id,
      displayName: known?.displayName ?? user.displayName ?? null,
      tenantId: user.tenantId ?? directory.tenantId,
      userPrincipalName: known?.userPrincipalName ?? null
    }
  }
  const party = partyOf(set)
  return { id: party?.id ?? '', displayName: party?.displayName ?? null, tenantId: party?.tenantId ?? null }
}
