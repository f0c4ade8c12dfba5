import type { FastifySchemaCompiler, FastifySerializerCompiler, FastifyServerOptions } from 'fastify'
import type { z } from 'zod'
import { isCanonicalId } from '../wire/graph-type.js'
import { bodyRefusal, mannerOf } from './body-errors.js'
import { RequestRefusal } from './request-refusal.js'

/**
 * How requests are read and answers written. Given to Fastify at its creation, so that it does not load the compilers
 * it brings along, which take longer than the rest of the start.
 *
 * @param check Holds each answer against the schema that is published for it; a mismatch is a defect.
 */
export function compilers(check: boolean): NonNullable<FastifyServerOptions['schemaController']> {
  const write = check ? writeChecked : writeText
  // The types ask for the compilers Fastify brings along; any that keep the contract will do.
  return { compilersFactory: { buildValidator: () => read as never, buildSerializer: () => write as never } }
}

/** Requests are read by zod. A body left out counts as an empty one, where that is enough. */
const read: FastifySchemaCompiler<z.ZodType> =
  ({ schema, httpPart, url }) =>
  (value: unknown) => {
    if (httpPart === 'params' && isPathOfIds(value)) return { value }
    const result = schema.safeParse(value ?? {}, { reportInput: true })
    if (result.success) return { value: result.data }
    if (httpPart === 'body' && (value === undefined || value === null)) {
      return { error: new RequestRefusal('emptyBody', '') }
    }
    return { error: bodyRefusal(result.error.issues, mannerOf(url)) }
  }

/** Whether all parts of a path are ids in the form they are kept in, as nearly always: there is nothing to read then. */
function isPathOfIds(path: unknown): boolean {
  for (const name in path as Record<string, string>) {
    if (!isCanonicalId((path as Record<string, string>)[name] ?? '')) return false
  }
  return true
}

/** What is asked for most is kept as text anyway, see `CallTexts`. */
const writeText: FastifySerializerCompiler<z.ZodType> = () => JSON.stringify

const writeChecked: FastifySerializerCompiler<z.ZodType> =
  ({ schema }) =>
  payload =>
    JSON.stringify(schema.parse(payload))
