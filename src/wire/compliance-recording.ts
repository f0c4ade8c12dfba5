import { z } from 'zod'
import type { ComplianceRecording, OtherSide } from '../domain/compliance/policy.js'
import { type IdentitySet, partyOf } from '../domain/directory/identity-set.js'
import { httpUri, odataType } from './graph-type.js'

const partyOut = z.object({
  id: z.string(),
  participantId: z.string(),
  tenantId: z.string().optional(),
  participationMethod: z.enum(['Caller', 'Callee']),
  clientLocation: z.string()
})

/**
 * What a recorder is told beside the call that rings it. Real dumps differ from the documentation in the spelling of the
 * values; these are the dumps'. Source: seen in public threads.
 */
export const applicationMetadataOut = z.object({
  botData: z.object({
    callId: z.string(),
    mediaHostedRegion: z.string(),
    user: z.object({ participationMethod: z.enum(['Caller', 'Callee']), clientLocation: z.string() }),
    otherSideUser: partyOut.optional(),
    inviteReasons: z.array(z.string()),
    policyIdentifier: z.string(),
    pairedRecorders: z.array(z.object({})),
    otherRecorders: z.array(z.object({})),
    isMultiParty: z.boolean()
  })
})

export function applicationMetadataToWire(
  callChainId: string,
  tenantId: string,
  { observed, otherSide, isMultiParty }: ComplianceRecording
): z.input<typeof applicationMetadataOut> {
  const began = observed[0]?.began === true
  return {
    botData: {
      callId: callChainId,
      mediaHostedRegion: 'EUWE',
      user: { participationMethod: began ? 'Caller' : 'Callee', clientLocation: 'US' },
      ...(otherSide && {
        otherSideUser: { ...party(otherSide, tenantId), participationMethod: began ? 'Callee' : 'Caller' }
      }),
      inviteReasons: ['ComplianceRecording'],
      policyIdentifier: 'TeamsComplianceRecordingPolicy=Tenant:Ringback',
      pairedRecorders: [],
      otherRecorders: [],
      isMultiParty
    }
  }
}

function party({ identity, participantId }: OtherSide, tenantId: string) {
  return { id: idOf(identity), participantId, tenantId: identity.user && tenantId, clientLocation: 'US' }
}

/** Phones stand there as Skype writes them. */
function idOf(identity: IdentitySet): string {
  const { phone } = identity
  return phone === undefined ? (partyOf(identity)?.id ?? '') : `4:${phone.id}`
}

/** A `participantJoiningResponse` as a recorder writes it. */
export const joiningResponseIn = z.looseObject({
  '@odata.type': odataType(['acceptJoinResponse', 'rejectJoinResponse', 'inviteNewBotResponse']),
  inviteUri: httpUri.optional()
})
