import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { cut, pageOf } from '../odata/page.js'
import { optionName } from '../odata/query-options.js'
import type { Queryable } from '../odata/queryable.js'
import { queryOf } from './client-wishes.js'
import { type GraphRequest, type GraphSubject, graphRoute, originOf, type RouteDescription } from './graph-route.js'

export interface CollectionDescription
  extends Pick<RouteDescription<z.ZodType>, 'path' | 'summary' | 'page' | 'betaOnly'> {
  /** Of the operation that lists. */
  readonly operationId: string
  /** Of the one that counts; absent where Graph counts nothing. */
  readonly countOperationId?: string
  /** What one entry is like. */
  readonly item: z.ZodType
  readonly query: Queryable
}

/** What a collection is made of: the address of what it is in `$metadata`, and everything that is in it. */
export type Listing<T = never> =
  | { readonly context: string; readonly items: Iterable<object>; readonly counted?: boolean }
  /** What was asked for has been found already, by an index: of it only a page is looked at. */
  | {
      readonly context: string
      readonly found: Found<T>
      /** Tells how many are on the page without being asked. */
      readonly counted?: boolean
      /** Links to the next page by `$skip`, as a few services do. */
      readonly skips?: boolean
      toWire(item: T): object
    }

interface Found<T> {
  readonly length: number
  slice(from: number, to: number): readonly T[]
}

/** Adds a collection of Graph and its `$count`: with pages, and with the query options its entries take. */
export function collectionRoute<T = never>(
  app: FastifyInstance,
  subject: GraphSubject,
  { path, operationId, countOperationId, summary, page, betaOnly = false, item, query }: CollectionDescription,
  list: (request: GraphRequest) => Listing<T>
): void {
  graphRoute(
    app,
    subject,
    { method: 'GET', path, operationId, summary, page, betaOnly, query, status: 200, answer: collectionOf(item) },
    async request => answerOf(request, list(request), query)
  )
  if (countOperationId === undefined) return
  graphRoute(
    app,
    subject,
    {
      method: 'GET',
      path: `${path}/$count`,
      operationId: countOperationId,
      summary: `How many: ${summary[0]?.toLowerCase()}${summary.slice(1)}`,
      page,
      query,
      status: 200,
      answer: z.string().meta({ contentMediaType: 'text/plain' })
    },
    async (request, reply) => plain(reply, countOf(request, list(request), query))
  )
}

/** A collection as Graph answers one. */
export function collectionOf(item: z.ZodType) {
  return z.object({
    '@odata.context': z.string(),
    '@odata.count': z.int().optional(),
    '@odata.nextLink': z.string().optional(),
    '@odata.deltaLink': z.string().optional(),
    value: z.array(item)
  })
}

function answerOf<T>(request: GraphRequest, listing: Listing<T>, query: Queryable) {
  const { mostPerPage } = request.exchange
  const page =
    'found' in listing
      ? cut(listing.found, queryOf(request), query, mostPerPage)
      : pageOf(listing.items, queryOf(request), query, mostPerPage)
  return {
    '@odata.context': listing.context,
    ...('counted' in listing && { '@odata.count': page.items.length }),
    ...(page.count !== undefined && { '@odata.count': page.count }),
    ...(page.skipToken !== undefined && {
      '@odata.nextLink': nextLink(request, 'skips' in listing ? `$skip=${page.next}` : `$skiptoken=${page.skipToken}`)
    }),
    value: 'found' in listing ? page.items.map(item => listing.toWire(item as T)) : page.items
  }
}

/** The whole that fits, whatever the page. */
function countOf<T>(request: GraphRequest, listing: Listing<T>, query: Queryable): string {
  if ('found' in listing) return String(listing.found.length)
  const { filter, search } = queryOf(request)
  return String(pageOf(listing.items, { filter, search, count: true }, query).count)
}

function plain(reply: FastifyReply, text: string): FastifyReply {
  return reply.type('text/plain').serializer(String).send(text)
}

/** The same question, about the page that comes next: at the address the client used, with all it had asked. */
function nextLink(request: GraphRequest, where: string): string {
  const [path, before = ''] = request.originalUrl.split('?')
  const query = before.split('&').filter(pair => {
    const name = optionName(decodeURIComponent(pair.split('=')[0] ?? ''))
    return pair !== '' && name !== '$skiptoken' && name !== '$skip'
  })
  return `${originOf(request)}${path}?${[...query, where].join('&')}`
}
