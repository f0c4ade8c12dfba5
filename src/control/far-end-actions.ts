import { z } from 'zod'
import type { FarEndCommand } from '../domain/calls/far-end-commands.js'
import { tonesOfKeys } from '../domain/calls/tones.js'
import { Refusal } from '../domain/refusals.js'
import type { Tenant } from '../engine/tenant.js'
import { NotSayable, type Speeches, type Utterance } from '../media/speeches.js'
import { personFields } from '../wire/directory.js'
import { duration } from '../wire/duration.js'
import type { ControlHouse } from './house.js'
import { anyCall } from './tenants.js'

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

/** In which call it is done, and what is drawn from. */
interface Moment {
  readonly at: number
  readonly callId: string
}

/** Something people at the other end can do in a call. */
export interface FarEndAction<Body extends z.ZodType = z.ZodType> {
  readonly summary: string
  readonly body: Body
  command(
    body: z.output<Body>,
    moment: Moment,
    tenant: Tenant,
    speeches: Speeches
  ): FarEndCommand | Promise<FarEndCommand>
}

const action = <Body extends z.ZodType>(
  summary: string,
  body: Body,
  command: FarEndAction<Body>['command']
): FarEndAction => ({ summary, body, command: command as FarEndAction['command'] })

/** What needs nothing but who does it. */
const plain = <Type extends FarEndCommand['type']>(type: Type, summary: string) =>
  action(summary, byWhom, (body, moment) => ({ type, ...moment, ...body }) as FarEndCommand)

/** What people at the other end of a call do, by the name it has in addresses and in scenarios. */
export const farEndActions = {
  answer: plain('farEndAnswers', 'picks up'),
  decline: plain('farEndDeclines', 'declines'),
  busy: plain('farEndIsBusy', 'is busy'),
  ignore: plain('farEndIgnores', 'lets it ring'),
  'hang-up': plain('farEndHangsUp', 'hangs up'),
  leave: plain('farEndHangsUp', 'leaves'),
  mute: plain('farEndMutes', 'mutes'),
  unmute: plain('farEndUnmutes', 'unmutes'),
  resume: plain('farEndResumes', 'takes the call off hold'),
  'stop-sharing': plain('farEndStopsSharing', 'stops sharing'),
  admit: plain('farEndAdmits', 'lets somebody in from the lobby; the bot, unless somebody else is named'),
  deny: plain('farEndDenies', 'does not let somebody in'),
  remove: plain('farEndRemoves', 'removes somebody; the bot, unless somebody else is named'),
  press: action('presses keys', byWhom.extend({ tones: keys }), (body, moment) => ({
    type: 'farEndPresses',
    ...moment,
    ...body
  })),
  speak: action(
    'says something: a WAV file, a text, or nothing for a while',
    utterance,
    async (body, { callId }, tenant, speeches) => {
      const speech = await speeches.prepare(wanted(body), tenant).catch((error: unknown) => {
        if (error instanceof NotSayable) throw new Refusal('invalidArgument', error.message)
        throw error
      })
      // It took a moment to make the speech ready.
      return { type: 'farEndSpeaks', at: tenant.clock.now(), callId, participant: body.participant, ...speech }
    }
  ),
  hold: action(
    'puts the call on hold; announced, the bot sees the state hold, which the real service does not send',
    byWhom.extend({ announced: z.boolean().default(false) }),
    (body, moment) => ({ type: 'farEndHolds', ...moment, ...body })
  ),
  share: action(
    'shares the screen, or a presentation that has a content sharing session',
    byWhom.extend({ what: z.enum(['screen', 'presentation']).default('screen') }),
    (body, moment, { ids }) => ({ type: 'farEndShares', ...moment, ...body, sessionId: ids.guid() })
  ),
  join: action('somebody more comes', personFields, (person, moment, { ids }) => ({
    type: 'farEndJoins',
    ...moment,
    person,
    participantId: ids.guid()
  })),
  add: action(
    'adds somebody; a peer-to-peer call becomes a conversation by it',
    personFields,
    (person, moment, { ids }) => ({
      type: 'farEndAdds',
      ...moment,
      person,
      participantId: ids.guid(),
      conversationId: ids.guid()
    })
  ),
  transfer: action(
    'hands the call over to somebody else',
    byWhom.extend({ to: personFields }),
    (body, moment, { ids }) => ({ type: 'farEndTransfers', ...moment, ...body, participantId: ids.guid() })
  ),
  fail: action(
    'something goes wrong: the call ends with any code and subcode of docs/endings.md',
    z.strictObject({ code: z.int(), subcode: z.int() }),
    (body, moment) => ({ type: 'farEndFails', ...moment, ...body })
  )
} satisfies Record<string, FarEndAction>

export type FarEndActionName = keyof typeof farEndActions

/** Somebody does something in a call, whatever tenant it is of. The body has been read. */
export async function perform(
  { engine, speeches }: Pick<ControlHouse, 'engine' | 'speeches'>,
  { command }: FarEndAction,
  callId: string,
  body: unknown
): Promise<void> {
  const { tenant } = anyCall(engine, callId)
  const moment = { at: tenant.clock.now(), callId }
  await engine.execute(tenant.seed.id, await command(body, moment, tenant, speeches))
}

function wanted({ audio, text, silence = 0 }: z.output<typeof utterance>): Utterance {
  if (audio !== undefined) return { audio }
  return text === undefined ? { silence } : { text }
}
