import type { FastifyReply, FastifyRequest } from 'fastify'
import { type QueryOptions, readQuery } from '../odata/query-options.js'
import type { Queryable } from '../odata/queryable.js'
import { type MetadataLevel, shaped } from '../odata/shape.js'
import { RequestRefusal } from './request-refusal.js'

/** Only on answers that have a body: clients parse what is said to be JSON, even if there is nothing. */
const contentTypes = Object.fromEntries(
  (['minimal', 'none', 'full'] as const).map(level => [
    level,
    `application/json;odata.metadata=${level};odata.streaming=true;IEEE754Compatible=false;charset=utf-8`
  ])
) as Record<MetadataLevel, string>

/**
 * What a client wants an answer to be like: its query options, `Accept`, `$format` and `Prefer`. Nearly always nothing
 * special, so that is found out first.
 *
 * @param status Of the answer when all goes well.
 * @param text Whether it is plain text: there is nothing to wish for but what it tells of.
 */
export function listenToClient(status: number, queryable: Queryable | undefined, text: boolean) {
  return (request: FastifyRequest, reply: FastifyReply): void => {
    const { accept, prefer } = request.headers
    const options =
      queryable && isAsked(request.query) ? readQuery(request.query as object as Query, queryable) : undefined
    request.exchange.query = options
    if (text) return
    if (prefer !== undefined) applyPreferences(String(prefer), request, reply)
    const level = levelOf(options?.format ?? accept)
    reply.header('content-type', contentTypes[level])
    const { omitsNulls } = request.exchange
    if (level === 'minimal' && options?.select === undefined && !omitsNulls) return
    request.exchange.reshaped = true
    const write = reply.getSerializationFunction(String(status))
    const shape = { select: options?.select, level, type: queryable?.type ?? '', omitsNulls }
    reply.serializer((answer: object) => {
      if (reply.statusCode >= 400) return JSON.stringify(answer)
      return JSON.stringify(shaped(JSON.parse(String(write?.(answer as never))), shape))
    })
  }
}

type Query = Readonly<Record<string, unknown>>

/** What was asked of the resource; nothing when there was no query. */
export function queryOf(request: FastifyRequest): QueryOptions {
  return request.exchange.query ?? nothing
}

const nothing: QueryOptions = { count: false }

function isAsked(query: unknown): boolean {
  for (const _name in query as Query) return true
  return false
}

/** `application/json;odata.metadata=none`, of the formats a client takes. */
function levelOf(accept: string | undefined): MetadataLevel {
  if (accept === undefined || accept === 'application/json' || accept === '*/*') return 'minimal'
  const wanted = accept.toLowerCase()
  if (!/json|\*\/\*|application\/\*/.test(wanted)) {
    throw new RequestRefusal('notAcceptable', `'${accept.slice(0, 100)}' is none: ask for application/json.`)
  }
  const level = /odata\.metadata=(none|full)/.exec(wanted)?.[1]
  return level === 'none' || level === 'full' ? level : 'minimal'
}

/** Tells which preferences are honoured; the others are not mentioned, as HTTP has it. */
function applyPreferences(prefer: string, request: FastifyRequest, reply: FastifyReply): void {
  const applied: string[] = []
  const most = Number(/odata\.maxpagesize=(\d+)/i.exec(prefer)?.[1])
  if (most > 0) {
    request.exchange.mostPerPage = most
    applied.push(`odata.maxpagesize=${most}`)
  }
  if (/include-unknown-enum-members/i.test(prefer)) {
    request.exchange.knowsNewMembers = true
    applied.push('include-unknown-enum-members')
  }
  if (/omit-values=nulls/i.test(prefer)) {
    request.exchange.omitsNulls = true
    applied.push('omit-values=nulls')
  }
  if (applied.length > 0) reply.header('preference-applied', applied.join(', '))
}
