import type { FastifyInstance } from 'fastify'
import { type CallRecord, recordRetention } from '../../domain/call-records/call-record.js'
import type { Filter } from '../../odata/filter.js'
import { skipTokenAt } from '../../odata/page.js'
import { QueryRefusal } from '../../odata/query-refusal.js'
import {
  type CallRecordWire,
  callRecordOut,
  callRecordToWire,
  participantsToWire,
  sessionToWire
} from '../../wire/call-records/call-record.js'
import { queryOf } from '../client-wishes.js'
import { collectionRoute } from '../collections.js'
import { type GraphOptions, type GraphRequest, graphRoute, serviceRoot, stateOf } from '../graph-route.js'
import { queryableOf } from '../queryable-of.js'
import { type Expanded, expandedIn } from './expanded.js'
import { recordOf } from './whose.js'

export const recordsSubject = { root: '/communications/callRecords', tag: 'communications.callRecord' }

const query = queryableOf('microsoft.graph.callRecords.callRecord', callRecordOut)

/** How many sessions and participants come along with a record, and records on a page. */
export const sizes = { records: 60, sessions: 60, participants: 130 }

/** Records, and each with what belongs to it. Source: https://learn.microsoft.com/graph/api/callrecords-callrecord-get */
export function recordRoutes(app: FastifyInstance, options: GraphOptions): void {
  const stateFor = (request: GraphRequest) => stateOf(request, options)

  collectionRoute<CallRecord>(
    app,
    recordsSubject,
    {
      path: '',
      operationId: 'communications.ListCallRecords',
      countOperationId: 'communications.callRecords.GetCount',
      summary: 'The calls of the last 30 days, the newest first',
      page: 'callrecords-cloudcommunications-list-callrecords',
      item: callRecordOut,
      query: {
        ...query,
        filter: ['startDateTime', 'participants_v2/id'],
        page: { size: sizes.records, most: sizes.records }
      }
    },
    request => {
      const kept = request.exchange.clock.now() - recordRetention
      const { from = kept, until = request.exchange.clock.now(), participantId } = spanOf(queryOf(request).filter)
      return {
        context: `${serviceRoot(request)}/$metadata#communications/callRecords`,
        found: stateFor(request).callRecords.between(Math.max(from, kept), until, participantId),
        toWire: record => callRecordToWire(record, stateFor(request))
      }
    }
  )

  graphRoute(
    app,
    recordsSubject,
    {
      method: 'GET',
      path: '/:callRecordId',
      operationId: 'communications.GetCallRecords',
      summary: 'A call that is over',
      page: 'callrecords-callrecord-get',
      query: { ...query, expand: ['sessions', 'participants_v2'] },
      status: 200,
      answer: callRecordOut
    },
    async request => {
      const record = recordOf(request, options)
      const expanded = expandedIn(request)
      const metadata = `${serviceRoot(request)}/$metadata#communications/callRecords`
      return {
        '@odata.context': `${metadata}${expansion(expanded)}/$entity`,
        ...callRecordToWire(record, stateFor(request)),
        ...belonging(request, record, expanded, `${metadata}('${record.id}')`)
      }
    }
  )

  /** What is expanded, cut where a page ends, with the address of the rest. */
  function belonging(request: GraphRequest, record: CallRecord, expanded: Expanded, metadata: string) {
    const state = stateFor(request)
    const { mostPerPage = Number.MAX_SAFE_INTEGER } = request.exchange
    const more = (below: string, size: number) =>
      `${serviceRoot(request)}/communications/callRecords/${record.id}/${below}$skiptoken=${skipTokenAt(size)}`
    const told: Partial<CallRecordWire> = {
      'organizer_v2@odata.context': `${metadata}/organizer_v2/$entity`,
      // So in all examples, though it is a collection.
      'participants_v2@odata.context': `${metadata}/participants_v2/$entity`
    }
    if (expanded.participants) {
      const size = Math.min(sizes.participants, mostPerPage)
      const all = participantsToWire(record, state)
      told.participants_v2 = all.slice(0, size)
      if (all.length > size) told['participants_v2@odata.nextLink'] = more('participants_v2?', size)
    }
    if (expanded.sessions) {
      const size = Math.min(sizes.sessions, mostPerPage)
      const segments = expanded.segments ? '(segments())' : ''
      told['sessions@odata.context'] = `${metadata}/sessions${segments}`
      told.sessions = record.sessions.slice(0, size).map(session => sessionToWire(session, state, expanded.segments))
      const again = expanded.segments ? 'sessions?$expand=segments&' : 'sessions?'
      if (record.sessions.length > size) told['sessions@odata.nextLink'] = more(again, size)
    }
    return told
  }
}

function expansion({ sessions, segments, participants }: Expanded): string {
  const parts = [
    ...(sessions ? [segments ? 'sessions(segments())' : 'sessions()'] : []),
    ...(participants ? ['participants_v2()'] : [])
  ]
  return parts.length === 0 ? '' : `(${parts.join(',')})`
}

/** When calls began, and who took part; both included, in milliseconds since 1970. */
interface Span {
  readonly from?: number | undefined
  readonly until?: number | undefined
  readonly participantId?: string | undefined
}

/** What a filter asks for: the store finds that without looking at anything else. */
function spanOf(filter: Filter | undefined): Span {
  if (filter === undefined) return {}
  if (filter.kind === 'and') {
    const [left, right] = [spanOf(filter.left), spanOf(filter.right)]
    return {
      from: greatest(left.from, right.from),
      until: least(left.until, right.until),
      participantId: left.participantId ?? right.participantId
    }
  }
  if (filter.kind === 'any') {
    const { of } = filter
    if (of.kind === 'compare' && of.operator === 'eq') return { participantId: String(of.literal.value).toLowerCase() }
  }
  if (filter.kind === 'compare' && filter.literal.type === 'moment') {
    const { value } = filter.literal
    switch (filter.operator) {
      case 'ge':
        return { from: value }
      case 'gt':
        return { from: value + 1 }
      case 'le':
        return { until: value }
      case 'lt':
        return { until: value - 1 }
    }
  }
  throw new QueryRefusal(
    'queryOptionInvalid',
    "Invalid filter clause: call records take startDateTime with lt, le, gt or ge and a moment, participants_v2/any(p:p/id eq '{id}'), and both with 'and'."
  )
}

const greatest = (a: number | undefined, b: number | undefined) =>
  a === undefined ? b : b === undefined ? a : Math.max(a, b)
const least = (a: number | undefined, b: number | undefined) =>
  a === undefined ? b : b === undefined ? a : Math.min(a, b)
