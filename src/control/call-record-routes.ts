import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { type CallRecord, ratings } from '../domain/call-records/call-record.js'
import { historyOf } from '../domain/call-records/history.js'
import { historyFields } from '../wire/directory.js'
import { dateTimeOffset, graphId, optional } from '../wire/graph-type.js'
import type { ControlHouse } from './house.js'
import { collection, control } from './route.js'
import { anyRecord, known, theTenant } from './tenants.js'

const recordOut = z
  .object({
    id: z.string(),
    tenantId: z.string(),
    /** 0 while nobody can read it yet. */
    version: z.int(),
    type: z.enum(['peerToPeer', 'groupCall']),
    meetingId: z.string().nullable(),
    startDateTime: z.string(),
    endDateTime: z.string(),
    /** When it can be read; null where it can be already. */
    due: z.string().nullable(),
    sessions: z.int()
  })
  .meta({ id: 'callRecordView' })

/** How many records are listed, the newest. */
const mostListed = 1_000

/** What is on record of calls: to look at, to rate, to make up. */
export function callRecordRoutes(app: FastifyInstance, { engine }: ControlHouse): void {
  const view = (tenantId: string, record: CallRecord): z.input<typeof recordOut> => {
    const { id, version, type, meetingId, startedAt, endedAt, sessions } = record
    const { callRecordDelay } = engine.tenant(tenantId).state.settings
    return {
      ...{ id, tenantId, version, type },
      meetingId: meetingId ?? null,
      startDateTime: dateTimeOffset(startedAt),
      endDateTime: dateTimeOffset(endedAt),
      due: version === 0 ? dateTimeOffset(endedAt + callRecordDelay) : null,
      sessions: sessions.length
    }
  }

  control(
    app,
    {
      method: 'GET',
      url: '/callRecords',
      operationId: 'listCallRecords',
      summary: 'The newest calls on record, also those that bots cannot read yet or any more',
      query: z.object({ tenantId: optional(graphId) }),
      answer: collection(recordOut)
    },
    ({ query: { tenantId } }) => {
      const { seed, state } = theTenant(engine, tenantId)
      const readable = state.callRecords.between(0, Number.MAX_SAFE_INTEGER).slice(0, mostListed)
      return { value: [...state.callRecords.unwritten(), ...readable].map(record => view(seed.id, record)) }
    }
  )

  control(
    app,
    {
      method: 'POST',
      url: '/callRecords/:recordId/feedback',
      operationId: 'rateCall',
      summary: 'Somebody says what a call was like: its record gets another version',
      path: z.object({ recordId: graphId }),
      body: z.strictObject({
        participant: z.string().min(1),
        rating: z.enum(ratings),
        text: z.string().optional(),
        tokens: z.record(z.string(), z.boolean()).optional()
      }),
      answer: recordOut
    },
    async ({ params: { recordId }, body: { participant, ...feedback } }) => {
      const { tenant } = anyRecord(engine, recordId)
      const rate = { type: 'rateCall' as const, at: tenant.clock.now(), recordId, participant, feedback }
      const { callRecord } = await engine.execute(tenant.seed.id, rate)
      return view(tenant.seed.id, known(callRecord))
    }
  )

  control(
    app,
    {
      method: 'POST',
      url: '/callRecords/history',
      operationId: 'addCallHistory',
      summary: 'Make up a past: calls between two, meetings and telephone calls of so many days until today',
      query: z.object({ tenantId: optional(graphId) }),
      body: historyFields,
      status: 201,
      answer: z.object({ added: z.int() })
    },
    async ({ query: { tenantId }, body }) => {
      const { seed, state, clock } = theTenant(engine, tenantId)
      const past = { tenantId: seed.id, users: Array.from(state.users()), trunk: state.trunk, now: clock.now() }
      const records = historyOf(body, past)
      await engine.execute(seed.id, { type: 'addCallHistory', at: clock.now(), records })
      return { added: records.length }
    }
  )
}
