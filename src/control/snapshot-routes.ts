import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { Refusal } from '../domain/refusals.js'
import { type Snapshot, snapshotFormat } from '../engine/snapshots.js'
import type { ControlHouse } from './house.js'
import { control } from './route.js'

const clock = z.object({ mode: z.enum(['real', 'virtual', 'auto']), now: z.number() })

const snapshotOut = z
  .object({
    format: z.int(),
    version: z.string(),
    clock,
    tenants: z.array(
      z.object({
        seed: z.looseObject({ id: z.string() }),
        world: z.looseObject({}),
        deadlines: z.array(z.looseObject({})),
        /** Of its own. */
        clock: clock.optional()
      })
    )
  })
  .meta({ id: 'snapshot' })

/** Snapshots hold everything there is: a hundred thousand call records, if need be. */
const largestSnapshot = 256 * 1024 * 1024

/** The world as one JSON document. */
export function snapshotRoutes(app: FastifyInstance, { snapshots, reset }: ControlHouse): void {
  control(
    app,
    {
      method: 'GET',
      url: '/snapshot',
      operationId: 'getSnapshot',
      summary: 'The world as it is, with the clock and what is due; without journals and notifications on their way',
      answer: snapshotOut
    },
    () => snapshots.take()
  )

  control(
    app,
    {
      method: 'PUT',
      url: '/snapshot',
      operationId: 'putSnapshot',
      summary: 'Go on from a snapshot; a reset comes back to it from now on',
      body: snapshotOut,
      bodyLimit: largestSnapshot,
      status: 204
    },
    ({ body }) => {
      if (body.format !== snapshotFormat) {
        throw new Refusal(
          'snapshotUnfit',
          `It has format ${body.format} and was written by Ringback ${body.version}; this one reads format ${snapshotFormat}. Take a new one.`
        )
      }
      // What is inside was written by ourselves; the format says that it still has the same form.
      snapshots.beginWith(body as object as Snapshot)
      reset()
    }
  )
}
