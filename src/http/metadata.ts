import type { FastifyInstance, RouteOptions } from 'fastify'
import type { OpenAPIV3_1 } from 'openapi-types'
import { edmTypes } from './edm-types.js'
import { openApiDocument } from './openapi.js'
import { versionOf } from './spellings.js'

/** `GET /v1.0/$metadata`: what is emulated, in OData's own schema language. Needs no token. */
export function metadataRoutes(app: FastifyInstance, routes: readonly RouteOptions[]): void {
  const written = new Map<string, string>()
  app.get('/v1.0/$metadata', async (request, reply) => {
    const version = versionOf(request)
    const published = { title: '', description: '', version: '', prefix: `/${version}` }
    const text = written.get(version) ?? metadataOf(openApiDocument(routes, published))
    written.set(version, text)
    return reply.type('application/xml').header('odata-version', '4.0').send(text)
  })
}

/** How types of call records begin, which have a namespace of their own. */
const recordsName = 'Name="callRecords.'

/** The CSDL of an OpenAPI document of ours. Source: OData CSDL XML 4.01 */
function metadataOf({ paths = {}, components = {} }: OpenAPIV3_1.Document): string {
  const types = edmTypes(components.schemas ?? {})
  const ofRecords = types.filter(type => type.includes(recordsName))
  const sets = Object.entries(paths).flatMap(([path, item]) => setAt(path, item?.get) ?? [])
  const below = (root: string) => sets.filter(set => set.root === root)
  const communications = below('/communications').map(
    ({ name, type }) => `<NavigationProperty Name="${name}" Type="Collection(${type})" ContainsTarget="true"/>`
  )
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>',
    '<Schema Namespace="microsoft.graph" xmlns="http://docs.oasis-open.org/odata/ns/edm">',
    ...types.filter(type => !ofRecords.includes(type)),
    `<EntityType Name="cloudCommunications">${communications.join('')}</EntityType>`,
    ...Object.entries(paths).flatMap(([path, item]) => actionAt(path, item?.post, sets) ?? []),
    '<EntityContainer Name="GraphService">',
    ...below('').map(({ name, type }) => `<EntitySet Name="${name}" EntityType="${type}"/>`),
    '<Singleton Name="communications" Type="microsoft.graph.cloudCommunications"/>',
    '<Singleton Name="me" Type="microsoft.graph.user"/>',
    '</EntityContainer></Schema>',
    '<Schema Namespace="microsoft.graph.callRecords" xmlns="http://docs.oasis-open.org/odata/ns/edm">',
    ...ofRecords.map(type => type.replace(recordsName, 'Name="')),
    '</Schema></edmx:DataServices></edmx:Edmx>'
  ].join('\n')
}

interface EntitySet {
  readonly root: string
  readonly name: string
  readonly path: string
  readonly type: string
}

type Operation = OpenAPIV3_1.OperationObject | undefined

/** The collection that a GET without a key answers with. */
function setAt(path: string, get: Operation): EntitySet | undefined {
  const [, root = '', name] = /^((?:\/communications)?)\/(\w+)$/.exec(path) ?? []
  const answer = get?.responses?.['200'] as OpenAPIV3_1.ResponseObject | undefined
  const schema = answer?.content?.['application/json']?.schema as
    | { properties?: { value?: { items?: object } } }
    | undefined
  const item = schema?.properties?.value?.items as { $ref?: string; title?: string } | undefined
  if (name === undefined || item === undefined) return undefined
  return { root, name, path, type: item.$ref?.split('/').at(-1) ?? `microsoft.graph.${name.replace(/s$/, '')}` }
}

/** An action is a POST below the key of something in a set. */
function actionAt(path: string, post: Operation, sets: readonly EntitySet[]): string | undefined {
  const [, of, name] = /^(.+)\/\{\w+\}\/(\w+)$/.exec(path) ?? []
  const bound = sets.find(set => set.path === of)
  if (post === undefined || bound === undefined) return undefined
  return `<Action Name="${name}" IsBound="true"><Parameter Name="bindingParameter" Type="${bound.type}"/></Action>`
}
