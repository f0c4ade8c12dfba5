import { z } from 'zod'
import { current, workLocation } from '../domain/presence/aggregation.js'
import { mostPresencesAtOnce } from '../domain/presence/limits.js'
import { locationLayers, type Presence, type StatusMessage, workLocationTypes } from '../domain/presence/presence.js'
import { dateTimeTimeZoneIn, dateTimeTimeZoneOut, dateTimeTimeZoneToWire } from './date-time-time-zone.js'
import { duration } from './duration.js'
import { closedType, enumeration, graphId, optional, parameters } from './graph-type.js'

const statusMessageOut = z.object({
  message: z.object({ content: z.string(), contentType: z.literal('text') }),
  expiryDateTime: dateTimeTimeZoneOut.optional(),
  publishedDateTime: z.string().optional()
})

/** Source: https://learn.microsoft.com/graph/api/resources/presence */
export const presenceOut = z
  .object({
    '@odata.context': z.string().optional(),
    id: z.string(),
    availability: z.string(),
    activity: z.string(),
    outOfOfficeSettings: z.object({ message: z.string().nullable(), isOutOfOffice: z.boolean() }),
    statusMessage: statusMessageOut.nullable(),
    workLocation: z.object({
      workLocationType: z.enum(workLocationTypes),
      source: z.enum(['none', ...locationLayers]),
      placeId: z.string().nullable()
    }),
    sequenceNumber: z.string()
  })
  .meta({ id: 'microsoft.graph.presence' })

export type PresenceWire = z.input<typeof presenceOut>

/**
 * Somebody's presence at a moment.
 *
 * @param own Whether they ask themselves: nobody else is told until when a message holds.
 */
export function presenceToWire(presence: Presence, now: number, own: boolean): PresenceWire {
  const { userId: id, shown, outOfOffice, sequence } = presence
  const { statusMessage } = current(presence, now)
  const found = workLocation(current(presence, now))
  return {
    id,
    ...shown,
    outOfOfficeSettings: { message: outOfOffice.message ?? null, isOutOfOffice: outOfOffice.isOutOfOffice },
    statusMessage: statusMessage === undefined ? null : statusMessageToWire(statusMessage, own),
    workLocation: {
      workLocationType: found?.location.type ?? 'unspecified',
      source: found?.layer ?? 'none',
      placeId: found?.location.placeId ?? null
    },
    // Compared as text, so all are equally long.
    sequenceNumber: `A${String(sequence).padStart(19, '0')}`
  }
}

/** Somebody of whom nothing can be known. */
export function unknownPresence(id: string): PresenceWire {
  return {
    ...{ id, availability: 'PresenceUnknown', activity: 'PresenceUnknown' },
    outOfOfficeSettings: { message: null, isOutOfOffice: false },
    statusMessage: null,
    workLocation: { workLocationType: 'unspecified', source: 'none', placeId: null },
    sequenceNumber: `A${''.padStart(19, '0')}`
  }
}

function statusMessageToWire({ content, publishedAt, expiresAt }: StatusMessage, own: boolean) {
  return {
    message: { content, contentType: 'text' as const },
    ...(own && { publishedDateTime: new Date(publishedAt).toISOString() }),
    ...(own && expiresAt !== undefined && { expiryDateTime: dateTimeTimeZoneToWire(expiresAt) })
  }
}

const guid = graphId.refine(id => /^[0-9a-f-]{36}$/.test(id), 'must be the object id of a user.')

export const getPresencesByUserIdIn = parameters('getPresencesByUserId', {
  ids: z.array(guid).min(1).max(mostPresencesAtOnce)
})

const pair = { availability: z.string().min(1), activity: z.string().min(1) }

export const setPresenceIn = parameters('setPresence', {
  sessionId: graphId,
  ...pair,
  expirationDuration: optional(duration)
})

export const clearPresenceIn = parameters('clearPresence', { sessionId: graphId })

export const setUserPreferredPresenceIn = parameters('setUserPreferredPresence', {
  ...pair,
  expirationDuration: optional(duration.refine(milliseconds => milliseconds > 0, 'must be longer than nothing.'))
})

/** Longer ones are taken, though Teams itself stops at 280 characters. */
export const setStatusMessageIn = parameters('setStatusMessage', {
  statusMessage: closedType('microsoft.graph.presenceStatusMessage', {
    message: closedType('microsoft.graph.itemBody', {
      content: z.string(),
      contentType: optional(enumeration(['text']))
    }),
    expiryDateTime: optional(dateTimeTimeZoneIn),
    publishedDateTime: z.unknown().optional()
  })
})

export const setLocationIn = (action: string) =>
  parameters(action, { workLocationType: enumeration(workLocationTypes), placeId: optional(z.string()) })
