import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { FarEndCommand } from '../domain/calls/far-end-commands.js'
import { tonesOfKeys } from '../domain/calls/tones.js'
import { Refusal } from '../domain/refusals.js'
import { NotSayable, type Utterance } from '../media/speeches.js'
import { personFields } from '../wire/directory.js'
import { duration } from '../wire/duration.js'
import { graphId } from '../wire/graph-type.js'
import { callViewOut, viewOf } from './call-view.js'
import type { ControlHouse } from './house.js'
import { control } from './route.js'
import { anyCall } from './tenants.js'

const callPath = z.object({ callId: graphId })

/** Who does it, where several are there: a name, an id, a number. */
const byWhom = z.strictObject({ participant: z.string().min(1).optional() })

/** Keys as on a phone: `12#`, or one by one. */
const keys = z.union([z.string(), z.array(z.string()).transform(list => list.join(''))]).transform(tonesOfKeys)

/** How long a text may be, in characters. */
const longestText = 2_000

const utterance = z
  .strictObject({
    participant: z.string().min(1).optional(),
    /** A WAV file of 16 kHz, 16-bit, mono PCM: its address, or the file as base64. */
    audio: z.string().min(1).optional(),
    text: z.string().min(1).max(longestText).optional(),
    silence: duration.optional()
  })
  .refine(
    ({ audio, text, silence }) => [audio, text, silence].filter(given => given !== undefined).length === 1,
    'must hold one of audio, text and silence.'
  )

/** What needs nothing but who does it. */
const plain = {
  answer: ['farEndAnswers', 'picks up'],
  decline: ['farEndDeclines', 'declines'],
  busy: ['farEndIsBusy', 'is busy'],
  ignore: ['farEndIgnores', 'lets it ring'],
  'hang-up': ['farEndHangsUp', 'hangs up'],
  leave: ['farEndHangsUp', 'leaves'],
  mute: ['farEndMutes', 'mutes'],
  unmute: ['farEndUnmutes', 'unmutes'],
  resume: ['farEndResumes', 'takes the call off hold'],
  'stop-sharing': ['farEndStopsSharing', 'stops sharing'],
  admit: ['farEndAdmits', 'lets somebody in from the lobby; the bot, unless somebody else is named'],
  deny: ['farEndDenies', 'does not let somebody in'],
  remove: ['farEndRemoves', 'removes somebody; the bot, unless somebody else is named']
} as const

/** What people at the other end of a call do. */
export function farEndRoutes(app: FastifyInstance, { engine, clock, ids, speeches }: ControlHouse): void {
  const act = <Body extends z.ZodType>(
    action: string,
    summary: string,
    body: Body,
    command: (body: z.output<Body>, moment: { at: number; callId: string }) => FarEndCommand | Promise<FarEndCommand>
  ) =>
    control(
      app,
      {
        method: 'POST',
        url: `/calls/:callId/far-end/${action}`,
        operationId: `farEnd.${action}`,
        summary: `The far end: ${summary}`,
        path: callPath,
        body,
        answer: callViewOut
      },
      async request => {
        const { callId } = request.params
        const { tenant } = anyCall(engine, callId)
        await engine.execute(tenant.seed.id, await command(request.body, { at: clock.now(), callId }))
        return viewOf(engine, callId)
      }
    )

  for (const [action, [type, summary]] of Object.entries(plain)) {
    act(action, summary, byWhom, ({ participant }, moment) => ({ type, ...moment, participant }))
  }

  act('press', 'presses keys', byWhom.extend({ tones: keys }), (body, moment) => ({
    type: 'farEndPresses',
    ...moment,
    ...body
  }))

  act('speak', 'says something: a WAV file, a text, or nothing for a while', utterance, async (body, { callId }) => {
    const speech = await speeches.prepare(wanted(body)).catch((error: unknown) => {
      if (error instanceof NotSayable) throw new Refusal('invalidArgument', error.message)
      throw error
    })
    // It took a moment to make the speech ready.
    return { type: 'farEndSpeaks', at: clock.now(), callId, participant: body.participant, ...speech }
  })

  act(
    'hold',
    'puts the call on hold; announced, the bot sees the state hold, which the real service does not send',
    byWhom.extend({ announced: z.boolean().default(false) }),
    (body, moment) => ({ type: 'farEndHolds', ...moment, ...body })
  )

  act(
    'share',
    'shares the screen, or a presentation that has a content sharing session',
    byWhom.extend({ what: z.enum(['screen', 'presentation']).default('screen') }),
    (body, moment) => ({ type: 'farEndShares', ...moment, ...body, sessionId: ids.guid() })
  )

  act('join', 'somebody more comes', personFields, (person, moment) => ({
    type: 'farEndJoins',
    ...moment,
    person,
    participantId: ids.guid()
  }))

  act('add', 'adds somebody; a peer-to-peer call becomes a conversation by it', personFields, (person, moment) => ({
    type: 'farEndAdds',
    ...moment,
    person,
    participantId: ids.guid(),
    conversationId: ids.guid()
  }))

  act('transfer', 'hands the call over to somebody else', byWhom.extend({ to: personFields }), (body, moment) => ({
    type: 'farEndTransfers',
    ...moment,
    ...body,
    participantId: ids.guid()
  }))

  act(
    'fail',
    'something goes wrong: the call ends with any code and subcode of docs/endings.md',
    z.strictObject({ code: z.int(), subcode: z.int() }),
    (body, moment) => ({ type: 'farEndFails', ...moment, ...body })
  )
}

function wanted({ audio, text, silence = 0 }: z.output<typeof utterance>): Utterance {
  if (audio !== undefined) return { audio }
  return text === undefined ? { silence } : { text }
}
