import { timingSafeEqual } from 'node:crypto'
import { type AccessTokens, accessTokenLifetime } from './access-tokens.js'
import { EntraRefusal } from './entra-refusal.js'
import type { RegisteredApplication, Registrations } from './registrations.js'

/** The form posted to the token endpoint; what clients add beyond these is accepted and ignored. */
export type TokenForm = Readonly<Record<string, string | undefined>>

export interface TokenAnswer {
  token_type: 'Bearer'
  expires_in: number
  ext_expires_in: number
  access_token: string
}

/**
 * Answers a token request of an application.
 * Source: https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
 */
export async function grantToken(
  tenantName: string,
  form: TokenForm,
  registrations: Registrations,
  tokens: AccessTokens
): Promise<TokenAnswer> {
  if (required(form, 'grant_type') !== 'client_credentials') {
    throw new EntraRefusal(
      'grantUnsupported',
      `The app requested an unsupported grant type '${form['grant_type']}'. Ringback grants 'client_credentials'.`
    )
  }
  const appId = required(form, 'client_id').toLowerCase()
  const audience = audienceOf(required(form, 'scope'))
  const tenantId = registrations.tenant(tenantName)
  if (tenantId === undefined) throw new EntraRefusal('tenantUnknown', `Tenant '${tenantName}' not found.`)
  const application = await registrations.application(tenantId, appId)
  if (application === undefined) {
    throw new EntraRefusal(
      'applicationUnknown',
      `Application with identifier '${appId}' was not found in the directory '${tenantId}'. Add it to the seed, or start without --auth strict.`
    )
  }
  checkSecret(application, form['client_secret'])
  return {
    token_type: 'Bearer',
    expires_in: accessTokenLifetime,
    ext_expires_in: accessTokenLifetime,
    access_token: await tokens.issue(tenantId, application, audience)
  }
}

function required(form: TokenForm, name: string): string {
  const value = form[name]
  if (value) return value
  throw new EntraRefusal('parameterMissing', `The request body must contain the following parameter: '${name}'.`)
}

/** `https://graph.microsoft.com/.default` is for `https://graph.microsoft.com`. */
function audienceOf(scope: string): string {
  const resource = /^(\S+)\/\.default$/.exec(scope.trim())?.[1]
  if (resource !== undefined) return resource
  throw new EntraRefusal(
    'scopeWrong',
    `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier.`
  )
}

function checkSecret({ appId, secret }: RegisteredApplication, given: string | undefined): void {
  if (!given) {
    throw new EntraRefusal('secretMissing', "The request body must contain the following parameter: 'client_secret'.")
  }
  if (secret === undefined || equal(given, secret)) return
  throw new EntraRefusal(
    'secretWrong',
    `Invalid client secret provided for app '${appId}'. Ensure the secret being sent in the request is the client secret value: GET /_ringback/directory has it.`
  )
}

function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
