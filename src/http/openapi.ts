import type { FastifyInstance, FastifySchema, RouteOptions } from 'fastify'
import type { OpenAPIV3_1 } from 'openapi-types'
import { z } from 'zod'
import type { Queryable } from '../odata/queryable.js'
import { queryParameters } from './query-parameters.js'

declare module 'fastify' {
  interface FastifySchema {
    operationId?: string
    summary?: string
    tags?: readonly string[]
    externalDocs?: { url: string }
    /** The query options of the resource, which are read elsewhere: most requests have none. */
    queryOptions?: Queryable
    /** What the body holds in v1.0, where that is less. */
    bodyOfV1?: unknown
    /** v1.0 does not have it. */
    betaOnly?: boolean
    /** Leaves the route out of the document: it is another spelling of one that is in. */
    hide?: boolean
  }
}

/** What is published: an API below a prefix. */
export interface Published {
  readonly title: string
  readonly description: string
  readonly prefix: string
  readonly version: string
}

/** Watches the routes of an app, so that its documents say what it really does. Call it before any is added. */
export function watchRoutes(app: FastifyInstance): RouteOptions[] {
  const routes: RouteOptions[] = []
  app.addHook('onRoute', route => {
    if (route.schema && !route.schema.hide) routes.push(route)
  })
  return routes
}

/** The OpenAPI 3.1 document of the routes below a prefix. */
export function openApiDocument(routes: readonly RouteOptions[], published: Published): OpenAPIV3_1.Document {
  const components = new Components()
  const paths: OpenAPIV3_1.PathsObject = {}
  const ofV1 = published.prefix === '/v1.0'
  // Both versions of Graph have the same routes.
  const below = published.prefix === '/beta' ? '/v1.0' : published.prefix
  for (const { url, method, schema } of routes) {
    if (!url.startsWith(`${below}/`) || schema === undefined || (ofV1 && schema.betaOnly)) continue
    const path = url.slice(below.length).replace(/:(\w+)/g, '{$1}')
    const told = ofV1 && schema.bodyOfV1 !== undefined ? { ...schema, body: schema.bodyOfV1 } : schema
    paths[path] = { ...paths[path], [String(method).toLowerCase()]: operation(told, components) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: published.title,
      description: published.description,
      version: published.version,
      license: { name: 'MIT', identifier: 'MIT' }
    },
    servers: [{ url: published.prefix }],
    security: [{ bearer: [] }],
    paths,
    components: {
      schemas: components.schemas,
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } }
    }
  }
}

type JsonSchema = OpenAPIV3_1.SchemaObject

/** Schemas with a name of their own, told once and referred to. */
class Components {
  readonly schemas: Record<string, JsonSchema> = {}

  of(schema: unknown, io: 'input' | 'output'): JsonSchema {
    const {
      $defs = {},
      $schema: _dialect,
      ...own
    } = z.toJSONSchema(schema as z.ZodType, { io, unrepresentable: 'any' })
    for (const [name, definition] of Object.entries($defs)) this.schemas[name] = refer(definition) as JsonSchema
    if (typeof own.id !== 'string') return refer(own) as JsonSchema
    this.schemas[own.id] = refer(own) as JsonSchema
    return { $ref: `#/components/schemas/${own.id}` } as JsonSchema
  }
}

/** Points references to where components are; drops the ids that made them. */
function refer(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(refer)
  if (node === null || typeof node !== 'object') return node
  return Object.fromEntries(
    Object.entries(node).flatMap(([key, value]) => {
      if (key === 'id' && typeof value === 'string') return []
      if (key === '$ref') return [[key, String(value).replace('#/$defs/', '#/components/schemas/')]]
      return [[key, refer(value)]]
    })
  )
}

function operation(schema: FastifySchema, components: Components): OpenAPIV3_1.OperationObject {
  const { operationId, summary, tags, externalDocs, params, querystring, queryOptions, body } = schema
  const parameters = [
    ...parametersIn('path', params, components),
    ...parametersIn('query', querystring ?? (queryOptions && queryParameters(queryOptions)), components)
  ]
  return {
    ...(operationId === undefined ? {} : { operationId }),
    ...(summary === undefined ? {} : { summary }),
    ...(tags === undefined ? {} : { tags: [...tags] }),
    ...(externalDocs === undefined ? {} : { externalDocs }),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined ? {} : { requestBody: requestBody(body as z.ZodType, components) }),
    responses: responses(schema.response as Record<string, z.ZodType>, components)
  }
}

function parametersIn(place: 'path' | 'query', schema: unknown, components: Components): OpenAPIV3_1.ParameterObject[] {
  if (schema === undefined) return []
  const { properties = {}, required = [] } = components.of(schema, 'input')
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property as NonNullable<OpenAPIV3_1.ParameterObject['schema']>
  }))
}

function requestBody(body: z.ZodType, components: Components): OpenAPIV3_1.RequestBodyObject {
  const required = !body.safeParse({}).success
  return { required, content: { 'application/json': { schema: components.of(body, 'input') } } }
}

const meanings: Record<string, string> = {
  '200': 'Done',
  '201': 'Created',
  '202': 'Accepted; what follows is notified',
  '204': 'Done; there is nothing to say',
  '4XX': 'Refused, in the shape of Graph errors; docs/errors.md explains each'
}

function responses(schemas: Record<string, z.ZodType>, components: Components): OpenAPIV3_1.ResponsesObject {
  return Object.fromEntries(
    Object.entries(schemas).map(([status, schema]) => {
      const code = status.toUpperCase()
      const description = meanings[code] ?? code
      if (schema instanceof z.ZodUndefined) return [code, { description }]
      const answer = components.of(schema, 'output')
      const mediaType = answer.contentMediaType ?? 'application/json'
      return [code, { description, content: { [mediaType]: { schema: answer } } }]
    })
  )
}
