import type { z } from 'zod'
import type { FarEndCommand } from '../domain/calls/far-end-commands.js'
import { Refusal } from '../domain/refusals.js'
import type { Tenant } from '../engine/tenant.js'
import { NotSayable, type Speeches, type Utterance } from '../media/speeches.js'
import { type FarEndActionName, farEndBodies, type UtteranceFields } from '../wire/far-end.js'
import type { ControlHouse } from './house.js'
import { anyCall } from './tenants.js'

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

type Command<Name extends FarEndActionName> = FarEndAction<(typeof farEndBodies)[Name]>['command']

const action = <Name extends FarEndActionName>(name: Name, summary: string, command: Command<Name>): FarEndAction => ({
  summary,
  body: farEndBodies[name],
  command: command as FarEndAction['command']
})

/** What needs nothing but who does it. */
const plain = (name: FarEndActionName, type: FarEndCommand['type'], summary: string): FarEndAction => ({
  summary,
  body: farEndBodies[name],
  command: (body, moment) => ({ type, ...moment, ...(body as object) }) as FarEndCommand
})

/** What people at the other end of a call do, by the name it has in addresses and in scenarios. */
export const farEndActions: Readonly<Record<FarEndActionName, FarEndAction>> = {
  answer: plain('answer', 'farEndAnswers', 'picks up'),
  decline: plain('decline', 'farEndDeclines', 'declines'),
  busy: plain('busy', 'farEndIsBusy', 'is busy'),
  ignore: plain('ignore', 'farEndIgnores', 'lets it ring'),
  'hang-up': plain('hang-up', 'farEndHangsUp', 'hangs up'),
  leave: plain('leave', 'farEndHangsUp', 'leaves'),
  mute: plain('mute', 'farEndMutes', 'mutes'),
  unmute: plain('unmute', 'farEndUnmutes', 'unmutes'),
  resume: plain('resume', 'farEndResumes', 'takes the call off hold'),
  'stop-sharing': plain('stop-sharing', 'farEndStopsSharing', 'stops sharing'),
  admit: plain('admit', 'farEndAdmits', 'lets somebody in from the lobby; the bot, unless somebody else is named'),
  deny: plain('deny', 'farEndDenies', 'does not let somebody in'),
  remove: plain('remove', 'farEndRemoves', 'removes somebody; the bot, unless somebody else is named'),
  press: plain('press', 'farEndPresses', 'presses keys'),
  speak: action(
    'speak',
    'says something: a WAV file, a text, or nothing for a while',
    async (body, { callId }, tenant, speeches) => {
      const speech = await speeches.prepare(wanted(body), tenant).catch((error: unknown) => {
        if (error instanceof NotSayable) throw new Refusal('invalidArgument', error.message)
        throw error
      })
      // It took a moment to make the speech ready.
      return { type: 'farEndSpeaks', at: tenant.clock.now(), callId, participant: body.participant, ...speech }
    }
  ),
  hold: plain(
    'hold',
    'farEndHolds',
    'puts the call on hold; announced, the bot sees the state hold, which the real service does not send'
  ),
  share: action(
    'share',
    'shares the screen, or a presentation that has a content sharing session',
    (body, moment, { ids }) => ({ type: 'farEndShares', ...moment, ...body, sessionId: ids.guid() })
  ),
  join: action('join', 'somebody more comes', (person, moment, { ids }) => ({
    type: 'farEndJoins',
    ...moment,
    person,
    participantId: ids.guid()
  })),
  add: action('add', 'adds somebody; a peer-to-peer call becomes a conversation by it', (person, moment, { ids }) => ({
    type: 'farEndAdds',
    ...moment,
    person,
    participantId: ids.guid(),
    conversationId: ids.guid()
  })),
  transfer: action('transfer', 'hands the call over to somebody else', (body, moment, { ids }) => ({
    type: 'farEndTransfers',
    ...moment,
    ...body,
    participantId: ids.guid()
  })),
  fail: plain('fail', 'farEndFails', 'something goes wrong: the call ends with any code and subcode of docs/endings.md')
}

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

function wanted({ audio, text, silence = 0 }: UtteranceFields): Utterance {
  if (audio !== undefined) return { audio }
  return text === undefined ? { silence } : { text }
}
