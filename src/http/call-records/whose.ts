import { type CallRecord, recordRetention, type Session } from '../../domain/call-records/call-record.js'
import { Refusal } from '../../domain/refusals.js'
import { type GraphOptions, type GraphRequest, stateOf } from '../graph-route.js'

/** The record a path names, if it can be read now. */
export function recordOf(request: GraphRequest, options: GraphOptions): CallRecord {
  const state = stateOf(request, options)
  const record = state.callRecord(request.params.callRecordId)
  if (record === undefined) throw new Refusal('callRecordNotFound', 'No call of this tenant has had this id.')
  if (record.version === 0) {
    const minutes = state.settings.callRecordDelay / 60_000
    throw new Refusal(
      'callRecordNotFound',
      `The call is over, and its record will be written ${minutes} minutes after its end: wait for the notification, advance the clock, or start with --call-record-delay PT0S.`
    )
  }
  if (record.startedAt >= request.exchange.clock.now() - recordRetention) return record
  throw new Refusal('callRecordNotFound', `It began at ${new Date(record.startedAt).toISOString()}.`)
}

export function sessionIn({ sessions }: CallRecord, { params }: GraphRequest): Session {
  const session = sessions.find(({ id }) => id === params.sessionId)
  if (session === undefined) throw new Refusal('callRecordNotFound', `The call has no session '${params.sessionId}'.`)
  return session
}
