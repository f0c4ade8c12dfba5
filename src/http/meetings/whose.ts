import type { FastifyRequest } from 'fastify'
import { isInvited, isOrganizer, type Meeting } from '../../domain/meetings/meeting.js'
import { isMeetingId } from '../../domain/meetings/names.js'
import { Refusal } from '../../domain/refusals.js'
import { refuseWithoutPolicy } from '../access-policy.js'
import { callerOf, type GraphOptions, type GraphRequest, stateOf } from '../graph-route.js'
import { anybody } from '../spellings.js'

/** Who may do something with a meeting: whoever arranged it, or those who are invited as well. */
export type MeetingAccess = 'organizer' | 'invited'

/**
 * The user a path names, who exists and whose meetings the caller may touch.
 *
 * @param unsaid Who is meant where an application names nobody in the path.
 */
export function meetingUser(request: GraphRequest, options: GraphOptions, unsaid?: string): string {
  const caller = callerOf(request)
  const state = stateOf(request, options)
  const userId = request.params.userId === anybody ? (caller.userId ?? unsaid) : request.params.userId
  if (userId === undefined) {
    throw new Refusal('onlineMeetingInvalid', 'Say whose meetings are meant: use /users/{id}/onlineMeetings.')
  }
  if (state.user(userId) === undefined) {
    throw new Refusal('onlineMeetingNotFound', `No user of this tenant has the id or address '${userId}'.`)
  }
  if (caller.userId !== undefined && caller.userId !== userId) {
    throw new Refusal('onlineMeetingForbidden', 'The token is for somebody else than the path: use /me/onlineMeetings.')
  }
  refuseWithoutPolicy(state, caller, userId)
  return userId
}

/** The meeting a path names, as far as whoever asks may know of it. */
export function meetingOf(request: GraphRequest, options: GraphOptions, access: MeetingAccess): Meeting {
  const caller = callerOf(request)
  const state = stateOf(request, options)
  const { meetingId, userId } = request.params
  const unsaid = userId === anybody && caller.userId === undefined
  const who = unsaid ? undefined : meetingUser(request, options)
  const meeting = state.meeting(meetingId)
  if (meeting === undefined) throw notFound(meetingId)
  // Without a user in the path, an application speaks for whoever organizes it.
  if (who === undefined) {
    refuseWithoutPolicy(state, caller, meeting.organizerId)
    return meeting
  }
  if (!isInvited(meeting, who)) {
    throw new Refusal(
      'onlineMeetingNotFound',
      `Organizer Id mismatch. User Id: ${who} neither organizes nor attends it.`
    )
  }
  if (access === 'organizer' && !isOrganizer(meeting, who)) {
    throw new Refusal(
      'onlineMeetingForbidden',
      `An error has occurred. Only its organizer may: ${meeting.organizerId}.`
    )
  }
  return meeting
}

/** The user in the addresses of what belongs to a meeting. */
export function userInContext(request: FastifyRequest, meeting: Meeting): string {
  const { userId } = request.params as { userId: string }
  return userId === anybody ? meeting.organizerId : userId
}

function notFound(meetingId: string): Refusal {
  return isMeetingId(meetingId)
    ? new Refusal('onlineMeetingNotFound', 'There is no such meeting, or it has been deleted.')
    : new Refusal(
        'onlineMeetingNotFound',
        'Meeting Id is corrupted. Take it as it was given when the meeting was made.'
      )
}
