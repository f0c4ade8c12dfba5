import { z } from 'zod'

const pattern = /^P(?:(\d+(?:\.\d+)?)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/
const units = [86_400_000, 3_600_000, 60_000, 1_000]

/** An ISO 8601 duration of days, hours, minutes and seconds in milliseconds; undefined for anything else. */
export function parseDuration(text: string): number | undefined {
  const parts = pattern.exec(text)?.slice(1)
  if (parts === undefined || parts.every(part => part === undefined)) return undefined
  return units.reduce((sum, unit, index) => sum + Number(parts[index] ?? 0) * unit, 0)
}

/** An ISO 8601 duration as Graph writes one: `PT1M30S`. */
export function formatDuration(milliseconds: number): string {
  const [days = 0, hours = 0, minutes = 0] = units.map(unit => Math.floor(milliseconds / unit))
  const seconds = (milliseconds % 60_000) / 1_000
  const date = days > 0 ? `${days}D` : ''
  const time = [
    hours % 24 > 0 ? `${hours % 24}H` : '',
    minutes % 60 > 0 ? `${minutes % 60}M` : '',
    seconds > 0 ? `${seconds}S` : ''
  ].join('')
  if (time === '') return date === '' ? 'PT0S' : `P${date}`
  return `P${date}T${time}`
}

/** A duration as it stands, for what is only passed on. */
export const isoDuration = z
  .string()
  .refine(text => parseDuration(text) !== undefined, 'must be an ISO 8601 duration such as PT15S or PT1H30M.')

/** A duration in a body, a query or a file, in milliseconds. */
export const duration = z
  .string()
  .refine(text => parseDuration(text) !== undefined, 'must be an ISO 8601 duration such as PT15S or PT1H30M.')
  .transform(text => parseDuration(text) ?? 0)
  .meta({ format: 'duration' })
