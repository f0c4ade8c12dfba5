import { permissionName } from '../../domain/directory/permissions.js'
import { accessTokenLifetime } from '../access-tokens.js'
import { EntraRefusal } from '../entra-refusal.js'
import type { RegisteredApplication, RegisteredUser } from '../registrations.js'
import type { Authority, TokenAnswer } from './grant.js'

/** Scopes of OpenID Connect: they say what comes with the token, and are none of the resource. */
const openIdScopes = ['openid', 'profile', 'email', 'offline_access']

export interface UserGrant {
  readonly tenantId: string
  readonly application: RegisteredApplication
  readonly user: RegisteredUser
  /** As the client asked: names with or without their resource, separated by spaces. */
  readonly scope: string
  readonly nonce?: string | undefined
}

/** Tokens for an application on behalf of somebody: the access token, and what `openid` and `offline_access` ask for. */
export async function userTokens(grant: UserGrant, authority: Authority): Promise<TokenAnswer> {
  const { tenantId, application, user, scope, nonce } = grant
  const { tokens, keys, ids, clock } = authority
  const { audience, names, openId } = scopesOf(scope, grant, authority)
  const now = Math.floor(clock.wallNow() / 1_000)
  const issued = { iat: now, nbf: now, exp: now + accessTokenLifetime }
  const idToken = () =>
    keys.sign({
      ...issued,
      aud: application.appId,
      iss: `https://login.microsoftonline.com/${tenantId}/v2.0`,
      name: user.displayName,
      oid: user.id,
      preferred_username: user.userPrincipalName,
      sub: user.id,
      tid: tenantId,
      uti: ids.short(),
      ver: '2.0',
      ...(nonce && { nonce })
    })
  const refresh = () =>
    keys.sign({ iat: now, aud: 'refresh', appid: application.appId, tid: tenantId, oid: user.id, scp: scope })
  return {
    token_type: 'Bearer',
    scope: [...names.map(name => `${audience}/${name}`), ...openId].join(' '),
    expires_in: accessTokenLifetime,
    ext_expires_in: accessTokenLifetime,
    access_token: await tokens.issueFor(tenantId, application, user, { audience, scopes: names }),
    refresh_token: openId.includes('offline_access') ? await refresh() : undefined,
    id_token: openId.includes('openid') ? await idToken() : undefined,
    client_info: Buffer.from(JSON.stringify({ uid: user.id, utid: tenantId })).toString('base64url')
  }
}

/** What a refresh token was given for. Throws when it is none of ours, or another application's. */
export async function readRefreshToken(token: string, appId: string, { keys }: Authority) {
  const read = await keys.verify(token, { audience: 'refresh' }).catch(() => undefined)
  const { appid, tid, oid, scp } = read?.payload ?? {}
  if (appid !== appId) throw new EntraRefusal('refreshTokenWrong', 'The refresh token is not that of this application.')
  return { tenantId: String(tid), userId: String(oid), scope: String(scp) }
}

const graph = 'https://graph.microsoft.com'

function scopesOf(scope: string, { application }: UserGrant, { strict }: Authority) {
  const asked = scope.split(/\s+/).filter(Boolean)
  const openId = asked.filter(name => openIdScopes.includes(name))
  const others = asked.filter(name => !openIdScopes.includes(name))
  const split = others.map(name => {
    const [, resource = graph, short = name] = /^(https?:\/\/.+|api:\/\/.+|[0-9a-f-]{36})\/([^/]+)$/i.exec(name) ?? []
    return { resource, short }
  })
  const [first] = split
  if (split.some(({ resource }) => resource !== first?.resource)) {
    throw new EntraRefusal('scopesOfSeveral', 'The scopes are of more than one resource.')
  }
  const consented = application.delegatedPermissions
  const names = split.flatMap(({ short }) => (short === '.default' ? consented : [short]))
  const audience = first?.resource ?? graph
  if (strict && audience === graph) refuseUnconsented(names, application)
  return { audience, names: names.length > 0 ? names : ['User.Read'], openId }
}

function refuseUnconsented(names: readonly string[], { appId, delegatedPermissions }: RegisteredApplication): void {
  const consented = new Set(delegatedPermissions.map(permissionName))
  const missing = names.find(name => !consented.has(permissionName(name)))
  if (missing === undefined) return
  throw new EntraRefusal(
    'consentMissing',
    `The user or administrator has not consented to use the application with ID '${appId}' for '${missing}'. Consent by PATCH /_ringback/applications/${appId} with delegatedPermissions.`
  )
}
