import { z } from 'zod'
import { duration } from '../wire/duration.js'
import { pattern, patterns } from './pattern.js'

/** What can be expected of a bot. Names with `*` and `/regular expressions/` are patterns, see `pattern.ts`. */

const name = z.string().min(1)
const outcomes = ['running', 'completed', 'failed'] as const

export const expectations = {
  answered: z.strictObject({}).meta({ description: 'The bot answers, and the call is established.' }),
  established: z.strictObject({}).meta({ description: 'The call is established, whoever placed it.' }),
  rejected: z
    .strictObject({ reason: z.enum(['none', 'busy', 'forbidden']).optional() })
    .meta({ description: 'The bot rejects the call.' }),
  redirect: z.strictObject({ to: pattern }).meta({ description: 'The bot redirects the call to somebody.' }),
  prompt: z
    .strictObject({
      uri: pattern.optional().meta({ description: 'The address, its last part, or a pattern.' }),
      resource: pattern.optional().meta({ description: 'Its resourceId.' }),
      status: z.enum(outcomes).default('running').meta({ description: 'completed: it was played to its end.' })
    })
    .meta({ description: 'The bot plays a prompt.' }),
  toneSubscription: z.strictObject({}).meta({ description: 'The bot subscribes to keys.' }),
  recording: z
    .strictObject({ status: z.enum(outcomes).default('running') })
    .meta({ description: 'The bot records what is said; completed once that is over.' }),
  recordingStatus: z
    .strictObject({ status: z.enum(['notRecording', 'recording', 'failed']) })
    .meta({ description: 'The bot tells that it records: updateRecordingStatus.' }),
  transfer: z
    .strictObject({
      to: pattern.optional().meta({ description: 'Somebody, by name or number.' }),
      replaces: name.optional().meta({ description: 'Another call of the scenario: a consultative transfer.' })
    })
    .meta({ description: 'The bot transfers the call.' }),
  invite: z.strictObject({ who: pattern }).meta({ description: 'The bot invites somebody into the call.' }),
  calls: z
    .strictObject({ to: pattern, as: name.optional().meta({ description: 'A name for this call, for `in`.' }) })
    .meta({ description: 'The bot calls somebody; the steps that follow are in that call.' }),
  joins: z
    .strictObject({ meeting: name.default('meeting'), as: name.optional() })
    .meta({ description: 'The bot joins a meeting; the steps that follow are in that call.' }),
  participant: z
    .strictObject({
      name: pattern,
      presence: z.enum(['ringing', 'lobby', 'present', 'left']).default('present'),
      muted: z.boolean().optional(),
      onHold: z.boolean().optional()
    })
    .meta({ description: 'Somebody is in the call.' }),
  state: z
    .strictObject({ is: name })
    .meta({ description: 'The state of the call, in Graph’s words: established, transferAccepted.' }),
  request: z
    .strictObject({
      method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).optional(),
      path: pattern.optional().meta({ description: 'A pattern for path and query.' }),
      status: z.int().optional(),
      body: patterns.optional().meta({ description: 'What it has to hold at least; texts are patterns.' })
    })
    .meta({ description: 'The bot asks something of Graph.' }),
  noRequest: z
    .strictObject({
      method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).optional(),
      path: pattern.optional(),
      for: duration.default(5_000)
    })
    .meta({ description: 'From here on the bot asks nothing (of that kind) for so long.' }),
  event: z.looseObject({ type: name }).catchall(patterns).meta({
    description: 'Anything that happens, as GET /_ringback/events tells it: its type, and what it has to hold.'
  }),
  ended: z
    .strictObject({
      code: z.int().optional(),
      subcode: z.int().optional(),
      by: z.enum(['bot', 'farEnd', 'service']).optional()
    })
    .meta({ description: 'The call is over.' })
} as const

export type ExpectationName = keyof typeof expectations

/** One expectation, by its name. */
export type Expected = {
  [Name in ExpectationName]: { readonly name: Name; readonly fields: z.output<(typeof expectations)[Name]> }
}[ExpectationName]

/** The field a text stands for, where an expectation is written with nothing else: `prompt: welcome.wav`. */
export const mainFields: Partial<Record<ExpectationName, string>> = {
  rejected: 'reason',
  redirect: 'to',
  prompt: 'uri',
  recording: 'status',
  recordingStatus: 'status',
  transfer: 'to',
  invite: 'who',
  calls: 'to',
  joins: 'meeting',
  participant: 'name',
  state: 'is',
  request: 'path',
  noRequest: 'path',
  event: 'type'
}
