import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { User } from '../../domain/directory/directory.js'
import { Refusal } from '../../domain/refusals.js'
import { userOut, userToWire } from '../../wire/user.js'
import { collectionRoute } from '../collections.js'
import { type GraphOptions, type GraphRequest, graphRoute, serviceRoot, stateOf } from '../graph-route.js'
import { queryableOf, usualPage } from '../queryable-of.js'
import { resolveUsers } from './whose.js'

const subject = { root: '/users', tag: 'users.user' }

const names = ['displayName', 'givenName', 'surname', 'userPrincipalName', 'mail']
const query = queryableOf('microsoft.graph.user', userOut, { navigation: ['presence', 'onlineMeetings'] })

/** Who is in the tenant, to read: bots look people up before they call them. */
export async function usersPlugin(app: FastifyInstance, options: GraphOptions): Promise<void> {
  resolveUsers(app, options.house)

  const context = (request: FastifyRequest) => `${serviceRoot(request)}/$metadata#users`

  collectionRoute(
    app,
    subject,
    {
      path: '',
      operationId: 'user.ListUser',
      countOperationId: 'user.GetCount',
      summary: 'Who is in the tenant',
      page: 'user-list',
      item: userOut,
      query: {
        ...query,
        filter: [...names, 'id', 'businessPhones'],
        orderby: ['displayName', 'userPrincipalName'],
        search: names,
        page: usualPage
      }
    },
    request => {
      refuseUnlessEventual(request)
      const state = stateOf(request, options)
      return { context: context(request), items: Array.from(state.users(), userToWire) }
    }
  )

  graphRoute(
    app,
    subject,
    {
      method: 'GET',
      path: '/:userId',
      operationId: 'user.GetUser',
      summary: 'Somebody of the tenant, by id, by address, or whoever has signed in: /me',
      page: 'user-get',
      query,
      status: 200,
      answer: userOut
    },
    async request => ({ '@odata.context': `${context(request)}/$entity`, ...userToWire(known(request)) })
  )

  function known(request: GraphRequest): User {
    const user = stateOf(request, options).user(request.params.userId)
    if (user !== undefined) return user
    throw new Refusal(
      'directoryObjectNotFound',
      `Resource '${request.params.userId}' does not exist or one of its queried reference-property objects are not present.`
    )
  }
}

/** The directory counts and searches only for those who know that the answer may be old. */
function refuseUnlessEventual(request: FastifyRequest): void {
  const counted = request.url.split('?')[0]?.toLowerCase().endsWith('$count') ?? false
  if (!counted && request.exchange.query?.search === undefined) return
  if (String(request.headers['consistencylevel']).toLowerCase() === 'eventual') return
  throw new Refusal(
    'consistencyLevelMissing',
    "Request with $search or $count only works with the header 'ConsistencyLevel: eventual'."
  )
}
