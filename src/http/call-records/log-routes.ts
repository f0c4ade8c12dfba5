import type { FastifyInstance } from 'fastify'
import type { z } from 'zod'
import { type CallRecord, logRetention } from '../../domain/call-records/call-record.js'
import { type PhoneLeg, phoneLegsOf } from '../../domain/call-records/log-rows.js'
import { Refusal } from '../../domain/refusals.js'
import type { DirectoryReader } from '../../domain/state.js'
import {
  directRoutingLogRow,
  directRoutingLogRowOut,
  pstnCallLogRow,
  pstnCallLogRowOut
} from '../../wire/call-records/log-rows.js'
import { collectionRoute } from '../collections.js'
import { functionParameters, momentIn } from '../function-parameters.js'
import { type GraphOptions, type GraphRequest, serviceRoot, stateOf } from '../graph-route.js'
import { recordsSubject } from './record-routes.js'

const day = 24 * 60 * 60 * 1_000

/** How long a time one may ask for at once. Source: https://learn.microsoft.com/graph/api/callrecords-callrecord-getpstncalls */
const longestRange = 90 * day

/** How many rows a page has. */
const pageSize = 1_000

/** What phones cost, and what went by controllers of one's own; a call stands in one of the two. */
export function logRoutes(app: FastifyInstance, options: GraphOptions): void {
  log(app, options, {
    name: 'getPstnCalls',
    type: 'microsoft.graph.callRecords.pstnCallLogRow',
    summary: 'The calls by telephone that Microsoft carried',
    item: pstnCallLogRowOut,
    fits: ({ trunk }) => trunk === undefined,
    row: pstnCallLogRow
  })
  log(app, options, {
    name: 'getDirectRoutingCalls',
    type: 'microsoft.graph.callRecords.directRoutingLogRow',
    summary: 'The calls by telephone that went by session border controllers of one’s own',
    item: directRoutingLogRowOut,
    fits: ({ trunk }) => trunk !== undefined,
    row: directRoutingLogRow
  })
}

interface Log<Item extends z.ZodObject> {
  readonly name: string
  readonly type: string
  readonly summary: string
  readonly item: Item
  fits(record: CallRecord): boolean
  row(leg: PhoneLeg, directory: DirectoryReader): z.input<Item>
}

function log<Item extends z.ZodObject>(
  app: FastifyInstance,
  options: GraphOptions,
  { name, type, summary, item, fits, row }: Log<Item>
): void {
  collectionRoute<PhoneLeg>(
    app,
    recordsSubject,
    {
      path: `/${name}`,
      operationId: `communications.callRecords.${name}`,
      summary,
      page: `callrecords-callrecord-${name.toLowerCase()}`,
      item,
      query: { type, properties: Object.keys(item.shape), page: { size: pageSize, most: pageSize }, skip: true }
    },
    request => {
      const { from, until } = rangeOf(request, name)
      const state = stateOf(request, options)
      const records = state.callRecords.between(Math.max(from, request.exchange.clock.now() - logRetention), until)
      const legs = records.slice(0, records.length).filter(fits).reverse().flatMap(phoneLegsOf)
      return {
        context: `${serviceRoot(request)}/$metadata#Collection(${type})`,
        counted: true,
        skips: true,
        found: legs,
        toWire: leg => row(leg, state)
      }
    }
  )
}

/** From and until, both included; a day alone is all of it at the end. Examples call the two `from` and `to`. */
function rangeOf(request: GraphRequest, name: string): { from: number; until: number } {
  const parameters = functionParameters(request, name)
  const given = (long: string, short: string) => momentIn(parameters, long) ?? momentIn(parameters, short)
  const from = given('fromDateTime', 'from')
  const to = given('toDateTime', 'to')
  if (from === undefined || to === undefined) {
    throw new Refusal(
      'functionParameters',
      `Both are required: ${name}(fromDateTime=2026-07-01,toDateTime=2026-08-01).`
    )
  }
  if (from > to) throw new Refusal('functionParameters', 'fromDateTime is after toDateTime.')
  if (to - from > longestRange)
    throw new Refusal('logRangeTooLong', 'The range may be 90 days at the most: ask for less.')
  const wholeDay = !/T/i.test(parameters.get('todatetime') ?? parameters.get('to') ?? '')
  return { from, until: wholeDay ? to + day - 1 : to }
}
