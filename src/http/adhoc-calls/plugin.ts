import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { artifactKinds } from '../../domain/artifacts/artifact.js'
import { participantsOf } from '../../domain/call-records/call-record.js'
import { partyOf } from '../../domain/directory/identity-set.js'
import { Refusal } from '../../domain/refusals.js'
import { type ArtifactsHome, artifactRoutes } from '../artifacts/artifact-routes.js'
import { getAllRoutes } from '../artifacts/get-all-routes.js'
import { collectionRoute } from '../collections.js'
import { callerOf, type GraphOptions, type GraphRequest, graphRoute, serviceRoot, stateOf } from '../graph-route.js'
import { queryableOf, usualPage } from '../queryable-of.js'
import { anybody } from '../spellings.js'
import { resolveUsers } from '../users/whose.js'

const subject = { root: '/users/:userId/adhocCalls', tag: 'users.adhocCall' }

/** Source: https://learn.microsoft.com/graph/api/resources/adhoccall */
const adhocCallOut = z
  .object({ '@odata.context': z.string().optional(), id: z.string() })
  .meta({ id: 'microsoft.graph.adhocCall' })

const query = queryableOf('microsoft.graph.adhocCall', adhocCallOut, { navigation: ['recordings', 'transcripts'] })

/** Recordings and transcripts of calls that stand in no calendar. */
export async function adhocCallsPlugin(app: FastifyInstance, options: GraphOptions): Promise<void> {
  resolveUsers(app, options.house)

  const set = ({ params: { userId } }: GraphRequest) =>
    userId === anybody ? 'communications/adhocCalls' : `users('${userId}')/adhocCalls`

  /** A call by the id of its record, if whoever is named was in it. */
  const theCall = (request: GraphRequest): string => {
    const { callId, userId } = request.params
    const state = stateOf(request, options)
    const who = userId === anybody ? callerOf(request).userId : userId
    const artifacts = artifactKinds.flatMap(kind => state.artifacts.finished(kind, { callId }))
    const record = state.callRecord(callId)
    const users = [
      ...artifacts.flatMap(({ artifact }) => artifact.userIds),
      ...(record === undefined ? [] : participantsOf(record).map(identity => partyOf(identity)?.id ?? ''))
    ]
    const known = (artifacts.length > 0 || record !== undefined) && record?.meetingId === undefined
    if (known && (who === undefined || users.includes(who))) return callId
    throw new Refusal('artifactNotFound', `Nobody of that name was in a call '${callId}' that stands in no calendar.`)
  }

  collectionRoute(
    app,
    subject,
    {
      path: '',
      operationId: 'users.ListAdhocCalls',
      countOperationId: 'users.adhocCalls.GetCount',
      summary: 'Always empty: calls are not listed, see getAllRecordings and getAllTranscripts',
      page: 'resources/adhoccall',
      item: adhocCallOut,
      query: { ...query, page: usualPage }
    },
    request => ({ context: `${serviceRoot(request)}/$metadata#${set(request)}`, items: [] })
  )

  graphRoute(
    app,
    subject,
    {
      method: 'GET',
      path: '/:callId',
      operationId: 'users.GetAdhocCalls',
      summary: 'A call that stands in no calendar, by the id of its record',
      page: 'resources/adhoccall',
      query,
      status: 200,
      answer: adhocCallOut
    },
    async request => ({
      '@odata.context': `${serviceRoot(request)}/$metadata#${set(request)}/$entity`,
      id: theCall(request)
    })
  )

  const home: ArtifactsHome = {
    subject,
    path: '/:callId',
    operationPrefix: 'users.adhocCalls',
    of: request => ({ callId: theCall(request) }),
    ofContent: request => ({ callId: theCall(request) }),
    context: request => `${set(request)}('${request.params.callId}')`
  }
  for (const kind of artifactKinds) {
    artifactRoutes(app, options, home, kind)
    getAllRoutes(
      app,
      options,
      { subject, operationPrefix: 'users.adhocCalls', parameter: 'userId', of: userId => ({ userId }) },
      kind
    )
  }
}
