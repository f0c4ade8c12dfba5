import { z } from 'zod'
import { clientContext } from './call-actions.js'
import { graphId, openType, optional, parameters } from './graph-type.js'

/** An action of which nothing but its name is public. */
export const plainActionIn = (action: string) => parameters(action, { clientContext })

/** Source: https://learn.microsoft.com/graph/api/participant-muteall?view=graph-rest-beta */
export const muteAllIn = parameters('muteAll', { participants: optional(z.array(graphId)), clientContext })

const level = optional(z.number())

const sourceLevelIn = openType({ participant: graphId, level, duckOthers: optional(z.boolean()) })

const duckingIn = openType({ rampActive: level, rampInactive: level, lowerLevel: level, upperLevel: level })

/** Source: https://learn.microsoft.com/graph/api/participant-configuremixer?view=graph-rest-beta */
export const configureMixerIn = parameters('configureMixer', {
  participantMixerLevels: z.array(
    openType({
      participant: graphId,
      exclusive: optional(z.boolean()),
      ducking: optional(duckingIn),
      sourceLevels: optional(z.array(sourceLevelIn))
    })
  ),
  clientContext
})

export const startTranscriptionIn = parameters('startTranscription', {
  language: optional(z.string()),
  clientContext
})
