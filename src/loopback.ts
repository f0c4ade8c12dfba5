import type * as Undici from 'undici'

/** Whether a host is this machine, whatever comes from elsewhere. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)
}

/**
 * How we connect to bots. On this machine any certificate will do: nobody else can be there, and who has to serve https, as
 * with Microsoft's calling SDK, has made one by oneself. Elsewhere it has to be trusted.
 *
 * @param timeout Real milliseconds to connect in.
 */
export function connectorToBots(
  { buildConnector }: Pick<typeof Undici, 'buildConnector'>,
  timeout: number
): Undici.buildConnector.connector {
  const strict = buildConnector({ timeout })
  const lenient = buildConnector({ timeout, rejectUnauthorized: false })
  return (to, done) => (isLoopback(to.hostname) ? lenient : strict)(to, done)
}
