import type { RouteOptions } from 'fastify'
import type { OpenAPIV3_1 } from 'openapi-types'
import { openApiDocument, type Published } from './http/openapi.js'
import { version } from './package-root.js'

/** The documents that are published, by name: `openapi/<name>.yaml`. */
export const documents: Record<string, Published> = {
  'graph-v1.0': {
    title: 'Microsoft Graph cloud communications v1.0, as Ringback emulates it',
    description: 'Only what is emulated. Aliases (/app/calls, microsoft.graph.-qualified actions) work as well.',
    prefix: '/v1.0',
    version
  },
  'graph-beta': {
    title: 'Microsoft Graph cloud communications beta, as Ringback emulates it',
    description: 'Only what is emulated. Aliases (/app/calls, microsoft.graph.-qualified actions) work as well.',
    prefix: '/beta',
    version
  },
  control: {
    title: 'Ringback control API',
    description: 'Everything a person, a test or the console may do to the world.',
    prefix: '/_ringback',
    version
  }
}

/** The document of that name, written from the routes as they are; undefined if there is none. */
export function documentNamed(name: string, routes: readonly RouteOptions[]): OpenAPIV3_1.Document | undefined {
  const published = documents[name]
  return published && openApiDocument(routes, published)
}
