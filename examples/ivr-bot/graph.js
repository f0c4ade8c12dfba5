import { Client } from '@microsoft/microsoft-graph-client'
import { settings } from './settings.js'

/** The official client, with tokens for the application itself. */
export const graph = Client.init({
  baseUrl: settings.graphUrl,
  // The client sends tokens to Microsoft's hosts only, unless told which others to trust.
  customHosts: new Set([new URL(settings.graphUrl).hostname]),
  authProvider: done => {
    accessToken().then(
      token => done(null, token),
      error => done(error, null)
    )
  }
})

let current = { token: '', expires: 0 }

async function accessToken() {
  if (current.expires > Date.now()) return current.token
  const answer = await fetch(`${settings.authority}/${settings.tenantId}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: settings.clientId,
      client_secret: settings.clientSecret,
      scope: 'https://graph.microsoft.com/.default'
    })
  })
  const { access_token: token, expires_in: seconds, error_description: problem } = await answer.json()
  if (!answer.ok) throw new Error(problem)
  current = { token, expires: Date.now() + (seconds - 300) * 1_000 }
  return token
}
