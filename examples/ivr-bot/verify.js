import { createRemoteJWKSet, jwtVerify } from 'jose'
import { settings } from './settings.js'

let published

/** Whether a notification really comes from the calling service, for this bot. */
export async function isGenuine(authorization = '') {
  published ??= fetch(settings.callingMetadata).then(async answer => {
    const { issuer, jwks_uri: uri } = await answer.json()
    return { issuer, keys: createRemoteJWKSet(new URL(uri)) }
  })
  const { issuer, keys } = await published
  try {
    await jwtVerify(authorization.replace(/^Bearer /i, ''), keys, { issuer, audience: settings.clientId })
    return true
  } catch {
    return false
  }
}
