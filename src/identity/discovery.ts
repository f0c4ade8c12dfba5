import type { SigningKeys } from './signing-keys.js'

/** Metadata of a tenant's authority. Source: https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc */
export function openIdConfiguration(origin: string, tenantId: string) {
  const authority = `${origin}/${tenantId}`
  return {
    issuer: `https://login.microsoftonline.com/${tenantId}/v2.0`,
    authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
    token_endpoint: `${authority}/oauth2/v2.0/token`,
    device_authorization_endpoint: `${authority}/oauth2/v2.0/devicecode`,
    end_session_endpoint: `${authority}/oauth2/v2.0/logout`,
    jwks_uri: `${authority}/discovery/v2.0/keys`,
    userinfo_endpoint: `${origin}/oidc/userinfo`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    response_types_supported: ['code'],
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    cloud_instance_name: 'microsoftonline.com',
    msgraph_host: 'graph.microsoft.com'
  }
}

/** The same of the older endpoint, for clients that ask there. */
export function olderConfiguration(origin: string, tenantId: string) {
  return {
    ...openIdConfiguration(origin, tenantId),
    issuer: `https://sts.windows.net/${tenantId}/`,
    authorization_endpoint: `${origin}/${tenantId}/oauth2/v2.0/authorize`,
    token_endpoint: `${origin}/${tenantId}/oauth2/token`,
    jwks_uri: `${origin}/${tenantId}/discovery/keys`
  }
}

/** Where somebody's password is checked: here, never at a server of their company. Asked before a password is sent. */
export function userRealm(name: string) {
  return {
    ver: '1.0',
    account_type: 'Managed',
    domain_name: name.split('@')[1] ?? name,
    cloud_instance_name: 'microsoftonline.com',
    cloud_audience_urn: 'urn:federation:MicrosoftOnline'
  }
}

export function keySet({ published }: SigningKeys, issuer?: string) {
  return { keys: issuer === undefined ? published : published.map(key => ({ ...key, issuer })) }
}

/** Which names an authority goes by; clients ask before they trust a host they do not know. */
export function instanceDiscovery(origin: string) {
  const { host } = new URL(origin)
  return {
    tenant_discovery_endpoint: `${origin}/common/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [
      { preferred_network: host, preferred_cache: host, aliases: [host] },
      {
        preferred_network: 'login.microsoftonline.com',
        preferred_cache: 'login.windows.net',
        aliases: ['login.microsoftonline.com', 'login.windows.net', 'login.microsoft.com', 'sts.windows.net']
      }
    ]
  }
}

/**
 * What api.aps.skype.com publishes, for bots to verify what is posted to them.
 * Source: https://learn.microsoft.com/microsoftteams/platform/bots/calls-and-meetings/call-notifications
 */
export function callingConfiguration(origin: string) {
  return {
    issuer: 'https://api.botframework.com',
    authorization_endpoint: 'https://invalid.botframework.com/',
    jwks_uri: `${origin}/v1/.well-known/keys`,
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['private_key_jwt']
  }
}
