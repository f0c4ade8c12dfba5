import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { TimeMovesByItself } from '../clock/clock.js'
import type { SwitchingClock } from '../clock/switching-clock.js'
import { Refusal } from '../domain/refusals.js'
import { duration } from '../wire/duration.js'
import { dateTimeOffset, enumeration, graphId, optional } from '../wire/graph-type.js'
import type { ControlHouse } from './house.js'
import { control } from './route.js'

const clockOut = z.object({ mode: z.enum(['real', 'virtual', 'auto']), now: z.string() })

/** Time, and moving it. */
export function clockRoutes(app: FastifyInstance, house: ControlHouse): void {
  const named = (tenantId: string | undefined) =>
    tenantId === undefined ? house.clock : house.engine.tenant(tenantId).clock
  const told = (clock: SwitchingClock): z.input<typeof clockOut> => ({
    mode: clock.mode,
    now: dateTimeOffset(clock.now())
  })

  control(
    app,
    {
      method: 'GET',
      url: '/clock',
      operationId: 'getClock',
      summary: 'What time it is here, or in a tenant that has a clock of its own',
      query: z.object({ tenantId: optional(graphId) }),
      answer: clockOut
    },
    ({ query }) => told(named(query.tenantId))
  )

  control(
    app,
    {
      method: 'PUT',
      url: '/clock',
      operationId: 'setClock',
      summary: 'Change how time passes; nothing due is lost',
      body: z.strictObject({ mode: enumeration(['real', 'virtual', 'auto']), tenantId: optional(graphId) }),
      answer: clockOut
    },
    ({ body }) => {
      const clock = named(body.tenantId)
      clock.switchTo(body.mode)
      return told(clock)
    }
  )

  control(
    app,
    {
      method: 'POST',
      url: '/clock/advance',
      operationId: 'advanceClock',
      summary: 'Move time on, from one thing due to the next; answers when the last has settled',
      body: z.strictObject({ duration, tenantId: optional(graphId) }),
      answer: clockOut
    },
    async ({ body }) => {
      const clock = named(body.tenantId)
      await clock.advance(body.duration).catch(error => {
        throw error instanceof TimeMovesByItself ? new Refusal('timeMovesByItself', error.message) : error
      })
      return told(clock)
    }
  )
}
