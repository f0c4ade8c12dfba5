import type { Application } from './domain/directory/directory.js'
import type { Emulator } from './emulator.js'

/** The variables a bot reads to find us instead of Microsoft. */
export type BotEnvironment = Record<
  | 'GRAPH_BASE_URL'
  | 'AZURE_AUTHORITY_HOST'
  | 'AZURE_TENANT_ID'
  | 'AZURE_CLIENT_ID'
  | 'AZURE_CLIENT_SECRET'
  | 'RINGBACK_URL'
  | 'RINGBACK_HTTPS_URL'
  | 'NODE_EXTRA_CA_CERTS'
  | 'SSL_CERT_FILE',
  string
>

/**
 * @param application Whose id and secret; the first of the tenant by default.
 *
 * @internal
 */
export function botEnvironment(
  { url, httpsUrl, caPath, tenant }: Emulator,
  application: Pick<Application, 'appId' | 'secret'> | undefined = tenant.applications[0]
): BotEnvironment {
  return {
    GRAPH_BASE_URL: httpsUrl,
    AZURE_AUTHORITY_HOST: httpsUrl,
    AZURE_TENANT_ID: tenant.id,
    AZURE_CLIENT_ID: application?.appId ?? '',
    AZURE_CLIENT_SECRET: application?.secret ?? '',
    RINGBACK_URL: url,
    RINGBACK_HTTPS_URL: httpsUrl,
    NODE_EXTRA_CA_CERTS: caPath,
    SSL_CERT_FILE: caPath
  }
}
