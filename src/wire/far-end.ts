import { z } from 'zod'
import { tonesOfKeys } from '../domain/calls/tones.js'
import { personFields } from './directory.js'
import { duration } from './duration.js'

/** What somebody at the other end says and does, as the control API and scenarios write it. */

/** Who does it, where several are there: a name, an id, a number. */
const byWhom = z.strictObject({ participant: z.string().min(1).optional() })

/** Keys as on a phone: `12#`, or one by one. */
const keys = z
  .union([z.string().min(1), z.array(z.string()).transform(list => list.join(''))])
  .transform(tonesOfKeys)
  .meta({ description: 'Keys as on a phone: 12#' })

/** How long a text may be, in characters. */
const longestText = 2_000

const utterance = z
  .strictObject({
    participant: z.string().min(1).optional(),
    audio: z.string().min(1).optional().meta({
      description: 'A WAV file of 16 kHz, 16-bit, mono PCM: its address, or the file as base64.'
    }),
    text: z.string().min(1).max(longestText).optional(),
    silence: duration.optional()
  })
  .refine(
    ({ audio, text, silence }) => [audio, text, silence].filter(given => given !== undefined).length === 1,
    'must hold one of audio, text and silence.'
  )

export type UtteranceFields = z.output<typeof utterance>

/** What each action takes, by its name in addresses and in scenarios. */
export const farEndBodies = {
  answer: byWhom,
  decline: byWhom,
  busy: byWhom,
  ignore: byWhom,
  'hang-up': byWhom,
  leave: byWhom,
  mute: byWhom,
  unmute: byWhom,
  resume: byWhom,
  'stop-sharing': byWhom,
  admit: byWhom,
  deny: byWhom,
  remove: byWhom,
  press: byWhom.extend({ tones: keys }),
  speak: utterance,
  hold: byWhom.extend({ announced: z.boolean().default(false) }),
  share: byWhom.extend({ what: z.enum(['screen', 'presentation']).default('screen') }),
  join: personFields,
  add: personFields,
  transfer: byWhom.extend({ to: personFields }),
  fail: z.strictObject({ code: z.int(), subcode: z.int() })
}

export type FarEndActionName = keyof typeof farEndBodies
