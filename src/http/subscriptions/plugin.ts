import type { FastifyInstance, FastifyRequest } from 'fastify'
import { permissionName } from '../../domain/directory/permissions.js'
import { ownerClaim, type Subscription, userClaim } from '../../domain/subscriptions/subscription.js'
import { ownSubscription } from '../../domain/subscriptions/transition.js'
import type { Caller } from '../../identity/caller.js'
import { parameters } from '../../wire/graph-type.js'
import {
  changedSubscriptionIn,
  changeTypesOf,
  listedSubscriptionToWire,
  subscriptionIn,
  subscriptionOut,
  subscriptionToWire
} from '../../wire/subscription.js'
import { subscribedResource } from '../../wire/subscription-resource.js'
import { collectionRoute } from '../collections.js'
import { callerOf, type GraphOptions, type GraphRequest, graphRoute, serviceRoot, stateOf } from '../graph-route.js'
import { versionOf } from '../spellings.js'

const subject = { root: '/subscriptions', tag: 'subscriptions.subscription' }

/** Graph's schema takes no query options here but pages. */
const query = { type: 'microsoft.graph.subscription', properties: [], page: { size: 100, most: 100 } }

/** Standing requests to be told of changes. Source: https://learn.microsoft.com/graph/api/resources/subscription */
export async function subscriptionsPlugin(app: FastifyInstance, options: GraphOptions): Promise<void> {
  const { engine, subscribing } = options.house

  const context = (request: FastifyRequest) => `${serviceRoot(request)}/$metadata#subscriptions`

  const told = (request: FastifyRequest, subscription: Subscription) => ({
    '@odata.context': `${context(request)}/$entity`,
    ...subscriptionToWire(subscription)
  })

  /** Whose subscription it is, and when it is asked about. */
  const asked = (request: GraphRequest) => {
    const { appId, userId, expires } = callerOf(request)
    const at = request.exchange.clock.now()
    const authorizedUntil = subscribing.boundToTokens ? at + expires - request.exchange.clock.wallNow() : undefined
    return { at, appId, userId, authorizedUntil, subscriptionId: request.params.subscriptionId }
  }

  graphRoute(
    app,
    subject,
    {
      method: 'POST',
      path: '',
      operationId: 'subscriptions.subscription.CreateSubscription',
      summary: 'Subscribe; the endpoints are asked for an echo first',
      page: 'subscription-post-subscriptions',
      body: subscriptionIn,
      status: 201,
      answer: subscriptionOut
    },
    async (request, reply) => {
      const { tenantId, granted, objectId } = callerOf(request)
      const { expirationDateTime: expiresAt, changeType, resource, ...sent } = request.body
      noteInsecure(request, [sent.notificationUrl, sent.lifecycleNotificationUrl])
      const wanted = {
        ...{ ...sent, resource, about: subscribedResource(resource) },
        ...{ changeType, changeTypes: changeTypesOf(changeType), expiresAt },
        knowsNewMembers: request.exchange.knowsNewMembers || undefined
      }
      const wish = {
        ...asked(request),
        subscriptionId: request.exchange.ids.guid(),
        creatorId: objectId,
        granted,
        wanted
      }
      const made = await subscribing.create(tenantId, { ...wish, version: versionOf(request) }, request.exchange)
      reply.code(201)
      return told(request, made)
    }
  )

  collectionRoute(
    app,
    subject,
    {
      path: '',
      operationId: 'subscriptions.subscription.ListSubscription',
      summary: "The subscriptions of the application, or those it holds on somebody's behalf",
      page: 'subscription-list',
      item: subscriptionOut,
      query
    },
    request => ({
      context: context(request),
      items: engine
        .tenant(callerOf(request).tenantId)
        .state.subscriptionsUnder(visibleTo(callerOf(request)))
        .map(listedSubscriptionToWire)
    })
  )

  graphRoute(
    app,
    subject,
    {
      method: 'GET',
      path: '/:subscriptionId',
      operationId: 'subscriptions.subscription.GetSubscription',
      summary: 'A subscription',
      page: 'subscription-get',
      status: 200,
      answer: subscriptionOut
    },
    async request => told(request, ownSubscription(stateOf(request, options), asked(request)))
  )

  graphRoute(
    app,
    subject,
    {
      method: 'PATCH',
      path: '/:subscriptionId',
      operationId: 'subscriptions.subscription.UpdateSubscription',
      summary: 'Renew a subscription, or send its notifications elsewhere',
      page: 'subscription-update',
      body: changedSubscriptionIn,
      status: 200,
      answer: subscriptionOut
    },
    async request => {
      const { expirationDateTime: expiresAt, notificationUrl, ...certificate } = request.body
      noteInsecure(request, [notificationUrl])
      const wish = { ...asked(request), expiresAt, notificationUrl, certificate }
      return told(request, await subscribing.update(callerOf(request).tenantId, wish, request.exchange))
    }
  )

  for (const [method, path, type, operationId, summary, page] of [
    ['DELETE', '', 'deleteSubscription', 'DeleteSubscription', 'End a subscription', 'subscription-delete'],
    [
      ...(['POST', '/reauthorize', 'reauthorizeSubscription', 'reauthorize'] as const),
      ...(['Go on with the token of this request', 'subscription-reauthorize'] as const)
    ]
  ] as const) {
    graphRoute(
      app,
      subject,
      {
        method,
        path: `/:subscriptionId${path}`,
        operationId: `subscriptions.subscription.${operationId}`,
        summary,
        page,
        ...(method === 'POST' && { body: parameters('reauthorize', {}) }),
        status: 204
      },
      async (request, reply) => {
        await engine.execute(callerOf(request).tenantId, { type, ...asked(request) }, request.exchange)
        return reply.code(204).send()
      }
    )
  }
}

/** Its own; with a permission for it, whatever any application holds on behalf of whoever has signed in. */
function visibleTo(caller: Caller): string {
  const wide = caller.userId !== undefined && caller.holds.has(permissionName('Subscription.Read.All'))
  return wide ? userClaim(caller.userId ?? '') : ownerClaim(caller)
}

/** Plain http is taken on loopback, though Graph would not. */
function noteInsecure({ exchange }: FastifyRequest, urls: readonly (string | undefined)[]): void {
  const insecure = urls.find(url => url?.startsWith('http:'))
  if (insecure !== undefined) exchange.wouldBeRefused = `Graph takes https only: '${insecure}'.`
}
