import type { FastifyRequest } from 'fastify'
import { Refusal } from '../domain/refusals.js'

/**
 * The parameters of a function in a path: `getAllRecordings(meetingOrganizerUserId='x')`. SDKs write aliases there, with or
 * without quotes, and the values in the query, with or without the at sign. What is named nowhere is absent.
 * Source: https://docs.oasis-open.org/odata/odata/v4.01, "Parameter Aliases"; the rest was observed.
 */
export function functionParameters({ originalUrl, query }: FastifyRequest, name: string): ReadonlyMap<string, string> {
  const [path = ''] = originalUrl.split('?')
  const written = new RegExp(`${name}\\(([^)]*)\\)`, 'i').exec(decodeURIComponent(path))?.[1] ?? ''
  const asked = query as Readonly<Record<string, string | undefined>>
  const found = new Map<string, string>()
  for (const pair of written.split(',')) {
    const [parameter = '', ...rest] = pair.split('=')
    const value = unquoted(rest.join('='))
    const alias = value.startsWith('@') ? value.slice(1) : undefined
    const meant = alias === undefined ? value : unquoted(asked[`@${alias}`] ?? asked[alias] ?? '')
    if (meant !== '') found.set(parameter.trim().toLowerCase(), meant)
  }
  return found
}

/** A moment among the parameters; undefined when it is absent. */
export function momentIn(parameters: ReadonlyMap<string, string>, name: string): number | undefined {
  const text = parameters.get(name.toLowerCase())
  if (text === undefined) return undefined
  const at = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/i.test(text)
    ? Date.parse(text)
    : Number.NaN
  if (!Number.isNaN(at)) return at
  throw new Refusal('functionParameters', `'${name}' is '${text}', not a moment such as 2026-08-01T00:00:00Z.`)
}

function unquoted(text: string): string {
  return text.trim().replace(/^'(.*)'$/, '$1')
}
