import { z } from 'zod'
import type { Participant } from '../domain/conversations/conversation.js'
import { userNamed } from '../domain/directory/people.js'
import type { Person } from '../domain/meetings/commands.js'
import type { Meeting } from '../domain/meetings/meeting.js'
import { lobbyBypassScopes } from '../domain/meetings/options.js'
import type { Engine } from '../engine/engine.js'
import type { Tenant } from '../engine/tenant.js'
import { meetingDraws } from '../http/meetings/draws.js'
import { graphId, moment, optional } from '../wire/graph-type.js'
import { known, theTenant } from './tenants.js'

/** A meeting to be arranged. */
export const meetingIn = z.strictObject({
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

/** Arranges a meeting, in the tenant that is named or in the first. */
export async function arrangeMeeting(
  engine: Engine,
  { tenantId, organizer, passcode, conferenceId, videoTeleconferenceId, ...wish }: z.output<typeof meetingIn>
): Promise<{ tenant: Tenant; meeting: Meeting }> {
  const tenant = theTenant(engine, tenantId)
  const { seed, state, clock, ids } = tenant
  const idOf = (name: string) => known(userNamed(state, name).user).id
  const { meeting } = await engine.execute(seed.id, {
    type: 'scheduleMeeting',
    at: clock.now(),
    organizerId: idOf(organizer),
    wish: {
      subject: wish.subject,
      startsAt: wish.startDateTime,
      endsAt: wish.endDateTime,
      attendees: wish.attendees?.map(name => ({ userId: idOf(name) })),
      lobbyBypassSettings: { scope: wish.lobbyBypassScope, isDialInBypassEnabled: wish.isDialInBypassEnabled },
      isPasscodeRequired: passcode !== undefined
    },
    ...meetingDraws(ids),
    ...(passcode && { passcode }),
    ...{ conferenceId, videoTeleconferenceId }
  })
  return { tenant, meeting }
}

/** Somebody joins a meeting, through the lobby if they have to. */
export async function joinMeeting(
  engine: Engine,
  { seed, state, clock, ids }: Tenant,
  { id: meetingId }: Meeting,
  person: Person
): Promise<Participant> {
  const participantId = ids.guid()
  const { conversation } = await engine.execute(seed.id, {
    type: 'joinMeeting',
    at: clock.now(),
    meetingId,
    participantId,
    conversationId: ids.guid(),
    callChainId: ids.guid(),
    person
  })
  return known(state.participant(conversation?.id ?? '', participantId))
}
