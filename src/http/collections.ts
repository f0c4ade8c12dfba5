import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { pageOf } from '../odata/page.js'
import { optionName } from '../odata/query-options.js'
import type { Queryable } from '../odata/queryable.js'
import { queryOf } from './client-wishes.js'
import { type GraphRequest, type GraphSubject, graphRoute, originOf, type RouteDescription } from './graph-route.js'

export interface CollectionDescription extends Pick<RouteDescription<z.ZodType>, 'path' | 'summary' | 'page'> {
  /** Of the operation that lists. */
  readonly operationId: string
  /** Of the one that counts; absent where Graph counts nothing. */
  readonly countOperationId?: string
  /** What one entry is like. */
  readonly item: z.ZodType
  readonly query: Queryable
}

/** What a collection is made of: the address of what it is in `$metadata`, and everything that is in it. */
export interface Listing {
  readonly context: string
  readonly items: Iterable<object>
}

/** Adds a collection of Graph and its `$count`: with pages, and with the query options its entries take. */
export function collectionRoute(
  app: FastifyInstance,
  subject: GraphSubject,
  { path, operationId, countOperationId, summary, page, item, query }: CollectionDescription,
  list: (request: GraphRequest) => Listing
): void {
  graphRoute(
    app,
    subject,
    { method: 'GET', path, operationId, summary, page, query, status: 200, answer: collectionOf(item) },
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
function collectionOf(item: z.ZodType) {
  return z.object({
    '@odata.context': z.string(),
    '@odata.count': z.int().optional(),
    '@odata.nextLink': z.string().optional(),
    value: z.array(item)
  })
}

function answerOf(request: GraphRequest, { context, items }: Listing, query: Queryable) {
  const page = pageOf(items, queryOf(request), query, request.exchange.mostPerPage)
  return {
    '@odata.context': context,
    ...(page.count !== undefined && { '@odata.count': page.count }),
    ...(page.skipToken !== undefined && { '@odata.nextLink': nextLink(request, page.skipToken) }),
    value: page.items
  }
}

/** The whole that fits, whatever the page. */
function countOf(request: GraphRequest, { items }: Listing, query: Queryable): string {
  const { filter, search } = queryOf(request)
  return String(pageOf(items, { filter, search, count: true }, query).count)
}

function plain(reply: FastifyReply, text: string): FastifyReply {
  return reply.type('text/plain').serializer(String).send(text)
}

/** The same question, about the page that comes next: at the address the client used, with all it had asked. */
function nextLink(request: GraphRequest, skipToken: string): string {
  const [path, before = ''] = request.originalUrl.split('?')
  const query = before.split('&').filter(pair => {
    const name = optionName(decodeURIComponent(pair.split('=')[0] ?? ''))
    return pair !== '' && name !== '$skiptoken' && name !== '$skip'
  })
  return `${originOf(request)}${path}?${[...query, `$skiptoken=${skipToken}`].join('&')}`
}
