import { z } from 'zod'
import type { Meeting } from '../domain/meetings/meeting.js'
import { lobbyBypassScopes } from '../domain/meetings/options.js'
import type { Tenant } from '../engine/tenant.js'
import { dateTimeOffset } from '../wire/graph-type.js'
import { participantView, participantViewOut } from './call-view.js'

export const meetingOut = z
  .object({
    meetingId: z.string(),
    tenantId: z.string(),
    subject: z.string().nullable(),
    organizerId: z.string(),
    threadId: z.string(),
    messageId: z.string(),
    joinMeetingId: z.string(),
    passcode: z.string().nullable(),
    joinWebUrl: z.string(),
    startDateTime: z.string(),
    endDateTime: z.string(),
    lobbyBypassScope: z.enum(lobbyBypassScopes),
    locked: z.boolean(),
    recording: z.boolean(),
    transcribing: z.boolean(),
    participants: z.array(participantViewOut)
  })
  .meta({ id: 'meetingView' })

export type MeetingView = z.input<typeof meetingOut>
export type ParticipantView = z.input<typeof participantViewOut>

/** @internal */
export function meetingView({ state }: Pick<Tenant, 'state'>, meeting: Meeting): MeetingView {
  const { id, tenantId, subject, organizerId, chatInfo, joinMeetingId, passcode, joinWebUrl, locked } = meeting
  const { conversationId } = meeting
  const running = conversationId === undefined ? [] : state.runningArtifacts(conversationId)
  const participants = conversationId === undefined ? [] : state.participants(conversationId)
  return {
    meetingId: id,
    ...{ tenantId, organizerId, joinMeetingId, joinWebUrl, locked },
    subject: subject ?? null,
    threadId: chatInfo.threadId,
    messageId: chatInfo.messageId,
    passcode: passcode ?? null,
    startDateTime: dateTimeOffset(meeting.startsAt),
    endDateTime: dateTimeOffset(meeting.endsAt),
    lobbyBypassScope: meeting.lobbyBypassSettings.scope,
    recording: running.some(({ kind }) => kind === 'recordings'),
    transcribing: running.some(({ kind }) => kind === 'transcripts'),
    participants: Array.from(participants, participantView)
  }
}
