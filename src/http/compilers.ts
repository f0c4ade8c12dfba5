import fastJsonStringify from 'fast-json-stringify'
import type { FastifySchemaCompiler, FastifySerializerCompiler } from 'fastify'
import { z } from 'zod'
import { bodyRefusal } from './body-errors.js'
import { RequestRefusal } from './request-refusal.js'

/** Requests are read by zod. A body left out counts as an empty one, where that is enough. */
export const validatorCompiler: FastifySchemaCompiler<z.ZodType> =
  ({ schema, httpPart }) =>
  (value: unknown) => {
    const result = schema.safeParse(value ?? {}, { reportInput: true })
    if (result.success) return { value: result.data }
    if (httpPart === 'body' && (value === undefined || value === null)) {
      return { error: new RequestRefusal('emptyBody', '') }
    }
    return { error: bodyRefusal(result.error.issues) }
  }

/** Answers are written by serializers compiled once per schema, however many routes share it. */
export function cachedSerializerCompiler(): FastifySerializerCompiler<z.ZodType> {
  const compiled = new WeakMap<z.ZodType, (payload: unknown) => string>()
  return ({ schema }) => {
    const existing = compiled.get(schema)
    if (existing !== undefined) return existing
    const stringify = fastJsonStringify(jsonSchema(schema))
    compiled.set(schema, stringify)
    return stringify
  }
}

/**
 * The schema in the dialect fast-json-stringify reads. It decides between the members of an `anyOf` by validating,
 * which fails on a nullable object with one property more; `nullable` has no such trap.
 */
function jsonSchema(schema: z.ZodType): fastJsonStringify.Schema {
  return z.toJSONSchema(schema, {
    target: 'draft-7',
    io: 'output',
    reused: 'inline',
    unrepresentable: 'any',
    override: ({ jsonSchema: node }) => {
      if (node.additionalProperties === false) delete node.additionalProperties
      else if (node.additionalProperties !== undefined) node.additionalProperties = true
      const alternatives = node.anyOf?.filter(alternative => alternative.type !== 'null')
      if (alternatives?.length !== 1 || node.anyOf?.length !== 2) return
      delete node.anyOf
      Object.assign(node, alternatives[0], { nullable: true })
    }
  }) as fastJsonStringify.Schema
}
