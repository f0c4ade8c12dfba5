import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { TimeMovesByItself } from '../clock/clock.js'
import { Refusal } from '../domain/refusals.js'
import { duration } from '../wire/duration.js'
import { dateTimeOffset, enumeration } from '../wire/graph-type.js'
import type { ControlHouse } from './house.js'
import { control } from './route.js'

const clockOut = z.object({ mode: z.enum(['real', 'virtual', 'auto']), now: z.string() })

/** Time, and moving it. */
export function clockRoutes(app: FastifyInstance, { clock }: ControlHouse): void {
  const told = (): z.input<typeof clockOut> => ({ mode: clock.mode, now: dateTimeOffset(clock.now()) })

  control(
    app,
    { method: 'GET', url: '/clock', operationId: 'getClock', summary: 'What time it is here', answer: clockOut },
    told
  )

  control(
    app,
    {
      method: 'PUT',
      url: '/clock',
      operationId: 'setClock',
      summary: 'Change how time passes; nothing due is lost',
      body: z.strictObject({ mode: enumeration(['real', 'virtual', 'auto']) }),
      answer: clockOut
    },
    ({ body }) => {
      clock.switchTo(body.mode)
      return told()
    }
  )

  control(
    app,
    {
      method: 'POST',
      url: '/clock/advance',
      operationId: 'advanceClock',
      summary: 'Move time on, from one thing due to the next; answers when the last has settled',
      body: z.strictObject({ duration }),
      answer: clockOut
    },
    async ({ body }) => {
      await clock.advance(body.duration).catch(error => {
        throw error instanceof TimeMovesByItself ? new Refusal('timeMovesByItself', error.message) : error
      })
      return told()
    }
  )
}
