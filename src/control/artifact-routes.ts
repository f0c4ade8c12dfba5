import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { type Artifact, artifactIdOf, artifactKinds, correlationIdOf } from '../domain/artifacts/artifact.js'
import { participantsOf } from '../domain/call-records/call-record.js'
import { Refusal } from '../domain/refusals.js'
import type { Tenant } from '../engine/tenant.js'
import { lineAt } from '../wire/artifact.js'
import { duration } from '../wire/duration.js'
import { dateTimeOffset, graphId, moment } from '../wire/graph-type.js'
import type { ControlHouse } from './house.js'
import { meetingNamed } from './meetings-named.js'
import { control } from './route.js'
import { anyCall, anyRecord, known } from './tenants.js'

const language = z.string().default('en-us')

/** Something said: by whom, what, and for how long. */
const lineIn = z.strictObject({
  speaker: z.string().min(1),
  text: z.string().min(1),
  duration: duration.default(2_000),
  language
})

/** An MP4 file in base64. */
const content = z.base64().optional()

/** A line of a finished transcript, and when it was said after the beginning. */
const finishedLineIn = lineIn.extend({ after: duration.default(0) })

const artifactOut = z
  .object({
    id: z.string(),
    kind: z.enum(artifactKinds),
    callId: z.string(),
    meetingId: z.string().nullable(),
    createdDateTime: z.string(),
    endDateTime: z.string().nullable(),
    contentCorrelationId: z.string(),
    lines: z.int()
  })
  .meta({ id: 'artifactView' })

/** Where recordings and transcripts are made: in meetings, and in calls that stand in no calendar. */
const homes = [
  { root: '/meetings/:meetingId', path: z.object({ meetingId: z.string().min(1) }), of: 'Meeting' },
  { root: '/calls/:callId', path: z.object({ callId: graphId }), of: 'Call' }
] as const

/** What people have the service record and transcribe. */
export function artifactRoutes(app: FastifyInstance, { engine }: ControlHouse): void {
  /** What is being held, by the conversation or the peer-to-peer call. */
  const held = (params: { meetingId?: string; callId?: string }): { tenant: Tenant; of: string } => {
    if (params.meetingId !== undefined) {
      const { tenant, meeting } = meetingNamed(engine, params.meetingId)
      if (meeting.conversationId !== undefined) return { tenant, of: meeting.conversationId }
      throw new Refusal('farEndNotThere', 'Nobody is in the meeting now: have somebody join it first.')
    }
    const { tenant, call } = anyCall(engine, params.callId ?? '')
    return { tenant, of: call.conversationId ?? call.id }
  }

  for (const { root, path, of: name } of homes) {
    for (const [what, kind] of [
      ['recording', 'recordings'],
      ['transcription', 'transcripts']
    ] as const) {
      control(
        app,
        {
          method: 'PUT',
          url: `${root}/${what}`,
          operationId: `change${what[0]?.toUpperCase()}${what.slice(1)}Of${name}`,
          summary: `Somebody turns ${what} on or off; once it is off, it can be read`,
          path,
          body: z.strictObject({ on: z.boolean(), content }),
          answer: artifactOut
        },
        async ({ params, body }) => {
          const { tenant, of } = held(params)
          const about = { at: tenant.clock.now(), of, kind }
          const { artifact } = await engine.execute(
            tenant.seed.id,
            body.on
              ? { type: 'startArtifact', ...about, artifactGuid: tenant.ids.guid(), correlationGuid: tenant.ids.guid() }
              : { type: 'stopArtifact', ...about, content: body.content }
          )
          return artifactView(artifact)
        }
      )
    }

    control(
      app,
      {
        method: 'POST',
        url: `${root}/transcriptLines`,
        operationId: `addTranscriptLineTo${name}`,
        summary: 'Somebody says something that is transcribed',
        path,
        body: lineIn,
        answer: artifactOut
      },
      async ({ params, body: { duration: durationMs, ...said } }) => {
        const { tenant, of } = held(params)
        const at = tenant.clock.now()
        const line = lineAt(at, { ...said, durationMs })
        const { artifact } = await engine.execute(tenant.seed.id, { type: 'addTranscriptLine', at, of, line })
        return artifactView(artifact)
      }
    )
  }

  const finishedIn = z.strictObject({
    kind: z.enum(artifactKinds),
    startDateTime: moment,
    duration: duration.default(60_000),
    lines: z.array(finishedLineIn).default([]),
    content
  })

  /** One that is there at once, as if it had been made in its time. */
  const add = async (
    tenant: Tenant,
    subject: Subject,
    { startDateTime, duration: lasted, lines, ...made }: z.output<typeof finishedIn>
  ) => {
    const guid = tenant.ids.guid()
    const artifact: Artifact = {
      ...{ ...made, ...subject },
      id: artifactIdOf(guid),
      of: guid,
      startedAt: startDateTime,
      endedAt: startDateTime + lasted,
      correlationId: correlationIdOf(tenant.ids.guid(), startDateTime, subject.meetingId),
      lines: lines.map(({ after, duration: durationMs, ...said }) =>
        lineAt(startDateTime + after, { ...said, durationMs })
      )
    }
    await engine.execute(tenant.seed.id, { type: 'addArtifact', at: tenant.clock.now(), artifact })
    return artifactView(artifact)
  }

  control(
    app,
    {
      method: 'POST',
      url: '/meetings/:meetingId/artifacts',
      operationId: 'addArtifactToMeeting',
      summary: 'Add a finished recording or transcript to a meeting, whether or not it was held',
      path: homes[0].path,
      body: finishedIn,
      status: 201,
      answer: artifactOut
    },
    async ({ params, body }) => {
      const { tenant, meeting } = meetingNamed(engine, params.meetingId)
      const { id: meetingId, organizerId } = meeting
      return add(tenant, { callId: tenant.ids.guid(), meetingId, organizerId, userIds: [organizerId] }, body)
    }
  )

  control(
    app,
    {
      method: 'POST',
      url: '/callRecords/:recordId/artifacts',
      operationId: 'addArtifactToCall',
      summary: 'Add a finished recording or transcript to a call that is over',
      path: z.object({ recordId: graphId }),
      body: finishedIn,
      status: 201,
      answer: artifactOut
    },
    async ({ params: { recordId }, body }) => {
      const { tenant, record } = anyRecord(engine, recordId)
      const userIds = participantsOf(record).flatMap(({ user }) => user?.id ?? [])
      const organizerId = record.organizer.user?.id ?? userIds[0] ?? ''
      return add(tenant, { callId: record.id, meetingId: record.meetingId, organizerId, userIds }, body)
    }
  )
}

type Subject = Pick<Artifact, 'callId' | 'meetingId' | 'organizerId' | 'userIds'>

function artifactView(artifact: Artifact | undefined): z.input<typeof artifactOut> {
  const { id, kind, callId, meetingId, startedAt, endedAt, correlationId, lines } = known(artifact)
  return {
    ...{ id, kind, callId },
    meetingId: meetingId ?? null,
    createdDateTime: dateTimeOffset(startedAt),
    endDateTime: endedAt === undefined ? null : dateTimeOffset(endedAt),
    contentCorrelationId: correlationId,
    lines: lines.length
  }
}
