import { z } from 'zod'
import { type Feedback, ratings } from '../../domain/call-records/call-record.js'
import { type IdentitySet, isBot, partyOf } from '../../domain/directory/identity-set.js'
import type { DirectoryReader } from '../../domain/state.js'
import { randomOf } from '../../random.js'
import { identityOut, identityToWire } from './identities.js'

const prefix = '#microsoft.graph.callRecords'

/** Source: https://learn.microsoft.com/graph/api/resources/callrecords-useragent */
const userAgentOut = z.object({
  '@odata.type': z.string(),
  headerValue: z.string().nullable(),
  applicationVersion: z.string().nullable(),
  platform: z.string().optional(),
  productFamily: z.string().optional(),
  communicationServiceId: z.string().nullable().optional(),
  azureADAppId: z.string().nullable().optional(),
  role: z.string().optional()
})

const feedbackOut = z.object({
  rating: z.enum(ratings),
  text: z.string().nullable(),
  tokens: z.record(z.string(), z.boolean())
})

/** Source: https://learn.microsoft.com/graph/api/resources/callrecords-endpoint */
export const endpointOut = z
  .object({
    '@odata.type': z.string(),
    userAgent: userAgentOut,
    associatedIdentity: identityOut.optional(),
    name: z.string().nullable().optional(),
    cpuName: z.string().nullable().optional(),
    cpuCoresCount: z.int().nullable().optional(),
    cpuProcessorSpeedInMhz: z.int().nullable().optional(),
    feedback: feedbackOut.nullable().optional()
  })
  .meta({ id: 'microsoft.graph.callRecords.endpoint' })

export type EndpointWire = z.input<typeof endpointOut>

const serviceHeader = 'CallSignalingAgent (emulator)'
const agentVersion = '1.0.0'

/** The service at the other end of everybody's session in a call of several. */
export const serviceEndpoint: EndpointWire = {
  '@odata.type': `${prefix}.serviceEndpoint`,
  userAgent: agent('serviceUserAgent', serviceHeader, { role: 'mediaController' })
}

/** Somebody at their device, which is always the same one; what it is like is made up. */
export function endpointToWire(
  identity: IdentitySet,
  directory: DirectoryReader,
  feedback: Feedback | undefined
): EndpointWire {
  const associatedIdentity = identityToWire(identity, directory)
  if (isBot(identity)) {
    const userAgent = agent('serviceUserAgent', serviceHeader, { role: 'customBot' })
    return { '@odata.type': `${prefix}.participantEndpoint`, userAgent, associatedIdentity, feedback: null }
  }
  if (identity.phone !== undefined) {
    const userAgent = agent('serviceUserAgent', serviceHeader, { role: 'gateway' })
    return { '@odata.type': `${prefix}.participantEndpoint`, userAgent, associatedIdentity, feedback: null }
  }
  const random = randomOf(partyOf(identity)?.id ?? '')
  return {
    '@odata.type': `${prefix}.participantEndpoint`,
    userAgent: agent('clientUserAgent', 'Teams client (emulator)', {
      platform: 'windows',
      productFamily: 'teams',
      communicationServiceId: null,
      azureADAppId: null
    }),
    associatedIdentity,
    name: `PC-${String(Math.floor(random() * 1_000_000)).padStart(6, '0')}`,
    cpuName: null,
    cpuCoresCount: 4 + 4 * Math.floor(random() * 3),
    cpuProcessorSpeedInMhz: 2_000 + 100 * Math.floor(random() * 15),
    feedback: feedback === undefined ? null : feedbackToWire(feedback)
  }
}

function feedbackToWire({ rating, text, tokens = {} }: Feedback): z.input<typeof feedbackOut> {
  return { rating, text: text ?? null, tokens: { ...tokens } }
}

function agent(type: string, headerValue: string, more: object): EndpointWire['userAgent'] {
  return { '@odata.type': `${prefix}.${type}`, headerValue, applicationVersion: agentVersion, ...more }
}
