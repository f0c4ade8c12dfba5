import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Authority, required, type TokenForm } from './grants/grant.js'
import { noticePage } from './sign-in-page.js'
import { page, redirectTarget, sendBack } from './sign-in-routes.js'
import { identified } from './token-endpoint.js'

interface TenantPath {
  Params: { tenant: string }
  Querystring: TokenForm
}

/** What follows a sign-in or comes before it: signing out, an administrator's consent, who has signed in. */
export function sessionRoutes(app: FastifyInstance, authority: Authority): void {
  const { tokens, registrations } = authority

  // Nobody is kept signed in here, so there is nothing to end.
  app.get<TenantPath>('/:tenant/oauth2/v2.0/logout', async ({ query }, reply) => {
    const { post_logout_redirect_uri: back, state } = query
    if (back === undefined) return page(reply, noticePage('You have signed out.'))
    return sendBack(reply, redirectTarget(back), 'query', new URLSearchParams(state === undefined ? {} : { state }))
  })

  const consent = async ({ params, query, originalUrl }: FastifyRequest<TenantPath>, reply: FastifyReply) => {
    const { application, tenantId } = await identified(params.tenant, query, authority)
    const target = redirectTarget(required(query, 'redirect_uri'))
    const { state = '', decision } = query
    if (decision === undefined) {
      const link = (text: string, value: string) => ({ text, href: `${originalUrl}&decision=${value}` })
      const links = [link('Accept', 'accept'), link('Cancel', 'cancel')]
      return page(reply, noticePage(`May '${application.displayName}' have what it asks for, for everybody?`, links))
    }
    const answer: Record<string, string> =
      decision === 'accept'
        ? { admin_consent: 'True', tenant: tenantId, state }
        : { error: 'access_denied', error_description: 'AADSTS65004: The administrator declined to consent.', state }
    return sendBack(reply, target, 'query', new URLSearchParams(answer))
  }
  app.get<TenantPath>('/:tenant/adminconsent', consent)
  app.get<TenantPath>('/:tenant/v2.0/adminconsent', consent)

  app.route({
    method: ['GET', 'POST'],
    url: '/oidc/userinfo',
    handler: async request => {
      const { tenantId, objectId } = await tokens.verify(request.headers.authorization)
      const user = registrations.user(tenantId, objectId)
      const [given = '', ...family] = user?.displayName.split(' ') ?? []
      return {
        sub: objectId,
        name: user?.displayName,
        given_name: given || undefined,
        family_name: family.join(' ') || undefined,
        email: user?.userPrincipalName,
        picture: 'https://graph.microsoft.com/v1.0/me/photo/$value'
      }
    }
  })
}
