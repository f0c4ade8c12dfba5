import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { userNamed } from '../domain/directory/people.js'
import type { Meeting } from '../domain/meetings/meeting.js'
import { Refusal } from '../domain/refusals.js'
import type { Tenant } from '../engine/tenant.js'
import { personFields } from '../wire/directory.js'
import { graphId, optional } from '../wire/graph-type.js'
import { joinWebUrlOf, meetingIdOf, threadIdOf } from '../wire/meeting-names.js'
import { participantView, participantViewOut } from './call-view.js'
import type { ControlHouse } from './house.js'
import { collection, control } from './route.js'
import { known, theTenant } from './tenants.js'

const scope = z.enum(['organizer', 'organization', 'everyone'])

const meetingIn = z.strictObject({
  /** A user by name, id or address. */
  organizer: z.string().min(1),
  subject: z.string().default('Meeting'),
  /** Who need not wait in the lobby. */
  lobbyBypassScope: scope.default('organization'),
  /** Letters and digits; none by default. */
  passcode: optional(z.string().min(1)),
  tenantId: optional(graphId)
})

const meetingOut = z
  .object({
    meetingId: z.string(),
    tenantId: z.string(),
    subject: z.string(),
    organizerId: z.string(),
    threadId: z.string(),
    messageId: z.string(),
    joinMeetingId: z.string(),
    passcode: z.string().nullable(),
    joinWebUrl: z.string(),
    lobbyBypassScope: scope,
    locked: z.boolean(),
    participants: z.array(participantViewOut)
  })
  .meta({ id: 'meetingView' })

export type MeetingView = z.input<typeof meetingOut>
export type ParticipantView = z.input<typeof participantViewOut>

const meetingPath = z.object({ meetingId: z.string().min(1) })

/** How many digits a joinMeetingId has. */
const joinDigits = 12

/** Meetings, and the people in them. */
export function meetingRoutes(app: FastifyInstance, { engine, clock, ids }: ControlHouse): void {
  /** By id, by the thread of its chat, or by the digits people type. */
  const find = (name: string): { tenant: Tenant; meeting: Meeting } => {
    for (const tenant of engine.tenants()) {
      const { state } = tenant
      const meeting =
        state.meeting(name) ?? state.meetingNamed({ threadId: name }) ?? state.meetingNamed({ joinMeetingId: name })
      if (meeting !== undefined) return { tenant, meeting }
    }
    throw new Refusal('meetingNotFound', `No meeting is named '${name}': GET /_ringback/meetings lists them.`)
  }

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
    async ({ body: { tenantId, organizer, passcode, ...rest } }) => {
      const { seed, state } = theTenant(engine, tenantId)
      const identity = userNamed(state, organizer)
      const threadId = threadIdOf(ids.guid())
      const meeting = {
        id: meetingIdOf(identity.user?.id ?? '', threadId),
        tenantId: seed.id,
        chatInfo: { threadId, messageId: '0' },
        joinMeetingId: ids.digits(joinDigits),
        passcode,
        organizer: identity,
        locked: false,
        ...rest
      }
      await engine.execute(seed.id, { type: 'scheduleMeeting', at: clock.now(), meeting })
      return meetingView({ seed, state }, known(state.meeting(meeting.id)))
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
      await engine.execute(tenant.seed.id, { type: 'lockMeeting', at: clock.now(), meetingId: meeting.id, locked })
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
      const participantId = ids.guid()
      const { conversation } = await engine.execute(tenant.seed.id, {
        type: 'joinMeeting',
        at: clock.now(),
        meetingId: meeting.id,
        participantId,
        conversationId: ids.guid(),
        callChainId: ids.guid(),
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
      path: meetingPath.extend({ participant: z.string().min(1) }),
      status: 204
    },
    async ({ params: { meetingId, participant } }) => {
      const { tenant, meeting } = find(meetingId)
      await engine.execute(tenant.seed.id, {
        type: 'leaveMeeting',
        at: clock.now(),
        meetingId: meeting.id,
        participant
      })
    }
  )

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
      await engine.execute(tenant.seed.id, { type: 'endMeeting', at: clock.now(), meetingId: meeting.id })
      return view(meeting.id)
    }
  )
}

function meetingView({ state }: Pick<Tenant, 'seed' | 'state'>, meeting: Meeting): MeetingView {
  const { id, tenantId, subject, organizer, chatInfo, joinMeetingId, passcode, lobbyBypassScope, locked } = meeting
  const { conversationId } = meeting
  const participants = conversationId === undefined ? [] : state.participants(conversationId)
  return {
    meetingId: id,
    tenantId,
    subject,
    organizerId: organizer.user?.id ?? '',
    threadId: chatInfo.threadId,
    messageId: chatInfo.messageId,
    joinMeetingId,
    passcode: passcode ?? null,
    joinWebUrl: joinWebUrlOf(meeting),
    lobbyBypassScope,
    locked,
    participants: Array.from(participants, participantView)
  }
}
