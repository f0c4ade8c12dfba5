import { authenticateClient, equalSecrets } from '../client-authentication.js'
import { EntraRefusal } from '../entra-refusal.js'
import type { RegisteredUser } from '../registrations.js'
import { SignIns } from '../sign-ins.js'
import { type Asked, type Authority, required, type TokenAnswer } from './grant.js'
import { readRefreshToken, userTokens } from './user-tokens.js'

/** A user name and a password. Any password will do where people have none here. */
export async function byPassword(asked: Asked, authority: Authority): Promise<TokenAnswer> {
  const { tenantId, application, form } = asked
  await checkConfidential(asked, authority)
  const name = required(form, 'username')
  const password = required(form, 'password')
  const user = authority.registrations.user(tenantId, name)
  if (user === undefined) {
    throw new EntraRefusal('userUnknown', `The user account ${name} does not exist in the directory '${tenantId}'.`)
  }
  if (user.password !== undefined && !equalSecrets(password, user.password)) {
    throw new EntraRefusal('passwordWrong', 'Error validating credentials due to invalid username or password.')
  }
  return userTokens({ tenantId, application, user, scope: required(form, 'scope') }, authority)
}

/** The code that somebody's browser was sent back with. */
export async function byCode(asked: Asked, authority: Authority): Promise<TokenAnswer> {
  const { application, form } = asked
  await checkConfidential(asked, authority)
  const signedIn = authority.signIns.redeem(required(form, 'code'))
  if (signedIn === 'redeemed') throw new EntraRefusal('codeRedeemed', 'The code was redeemed already.')
  if (signedIn === 'expired') throw new EntraRefusal('codeExpired', 'The provided authorization code has expired.')
  if (signedIn === 'unknown' || signedIn.appId !== application.appId) {
    throw new EntraRefusal('codeExpired', 'The provided authorization code is none of this application.')
  }
  if (form['redirect_uri'] !== signedIn.redirectUri) {
    throw new EntraRefusal('codeExpired', "'redirect_uri' is not the one the code was asked for with.")
  }
  if (!SignIns.answers(signedIn, form['code_verifier'])) {
    throw new EntraRefusal('verifierWrong', 'The code_verifier does not match the code_challenge of the request.')
  }
  const user = known(signedIn.tenantId, signedIn.userId, authority)
  const scope = form['scope'] ?? signedIn.scope
  return userTokens({ tenantId: signedIn.tenantId, application, user, scope, nonce: signedIn.nonce }, authority)
}

/** A refresh token, which stays usable. */
export async function byRefreshToken(asked: Asked, authority: Authority): Promise<TokenAnswer> {
  const { application, form } = asked
  await checkConfidential(asked, authority)
  const { tenantId, userId, scope } = await readRefreshToken(
    required(form, 'refresh_token'),
    application.appId,
    authority
  )
  const user = known(tenantId, userId, authority)
  return userTokens({ tenantId, application, user, scope: form['scope'] ?? scope }, authority)
}

/** A device asks whether somebody has typed its code yet. */
export async function byDeviceCode(asked: Asked, authority: Authority): Promise<TokenAnswer> {
  const { application, form } = asked
  const device = authority.signIns.device(required(form, 'device_code'))
  if (device === undefined || device.appId !== application.appId) {
    throw new EntraRefusal('deviceCodeWrong', 'The device code is not known.')
  }
  if (device.declined) throw new EntraRefusal('deviceDeclined', 'Somebody declined to sign in.')
  if (device.expires <= authority.clock.wallNow()) {
    throw new EntraRefusal('deviceExpired', 'Nobody signed in in time.')
  }
  if (device.userId === undefined) {
    throw new EntraRefusal('devicePending', 'OAuth 2.0 device flow error. Authorization is pending. Continue polling.')
  }
  const { tenantId, userId, scope } = device
  return userTokens({ tenantId, application, user: known(tenantId, userId, authority), scope }, authority)
}

/** An application that was called with somebody's token gets one of its own for them. */
export async function onBehalfOf(asked: Asked, authority: Authority): Promise<TokenAnswer> {
  const { tenantId, application, form } = asked
  await authenticateClient(asked, authority)
  if (required(form, 'requested_token_use') !== 'on_behalf_of') {
    throw new EntraRefusal('parameterMissing', "'requested_token_use' must be 'on_behalf_of'.")
  }
  const { keys, clock } = authority
  const currentDate = new Date(clock.wallNow())
  const read = await keys.verify(required(form, 'assertion'), { currentDate }).catch(() => undefined)
  const { oid, idtyp } = read?.payload ?? {}
  if (typeof oid !== 'string' || idtyp !== 'user') {
    throw new EntraRefusal('assertionOfNobody', "The assertion is no valid token of somebody's.")
  }
  const user = known(tenantId, oid, authority)
  return userTokens({ tenantId, application, user, scope: required(form, 'scope') }, authority)
}

/** Clients that keep secrets send one; public ones have none to send. */
async function checkConfidential(asked: Asked, authority: Authority): Promise<void> {
  const { client_secret: secret, client_assertion: assertion } = asked.form
  if (secret !== undefined || assertion !== undefined) await authenticateClient(asked, authority)
}

function known(tenantId: string, userId: string, { registrations }: Authority): RegisteredUser {
  const user = registrations.user(tenantId, userId)
  if (user !== undefined) return user
  throw new EntraRefusal('userUnknown', `The user '${userId}' no longer exists in the directory '${tenantId}'.`)
}
