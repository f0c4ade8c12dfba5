import { z } from 'zod'

/**
 * How Graph reads JSON, said once: members of closed types must be known, of open types need not be; null means
 * absent; enum members and ids are compared without case; annotations (`@odata.…`) may stand anywhere.
 */

/** Marks an issue for the error handler, which has Graph's wording for it. */
export interface UnknownMember {
  readonly graph: 'unknownProperty' | 'unknownParameter'
  /** The type or the action that does not have it. */
  readonly of: string
  readonly name: string
}

/** A complex type that takes nothing but its own properties. */
export function closedType<S extends z.ZodRawShape>(name: string, shape: S) {
  return z.looseObject(shape).check(refuseUnknown('unknownProperty', name, shape))
}

/** A complex type marked open in Graph's schema: more properties are taken and ignored. */
export function openType<S extends z.ZodRawShape>(shape: S) {
  return z.looseObject(shape)
}

/** The body of an action: nothing but its own parameters. */
export function parameters<S extends z.ZodRawShape>(action: string, shape: S) {
  return z.looseObject(shape).check(refuseUnknown('unknownParameter', action, shape))
}

/** A property that may be left out; null counts as left out. */
export function optional<T extends z.ZodType>(schema: T) {
  return schema.nullish().transform(value => value ?? undefined)
}

/** A member of an enumeration, read without case, written as listed. */
export function enumeration<const T extends readonly [string, ...string[]]>(members: T) {
  const canonical = new Map(members.map(member => [member.toLowerCase(), member]))
  return z
    .string()
    .overwrite(value => canonical.get(value.toLowerCase()) ?? value)
    .pipe(z.enum(members))
    .meta({ enum: members as unknown as string[] })
}

/** The tag of a polymorphic value, with or without `#`; gives the bare type name. */
export function odataType<const T extends readonly [string, ...string[]]>(names: T) {
  return z
    .string()
    .overwrite(value => value.replace(/^#?microsoft\.graph\./, ''))
    .pipe(z.enum(names))
    .meta({ enum: names.map(name => `#microsoft.graph.${name}`) })
}

/** An id as it is kept: lower case, with dashes. Doc samples write the same id in upper case without any. */
export function canonicalId(id: string): string {
  if (isCanonicalId(id)) return id
  const lower = id.toLowerCase()
  const bare = bareGuid.exec(lower)
  return bare === null ? lower : bare.slice(1).join('-')
}

export function isCanonicalId(id: string): boolean {
  return canonicalGuid.test(id)
}

const canonicalGuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const bareGuid = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/

/** An id in a path or a body. */
export const graphId = z.string().min(1).overwrite(canonicalId)

/** A moment with its offset from UTC; gives milliseconds since 1970. */
export const moment = z.iso
  .datetime({ offset: true, error: 'must be a moment with its offset, such as 2026-08-09T10:00:00Z.' })
  .transform(text => Date.parse(text))
  .meta({ format: 'date-time' })

/** Milliseconds since 1970 as Graph writes a moment. */
export const dateTimeOffset = (at: number): string => new Date(at).toISOString()

/** A member that was added later shows as the sentinel to clients that did not say they know such. */
export const sentinel = 'unknownFutureValue'

/** An address the service will post to: http or https. */
export const httpUri = z
  .string()
  .refine(isHttpUri, 'must be an absolute http or https address.')
  .meta({ format: 'uri' })

function isHttpUri(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
}

function refuseUnknown(graph: UnknownMember['graph'], of: string, shape: z.ZodRawShape) {
  return ({ value, issues }: z.core.ParsePayload<Record<string, unknown>>) => {
    for (const name in value) {
      if (name in shape || name.includes('@')) continue
      const params: UnknownMember = { graph, of, name }
      issues.push({
        code: 'custom',
        input: value,
        path: [name],
        message: `'${name}' is not known.`,
        params: { ...params }
      })
    }
  }
}
