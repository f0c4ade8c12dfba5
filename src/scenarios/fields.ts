import { z } from 'zod'
import { personFields, recordingPolicyFields } from '../wire/directory.js'
import { duration } from '../wire/duration.js'

/** What stands in scenario files beside expectations: calls, meetings, what sets a bot going. */

/** Somebody: a name, a number that begins with `+`, or `{guest: Visitor}`. */
export const who = z.union([
  z
    .string()
    .min(1)
    .transform(name => (name.startsWith('+') ? { phone: name } : { user: name })),
  personFields
])

/** Somebody rings the bot. */
export const ringingFields = z.strictObject({
  from: who,
  to: z.string().min(1).optional().meta({ description: 'The bot by name, app id or number; the bot under test.' }),
  as: z.string().min(1).optional().meta({ description: 'A name for this call, for `in`.' }),
  recordingPolicy: recordingPolicyFields.extend({ with: personFields }).optional()
})

/** A meeting for people and the bot. */
export const arrangedFields = z.strictObject({
  organizer: z.string().min(1),
  as: z.string().min(1).default('meeting').meta({ description: 'A name for this meeting.' }),
  subject: z.string().optional(),
  lobbyBypassScope: z
    .enum([
      'organizer',
      'organization',
      'organizationAndFederated',
      'everyone',
      'invited',
      'organizationExcludingGuests'
    ])
    .optional()
})

/** A request that sets the bot going: what a web page or a timer of its own would do. */
export const triggerFields = z.strictObject({
  url: z.string().min(1).meta({ description: 'Where: an address, or a path on the host of the bot.' }),
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).default('POST'),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.unknown().optional(),
  status: z.int().optional().meta({ description: 'What it has to answer; any success by default.' })
})

/** What somebody does when they are rung. */
export const reactions = ['answer', 'decline', 'busy', 'ignore'] as const

export const reactionFields = z.strictObject({ after: duration.default(1_000) })

export type Ringing = z.output<typeof ringingFields>
export type Arranged = z.output<typeof arrangedFields>
export type Trigger = z.output<typeof triggerFields>
