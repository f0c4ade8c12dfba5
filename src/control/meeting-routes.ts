import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { userNamed } from '../domain/directory/people.js'
import { lobbyBypassScopes } from '../domain/meetings/options.js'
import { meetingDraws } from '../http/meetings/draws.js'
import { personFields } from '../wire/directory.js'
import { graphId, moment, optional } from '../wire/graph-type.js'
import { participantView, participantViewOut } from './call-view.js'
import type { ControlHouse } from './house.js'
import { meetingOut, meetingView } from './meeting-view.js'
import { meetingNamed } from './meetings-named.js'
import { collection, control } from './route.js'
import { known, theTenant } from './tenants.js'

const meetingIn = z.strictObject({
  /** A user by name, id or address. */
  organizer: z.string().min(1),
  subject: z.string().default('Meeting'),
  startDateTime: optional(moment),
  endDateTime: optional(moment),
  /** Users who are invited, by name, id or address. */
  attendees: optional(z.array(z.string().min(1))),
  /** Who need not wait in the lobby. */
  lobbyBypassScope: z.enum(lobbyBypassScopes).default('organization'),
  /** Whether those on the telephone need not. */
  isDialInBypassEnabled: z.boolean().default(false),
  /** Letters and digits; none by default. */
  passcode: optional(z.string().min(1)),
  /** What people on the telephone type; nobody can dial in by it, but bots are told of it. */
  conferenceId: optional(z.string().regex(/^\d{5,9}$/)),
  /** By which video devices find it. */
  videoTeleconferenceId: optional(z.string().min(1)),
  tenantId: optional(graphId)
})

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
      const { tenantId, organizer, passcode, conferenceId, videoTeleconferenceId } = body
      const { seed, state, clock, ids } = theTenant(engine, tenantId)
      const idOf = (name: string) => known(userNamed(state, name).user).id
      const { meeting } = await engine.execute(seed.id, {
        type: 'scheduleMeeting',
        at: clock.now(),
        organizerId: idOf(organizer),
        wish: {
          subject: body.subject,
          startsAt: body.startDateTime,
          endsAt: body.endDateTime,
          attendees: body.attendees?.map(name => ({ userId: idOf(name) })),
          lobbyBypassSettings: { scope: body.lobbyBypassScope, isDialInBypassEnabled: body.isDialInBypassEnabled },
          isPasscodeRequired: passcode !== undefined
        },
        ...meetingDraws(ids),
        ...(passcode && { passcode }),
        ...{ conferenceId, videoTeleconferenceId }
      })
      return meetingView({ state }, meeting)
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
      const participantId = tenant.ids.guid()
      const { conversation } = await engine.execute(tenant.seed.id, {
        type: 'joinMeeting',
        at: tenant.clock.now(),
        meetingId: meeting.id,
        participantId,
        conversationId: tenant.ids.guid(),
        callChainId: tenant.ids.guid(),
        person
      })
      return participantView(known(tenant.state.participant(conversation?.id ?? '', participantId)))
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
