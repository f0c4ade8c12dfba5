import formbody from '@fastify/formbody'
import type { FastifyInstance, FastifyPluginCallback, FastifyRequest } from 'fastify'
import {
  callingConfiguration,
  instanceDiscovery,
  keySet,
  olderConfiguration,
  openIdConfiguration,
  userRealm
} from './discovery.js'
import { EntraRefusal, entraErrors, entraErrorToWire } from './entra-refusal.js'
import type { Authority, TokenForm } from './grants/grant.js'
import { sessionRoutes } from './session-routes.js'
import { signInRoutes } from './sign-in-routes.js'
import type { SigningKeys } from './signing-keys.js'
import { grantToken } from './token-endpoint.js'

interface TenantPath {
  Params: { tenant: string }
}

/** Entra ID's endpoints, and the keys the calling service publishes. */
export function identityPlugin(house: Authority): FastifyPluginCallback {
  return (app, _options, done) => {
    app.register(formbody)
    app.register(scoped => entra(scoped, house))
    callingKeys(app, house.keys)
    done()
  }
}

async function entra(app: FastifyInstance, authority: Authority): Promise<void> {
  const { clock, ids, keys, registrations } = authority
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store, no-cache',
      pragma: 'no-cache',
      'x-ms-request-id': ids.guid()
    })
    if (request.headers['return-client-request-id'] === 'true') {
      reply.header('client-request-id', request.headers['client-request-id'])
    }
  })
  app.setErrorHandler((error, request, reply) => {
    if (!(error instanceof EntraRefusal)) throw error
    const { status, number } = entraErrors[error.reason]
    request.refusal = { code: `AADSTS${number}`, message: error.message }
    const traceId = ids.guid()
    const correlationId = String(request.headers['client-request-id'] ?? traceId)
    reply.code(status).send(entraErrorToWire(error, { at: clock.wallNow(), traceId, correlationId }))
  })

  const known = ({ params: { tenant } }: FastifyRequest<TenantPath>): string => {
    const tenantId = registrations.tenant(tenant)
    if (tenantId === undefined) throw new EntraRefusal('tenantUnknown', `Tenant '${tenant}' not found.`)
    return tenantId
  }
  for (const path of ['/:tenant/oauth2/v2.0/token', '/:tenant/oauth2/token']) {
    app.post<TenantPath>(path, async request => {
      const tenantId = registrations.tenant(request.params.tenant)
      if (tenantId !== undefined) request.exchange.happensIn(registrations.timeOf(tenantId))
      const form = { ...basicCredentials(request.headers.authorization), ...(request.body as TokenForm | undefined) }
      return grantToken(request.params.tenant, form, authority)
    })
  }
  signInRoutes(app, authority)
  sessionRoutes(app, authority)
  app.get<TenantPath>('/:tenant/v2.0/.well-known/openid-configuration', async request =>
    openIdConfiguration(originOf(request), known(request))
  )
  app.get<TenantPath>('/:tenant/discovery/v2.0/keys', async request =>
    keySet(keys, `https://login.microsoftonline.com/${known(request)}/v2.0`)
  )
  app.get<TenantPath>('/:tenant/.well-known/openid-configuration', async request =>
    olderConfiguration(originOf(request), known(request))
  )
  app.get<TenantPath>('/:tenant/discovery/keys', async () => keySet(keys))
  app.get<{ Params: { name: string } }>('/common/UserRealm/:name', async ({ params }) => userRealm(params.name))
  app.get('/common/discovery/instance', async request => instanceDiscovery(originOf(request)))
}

function callingKeys(app: FastifyInstance, keys: SigningKeys): void {
  app.get('/v1/.well-known/OpenIdConfiguration', async request => callingConfiguration(originOf(request)))
  for (const path of ['/v1/.well-known/keys', '/v1/keys']) app.get(path, async () => keySet(keys))
}

/** The address the client used, so that what we point to is reachable for it. */
function originOf(request: FastifyRequest): string {
  return `${request.protocol}://${request.host}`
}

/** A secret may come as HTTP Basic, too. */
function basicCredentials(authorization: string | undefined): TokenForm {
  const encoded = /^basic (.+)$/i.exec(authorization ?? '')?.[1]
  if (encoded === undefined) return {}
  const [id = '', secret = ''] = Buffer.from(encoded, 'base64').toString().split(':')
  return { client_id: decodeURIComponent(id), client_secret: decodeURIComponent(secret) }
}
