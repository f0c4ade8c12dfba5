import { timingSafeEqual, X509Certificate } from 'node:crypto'
import { EntraRefusal } from './entra-refusal.js'
import type { Asked, Authority } from './grants/grant.js'

/** Who else may vouch for an application: federated identities name this as whom their token is for. */
const federatedAudience = 'api://AzureADTokenExchange'

/** An application proves who it is: by its secret, or by an assertion. */
export async function authenticateClient(asked: Asked, authority: Authority): Promise<'secret' | 'certificate'> {
  const { application, form } = asked
  if (form['client_assertion'] !== undefined) {
    await checkAssertion(asked, form['client_assertion'], authority)
    return 'certificate'
  }
  const given = form['client_secret']
  if (!given) {
    throw new EntraRefusal(
      'secretMissing',
      "The request body must contain the following parameter: 'client_assertion' or 'client_secret'."
    )
  }
  if (application.secret !== undefined && !equalSecrets(given, application.secret)) {
    throw new EntraRefusal(
      'secretWrong',
      `Invalid client secret provided for app '${application.appId}'. Ensure the secret being sent in the request is the client secret value: GET /_ringback/directory has it.`
    )
  }
  const { secretExpires = Number.POSITIVE_INFINITY } = application
  if (secretExpires > authority.clock.wallNow()) return 'secret'
  throw new EntraRefusal(
    'secretExpired',
    `The provided client secret keys for app '${application.appId}' are expired. Give it another by PATCH /_ringback/applications/${application.appId}.`
  )
}

/**
 * A JWT signed by the application's certificate, or by somebody trusted to vouch for it. Where clients need not be known, an
 * application without certificates may sign with any.
 * Source: https://learn.microsoft.com/entra/identity-platform/certificate-credentials
 */
async function checkAssertion({ application }: Asked, assertion: string, { clock, strict }: Authority): Promise<void> {
  const jose = await import('jose')
  const refuse = (why: string): never => {
    throw new EntraRefusal(
      'assertionWrong',
      `Client assertion failed validation for app '${application.appId}': ${why}`
    )
  }
  const currentDate = new Date(clock.wallNow())
  const certificates = application.certificates ?? []
  if (certificates.length === 0 && strict) {
    refuse('the application has no certificate: PATCH /_ringback/applications with certificates, as PEM.')
  }
  const read = async () => {
    for (const pem of certificates) {
      const { publicKey } = new X509Certificate(pem)
      const algorithms = ['RS256', 'PS256']
      const verified = await jose.jwtVerify(assertion, publicKey, { algorithms, currentDate }).catch(() => undefined)
      if (verified !== undefined) return verified.payload
    }
    return certificates.length > 0
      ? refuse('it is not signed by a certificate of the application.')
      : jose.decodeJwt(assertion)
  }
  const {
    aud,
    iss,
    sub,
    exp = 0
  } = await read().catch((error: unknown) => {
    if (error instanceof EntraRefusal) throw error
    return refuse('it is no JWT.')
  })
  if (exp * 1_000 <= clock.wallNow()) refuse('it has expired.')
  const audiences = [aud].flat().map(String)
  if (audiences.includes(federatedAudience)) return
  if (iss !== application.appId || sub !== application.appId) refuse("'iss' and 'sub' must be the client id.")
  if (!audiences.some(isAuthority)) refuse("'aud' must be the token endpoint.")
}

/** The token endpoint under any of its names, or the issuer. */
function isAuthority(audience: string): boolean {
  return (
    /\/oauth2\/(v2\.0\/)?token\/?$/.test(audience) || /\/v2\.0\/?$/.test(audience) || /sts\.windows\.net/.test(audience)
  )
}

/** Compares without telling by its time where the two differ. */
export function equalSecrets(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
