import type { FastifyInstance } from 'fastify'
import { artifactKinds } from '../../domain/artifacts/artifact.js'
import { isOrganizer } from '../../domain/meetings/meeting.js'
import { Refusal } from '../../domain/refusals.js'
import { type ArtifactsHome, artifactRoutes } from '../artifacts/artifact-routes.js'
import { getAllRoutes } from '../artifacts/get-all-routes.js'
import { callerOf, type GraphOptions } from '../graph-route.js'
import { anybody } from '../spellings.js'
import { resolveUsers } from '../users/whose.js'
import { appointmentRoutes } from './appointment-routes.js'
import { attendanceRoutes } from './attendance-routes.js'
import { meetingRoutes, meetingsSubject } from './meeting-routes.js'
import { registrationRoutes } from './registration-routes.js'
import { meetingOf, meetingUser, userInContext } from './whose.js'

/**
 * `/users/{id}/onlineMeetings`, which is also `/me/onlineMeetings` and, without saying whose, `/communications/onlineMeetings`.
 * Source: https://learn.microsoft.com/graph/api/resources/onlinemeeting
 */
export async function meetingsPlugin(app: FastifyInstance, options: GraphOptions): Promise<void> {
  resolveUsers(app, options.house)
  meetingRoutes(app, options)
  attendanceRoutes(app, options)
  appointmentRoutes(app, options)
  registrationRoutes(app, options)
  const home: ArtifactsHome = {
    subject: meetingsSubject,
    path: '/:meetingId',
    operationPrefix: 'users.onlineMeetings',
    of: request => ({ meetingId: meetingOf(request, options, 'invited').id }),
    ofContent: request => {
      const meeting = meetingOf(request, options, 'invited')
      const { userId } = callerOf(request)
      if (userId === undefined || isOrganizer(meeting, userId)) return { meetingId: meeting.id }
      throw new Refusal('onlineMeetingForbidden', 'Only the organizer may download what was recorded.')
    },
    context: request => {
      const meeting = meetingOf(request, options, 'invited')
      return `users('${userInContext(request, meeting)}')/onlineMeetings('${meeting.id}')`
    }
  }
  for (const kind of artifactKinds) {
    artifactRoutes(app, options, home, kind)
    getAllRoutes(
      app,
      options,
      {
        subject: meetingsSubject,
        operationPrefix: 'users.onlineMeetings',
        parameter: 'meetingOrganizerUserId',
        filter: 'MeetingOrganizer/User/Id',
        of: (organizerId, request) => {
          // The user in the path is the one whose policy counts; the parameter says whose meetings.
          if (request.params.userId !== anybody) meetingUser(request, options)
          return { organizerId }
        }
      },
      kind
    )
  }
}
