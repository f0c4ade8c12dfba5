import type { Emulator } from './emulator.js'

/** Who the bot is, and what it has to trust, whichever way it comes here. */
type Credentials = Record<
  'AZURE_TENANT_ID' | 'AZURE_CLIENT_ID' | 'AZURE_CLIENT_SECRET' | 'NODE_EXTRA_CA_CERTS' | 'SSL_CERT_FILE',
  string
>

/** The variables a bot reads to find us instead of Microsoft. */
export type BotEnvironment = Credentials &
  Record<'GRAPH_BASE_URL' | 'AZURE_AUTHORITY_HOST' | 'RINGBACK_URL' | 'RINGBACK_HTTPS_URL', string>

/** The variables that lead a bot here which knows Microsoft's addresses and no others. */
export type ProxyEnvironment = Credentials & Record<'HTTPS_PROXY' | 'NO_PROXY', string>

/** @internal */
export function botEnvironment(emulator: Emulator): BotEnvironment {
  const { url, httpsUrl } = emulator
  return {
    GRAPH_BASE_URL: httpsUrl,
    AZURE_AUTHORITY_HOST: httpsUrl,
    ...credentials(emulator),
    RINGBACK_URL: url,
    RINGBACK_HTTPS_URL: httpsUrl
  }
}

/** @internal */
export function proxyEnvironment(emulator: Emulator): ProxyEnvironment {
  // What is on this machine needs no proxy: we ourselves, and the bot.
  return { HTTPS_PROXY: emulator.proxyUrl, NO_PROXY: 'localhost,127.0.0.1,::1', ...credentials(emulator) }
}

/**
 * Both, for commands of which nobody knows which way they go.
 *
 * @internal
 */
export function commandEnvironment(emulator: Emulator): BotEnvironment & ProxyEnvironment {
  return { ...botEnvironment(emulator), ...proxyEnvironment(emulator) }
}

function credentials({ caPath, tenant }: Emulator): Credentials {
  const [application] = tenant.applications
  return {
    AZURE_TENANT_ID: tenant.id,
    AZURE_CLIENT_ID: application?.appId ?? '',
    AZURE_CLIENT_SECRET: application?.secret ?? '',
    NODE_EXTRA_CA_CERTS: caPath,
    SSL_CERT_FILE: caPath
  }
}
