import { findIana } from 'windows-iana'
import { z } from 'zod'
import { closedType } from './graph-type.js'

const local = z
  .string()
  .regex(
    /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,7})?)?$/,
    'must be a local time such as 2026-08-03T17:05:33, without a zone.'
  )

/** The name of a time zone. */
export const timeZone = z
  .string()
  .refine(
    name => canonicalZone(name) !== undefined,
    "must be a Windows or IANA time zone such as 'Pacific Standard Time' or 'UTC'."
  )

/**
 * A moment as people write one: local time and the name of its zone. Gives milliseconds since 1970.
 * Source: https://learn.microsoft.com/graph/api/resources/datetimetimezone
 */
export const dateTimeTimeZoneIn = closedType('microsoft.graph.dateTimeTimeZone', { dateTime: local, timeZone })
  .transform(({ dateTime, timeZone }) => momentIn(dateTime, canonicalZone(timeZone) ?? 'UTC'))
  .meta({ id: 'microsoft.graph.dateTimeTimeZone' })

export const dateTimeTimeZoneOut = z.object({ dateTime: z.string(), timeZone: z.string() })

/** In UTC, with the seven digits of the service. */
export function dateTimeTimeZoneToWire(at: number): z.input<typeof dateTimeTimeZoneOut> {
  return { dateTime: new Date(at).toISOString().replace('Z', '0000'), timeZone: 'UTC' }
}

/** The IANA name of a zone by either of its names; undefined when there is none. */
function canonicalZone(name: string): string | undefined {
  const [known] = findIana(name)
  if (known !== undefined) return known
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
  } catch {
    return undefined
  }
}

/** The zone's distance from UTC is that of the moment itself, so it is looked up twice: near it, then at it. */
function momentIn(dateTime: string, timeZone: string): number {
  const asUtc = Date.parse(`${dateTime.slice(0, 23)}Z`)
  const near = asUtc - offsetAt(asUtc, timeZone)
  return asUtc - offsetAt(near, timeZone)
}

/** How many milliseconds a zone is ahead of UTC at a moment. */
function offsetAt(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' }
  }).formatToParts(at)
  const of = (type: string) => parts.find(part => part.type === type)?.value ?? '00'
  const text = `${of('year')}-${of('month')}-${of('day')}T${of('hour')}:${of('minute')}:${of('second')}Z`
  return Date.parse(text) - Math.floor(at / 1_000) * 1_000
}
