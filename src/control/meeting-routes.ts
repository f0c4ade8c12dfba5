import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { personFields } from '../wire/directory.js'
import { graphId, optional } from '../wire/graph-type.js'
import { participantView, participantViewOut } from './call-view.js'
import type { ControlHouse } from './house.js'
import { meetingOut, meetingView } from './meeting-view.js'
import { arrangeMeeting, joinMeeting, meetingIn } from './meetings-held.js'
import { meetingNamed } from './meetings-named.js'
import { collection, control } from './route.js'

const meetingPath = z.object({ meetingId: z.string().min(1) })
const participantPath = meetingPath.extend({ participant: z.string().min(1) })

/** Meetings, and the people in them. */
export function meetingRoutes(app: FastifyInstance, { engine }: ControlHouse): void {
  const find = (name: string) => meetingNamed(engine, name)

  const view = (name: string) => {
    const { tenant, meeting } = find(name)
    return meetingView(tenant, meeting)
  }

  control(
    app,
    {
      method: 'POST',
      url: '/meetings',
      operationId: 'scheduleMeeting',
      summary: 'Arrange a meeting',
      body: meetingIn,
      status: 201,
      answer: meetingOut
    },
    async ({ body }) => {
      const { tenant, meeting } = await arrangeMeeting(engine, body)
      return meetingView(tenant, meeting)
    }
  )

  control(
    app,
    {
      method: 'GET',
      url: '/meetings',
      operationId: 'listMeetings',
      summary: 'All meetings',
      query: z.object({ tenantId: optional(graphId) }),
      answer: collection(meetingOut)
    },
    ({ query: { tenantId } }) => {
      const tenants = tenantId === undefined ? Array.from(engine.tenants()) : [engine.tenant(tenantId)]
      return {
        value: tenants.flatMap(tenant => Array.from(tenant.state.meetings(), meeting => meetingView(tenant, meeting)))
      }
    }
  )

  control(
    app,
    {
      method: 'GET',
      url: '/meetings/:meetingId',
      operationId: 'getMeeting',
      summary: 'A meeting with those in it; by its id, its threadId or its joinMeetingId',
      path: meetingPath,
      answer: meetingOut
    },
    ({ params }) => view(params.meetingId)
  )

  control(
    app,
    {
      method: 'PATCH',
      url: '/meetings/:meetingId',
      operationId: 'lockMeeting',
      summary: 'Lock a meeting, so that nobody more may join, or unlock it',
      path: meetingPath,
      body: z.strictObject({ locked: z.boolean() }),
      answer: meetingOut
    },
    async ({ params, body: { locked } }) => {
      const { tenant, meeting } = find(params.meetingId)
      await engine.execute(tenant.seed.id, {
        type: 'lockMeeting',
        at: tenant.clock.now(),
        meetingId: meeting.id,
        locked
      })
      return view(meeting.id)
    }
  )

  control(
    app,
    {
      method: 'POST',
      url: '/meetings/:meetingId/participants',
      operationId: 'joinMeeting',
      summary: 'Somebody joins a meeting, through the lobby if they have to',
      path: meetingPath,
      body: personFields,
      status: 201,
      answer: participantViewOut
    },
    async ({ params, body: person }) => {
      const { tenant, meeting } = find(params.meetingId)
      return participantView(await joinMeeting(engine, tenant, meeting, person))
    }
  )

  control(
    app,
    {
      method: 'DELETE',
      url: '/meetings/:meetingId/participants/:participant',
      operationId: 'leaveMeeting',
      summary: 'Somebody leaves a meeting: by participant id, name, or id; an application is removed',
      path: participantPath,
      status: 204
    },
    async ({ params: { meetingId, participant } }) => {
      const { tenant, meeting } = find(meetingId)
      await engine.execute(tenant.seed.id, {
        type: 'leaveMeeting',
        at: tenant.clock.now(),
        meetingId: meeting.id,
        participant
      })
    }
  )

  for (const [decision, type, summary] of [
    ['admit', 'admitToMeeting', 'Somebody lets somebody in from the lobby'],
    ['deny', 'denyFromMeeting', 'Somebody sends somebody away from the lobby']
  ] as const) {
    control(
      app,
      {
        method: 'POST',
        url: `/meetings/:meetingId/participants/:participant/${decision}`,
        operationId: type,
        summary,
        path: participantPath,
        body: z.strictObject({}),
        answer: meetingOut
      },
      async ({ params: { meetingId, participant } }) => {
        const { tenant, meeting } = find(meetingId)
        await engine.execute(tenant.seed.id, { type, at: tenant.clock.now(), meetingId: meeting.id, participant })
        return view(meeting.id)
      }
    )
  }

  control(
    app,
    {
      method: 'POST',
      url: '/meetings/:meetingId/end',
      operationId: 'endMeeting',
      summary: 'Somebody ends a meeting for everybody',
      path: meetingPath,
      body: z.strictObject({}),
      answer: meetingOut
    },
    async ({ params }) => {
      const { tenant, meeting } = find(params.meetingId)
      await engine.execute(tenant.seed.id, { type: 'endMeeting', at: tenant.clock.now(), meetingId: meeting.id })
      return view(meeting.id)
    }
  )
}
