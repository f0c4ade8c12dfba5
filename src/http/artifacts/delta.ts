import type { FastifyReply } from 'fastify'
import { Refusal } from '../../domain/refusals.js'
import { QueryRefusal } from '../../odata/query-refusal.js'
import type { FinishedArtifact } from '../../store/artifact-index.js'
import { queryOf } from '../client-wishes.js'
import { type GraphRequest, originOf, serviceRoot } from '../graph-route.js'

/** How long somebody may wait before they ask again, in milliseconds; a guess. */
const tokenLife = 30 * 24 * 60 * 60 * 1_000

/** What a link to the next page, or to what comes later, has to know. */
interface Position {
  /** The last one that was told. */
  readonly after: number
  /** When the link was given. */
  readonly at: number
  /** What the first request asked for, from and until; milliseconds since 1970. */
  readonly from?: number | undefined
  readonly until?: number | undefined
  readonly top?: number | undefined
}

/** What a delta is taken of. */
export interface DeltaOf extends Pick<Position, 'from' | 'until'> {
  /** `callRecording` */
  readonly type: string
  /** In the order in which they were finished. */
  readonly all: readonly FinishedArtifact[]
  /** The number of the last one that was finished anywhere. */
  readonly newest: number
  readonly now: number
  told(artifact: FinishedArtifact): object
}

/** What Graph gives at once unless it is told otherwise; a guess. */
const usualPage = 100

/**
 * What has come since somebody asked last: only what was added, since nothing ever changes or goes.
 * Source: https://learn.microsoft.com/graph/api/calltranscript-delta
 */
export function deltaOf(
  request: GraphRequest,
  reply: FastifyReply,
  { type, all, newest, now, from, until, told }: DeltaOf
) {
  const { skipToken, deltaToken, top } = queryOf(request)
  const token = skipToken ?? deltaToken
  const asked: Position = token === undefined ? { after: 0, at: now, from, until, top } : read(token)
  if (asked.at + tokenLife < now || asked.after > newest) {
    reply.header('location', link(request, ''))
    throw new Refusal('deltaTokenExpired', 'Begin anew without the token; the Location header has the address.')
  }
  const fits = ({ artifact }: FinishedArtifact) =>
    artifact.startedAt >= (asked.from ?? 0) && artifact.startedAt <= (asked.until ?? Number.MAX_SAFE_INTEGER)
  const coming = all.filter(entry => entry.sequence > asked.after && fits(entry))
  const artifacts = coming.slice(0, asked.top ?? usualPage)
  const after = artifacts.at(-1)?.sequence ?? asked.after
  const position = { ...asked, at: now }
  const next =
    artifacts.length < coming.length
      ? { '@odata.nextLink': link(request, `$skiptoken=${write({ ...position, after })}`) }
      : { '@odata.deltaLink': link(request, `$deltatoken=${write({ ...position, after: newest })}`) }
  return {
    '@odata.context': `${serviceRoot(request)}/$metadata#Collection(${type})`,
    '@odata.count': artifacts.length,
    ...next,
    value: artifacts.map(told)
  }
}

/** The address the client used, with the parameters that are no options of OData. */
function link(request: GraphRequest, token: string): string {
  const [path, before = ''] = request.originalUrl.split('?')
  const kept = before.split('&').filter(pair => pair !== '' && !/^(\$|%24)/.test(pair))
  const query = [...kept, token].filter(Boolean).join('&')
  return `${originOf(request)}${path}${query === '' ? '' : `?${query}`}`
}

/** Opaque for clients; what it says may change. */
function write(position: Position): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url')
}

function read(token: string): Position {
  try {
    const position = JSON.parse(Buffer.from(token, 'base64url').toString()) as Position
    if (typeof position.after === 'number' && typeof position.at === 'number') return position
  } catch {
    // As below.
  }
  throw new QueryRefusal('queryOptionInvalid', 'The token is none of a link that was given: follow links as they are.')
}
