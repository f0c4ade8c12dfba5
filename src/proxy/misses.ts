/** Why a proxy does not pass something on: with a status of HTTP, and what to do, in Graph's form of an error. */
export interface Miss {
  readonly status: number
  readonly body: string
}

/** Somebody takes the proxy for a server. */
export function notForAProxy(asked: string): Miss {
  return miss(
    400,
    'notForAProxy',
    `'${asked}' is nothing a proxy is asked. This is the proxy of Ringback, for HTTPS_PROXY; Graph itself answers at the address in GRAPH_BASE_URL.`
  )
}

/** Everything but our own hosts is refused, since others than this machine can reach us. */
export function hostRefused(host: string, hosts: readonly string[]): Miss {
  return miss(
    403,
    'hostRefused',
    `Listening beyond loopback, the proxy answers for ${hosts.join(', ')} only, not for '${host}': put that into NO_PROXY.`
  )
}

export function unreachable(host: string, error: NodeJS.ErrnoException): Miss {
  return miss(
    502,
    'unreachable',
    `'${host}' cannot be reached (${error.code ?? error.message}). Ringback only passes this on; what the bot should reach without the proxy goes into NO_PROXY.`
  )
}

function miss(status: number, code: string, message: string): Miss {
  return { status, body: JSON.stringify({ error: { code, message } }) }
}
