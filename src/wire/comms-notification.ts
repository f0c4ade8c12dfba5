import { z } from 'zod'
import { audioActive, audioInactive, callOut, toneInfoOut } from './call.js'
import { commsOperationOut } from './comms-operation.js'
import { applicationMetadataOut } from './compliance-recording.js'
import { contentSharingSessionOut } from './content-sharing-session.js'
import { deltaParticipantsOut, participantOut } from './participant.js'

/** The part of a call that a notification tells; always with id and state. */
const callDataOut = callOut
  .omit({ '@odata.context': true, mediaConfig: true })
  .partial()
  .required({ '@odata.type': true, id: true, state: true })
  .extend({
    mediaState: z
      .object({ '@odata.type': z.string(), audio: z.enum([audioActive.audio, audioInactive.audio]) })
      .optional(),
    toneInfo: toneInfoOut.optional(),
    /** Seen on the wire: how a call came to its end. */
    terminationReason: z.string().optional(),
    /** Only after a consultative transfer that failed. */
    replacesContext: z.string().optional(),
    /** Only for recorders that a policy rings. */
    applicationMetadata: applicationMetadataOut.optional()
  })

/** One more person under a recording policy, or one less. */
const policyParticipantOut = z.object({
  '@odata.type': z.enum([
    '#microsoft.graph.participantJoiningNotification',
    '#microsoft.graph.participantLeftNotification'
  ]),
  call: callDataOut,
  participantId: z.string().optional()
})

/** Source: https://learn.microsoft.com/graph/api/resources/commsnotification, with what the wire adds. */
export const commsNotificationOut = z
  .object({
    '@odata.type': z.literal('#microsoft.graph.commsNotification'),
    changeType: z.enum(['created', 'updated', 'deleted']),
    /** The legacy twin of `resourceUrl`: not in the schema, always on the wire. */
    resource: z.string().startsWith('/app/calls/'),
    /** Relative to the service root: no host, no version. */
    resourceUrl: z.string().startsWith('/communications/calls/'),
    callbackUri: z.string(),
    resourceData: z.union([
      callDataOut,
      commsOperationOut,
      z.array(participantOut),
      deltaParticipantsOut,
      z.array(contentSharingSessionOut),
      policyParticipantOut
    ])
  })
  .meta({ id: 'microsoft.graph.commsNotification' })

export type CommsNotification = z.input<typeof commsNotificationOut>

/** What is posted to a bot: always a collection, normally of one. */
export const commsNotificationsOut = z
  .object({
    '@odata.type': z.literal('#microsoft.graph.commsNotifications'),
    value: z.array(commsNotificationOut).min(1)
  })
  .meta({ id: 'microsoft.graph.commsNotifications' })

export type CommsNotifications = z.input<typeof commsNotificationsOut>
