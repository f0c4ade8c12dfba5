import { accessTokenLifetime } from './access-tokens.js'
import { authenticateClient } from './client-authentication.js'
import { EntraRefusal } from './entra-refusal.js'
import { type Asked, type Authority, required, type TokenAnswer, type TokenForm } from './grants/grant.js'
import { byCode, byDeviceCode, byPassword, byRefreshToken, onBehalfOf } from './grants/user-grants.js'

const grants: Readonly<Record<string, (asked: Asked, authority: Authority) => Promise<TokenAnswer>>> = {
  client_credentials: clientCredentials,
  password: byPassword,
  authorization_code: byCode,
  refresh_token: byRefreshToken,
  device_code: byDeviceCode,
  'urn:ietf:params:oauth:grant-type:device_code': byDeviceCode,
  'urn:ietf:params:oauth:grant-type:jwt-bearer': onBehalfOf
}

/** Answers a token request. Source: https://learn.microsoft.com/entra/identity-platform/v2-protocols */
export async function grantToken(tenantName: string, form: TokenForm, authority: Authority): Promise<TokenAnswer> {
  const type = required(form, 'grant_type')
  const grant = Object.hasOwn(grants, type) ? grants[type] : undefined
  if (grant === undefined) {
    const known = Object.keys(grants).join("', '")
    throw new EntraRefusal(
      'grantUnsupported',
      `The app requested an unsupported grant type '${type}'. Ringback grants '${known}'.`
    )
  }
  return grant(await identified(tenantName, form, authority), authority)
}

/** The tenant and the application a request names. */
export async function identified(tenantName: string, form: TokenForm, { registrations }: Authority): Promise<Asked> {
  const appId = required(form, 'client_id').toLowerCase()
  const tenantId = registrations.tenant(tenantName)
  if (tenantId === undefined) throw new EntraRefusal('tenantUnknown', `Tenant '${tenantName}' not found.`)
  const application = await registrations.application(tenantId, appId)
  if (application !== undefined) return { tenantId, application, form }
  throw new EntraRefusal(
    'applicationUnknown',
    `Application with identifier '${appId}' was not found in the directory '${tenantId}'. Add it to the seed, or start without --auth strict.`
  )
}

/** Source: https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow */
async function clientCredentials(asked: Asked, authority: Authority): Promise<TokenAnswer> {
  const { tenantId, application, form } = asked
  const audience = audienceOf(form)
  if (authority.strict) refuseUnknownResource(audience, tenantId)
  const by = await authenticateClient(asked, authority)
  return {
    token_type: 'Bearer',
    expires_in: accessTokenLifetime,
    ext_expires_in: accessTokenLifetime,
    access_token: await authority.tokens.issue(tenantId, application, { audience, by })
  }
}

/** What one can ask tokens for, beside Graph under any of its names. */
const resources =
  /^(https:\/\/(graph\.microsoft\.(com|us)|dod-graph\.microsoft\.us|microsoftgraph\.chinacloudapi\.cn|api\.botframework\.com)|00000003-0000-0000-c000-000000000000)$/

function refuseUnknownResource(audience: string, tenantId: string): void {
  if (resources.test(audience)) return
  throw new EntraRefusal(
    'resourceUnknown',
    `The resource principal named ${audience} was not found in the tenant '${tenantId}'. Ask for https://graph.microsoft.com/.default.`
  )
}

/** `https://graph.microsoft.com/.default` is for `https://graph.microsoft.com`; the older endpoint has a `resource`. */
function audienceOf(form: TokenForm): string {
  if (form['scope'] === undefined && form['resource'] !== undefined) return form['resource'].replace(/\/$/, '')
  const scope = required(form, 'scope')
  const resource = /^(\S+)\/\.default$/.exec(scope.trim())?.[1]
  if (resource !== undefined) return resource
  throw new EntraRefusal(
    'scopeWrong',
    `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier.`
  )
}
