import { z } from 'zod'
import { participantInfoOut } from './identity-set.js'

/** Somebody in a conversation. Source: https://learn.microsoft.com/graph/api/resources/participant */
export const participantOut = z
  .object({
    '@odata.type': z.string(),
    id: z.string(),
    info: participantInfoOut,
    isInLobby: z.boolean(),
    isMuted: z.boolean()
  })
  .meta({ id: 'microsoft.graph.participant' })
