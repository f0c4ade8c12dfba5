/** What came of an attempt: a status, or the name of what prevented one. */
export interface AttemptResult {
  readonly status?: number | undefined
  readonly location?: string | undefined
  readonly contentType?: string | undefined
  readonly error?: string | undefined
  readonly elapsedMs: number
  readonly bodyExcerpt?: string | undefined
}

const tooSlow = ['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'UND_ERR_CONNECT_TIMEOUT', 'ETIMEDOUT']
const untrusted = [
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_HAS_EXPIRED',
  'ERR_TLS_CERT_ALTNAME_INVALID'
]

/** Says in plain words what became of an attempt, and what to do about it. */
export function diagnose({ status, location, error }: AttemptResult, target: string): string {
  return status === undefined ? diagnoseError(error ?? 'unknown', target) : diagnoseStatus(status, location)
}

function diagnoseStatus(status: number, location: string | undefined): string {
  if (status >= 200 && status < 300) return 'Accepted.'
  if (isRedirect(status)) {
    if (location === undefined)
      return `The bot answered ${status} without a Location header, so there is nowhere to go.`
    return `The bot sent us on to ${location}; this and later notifications go there.`
  }
  if (status === 401 || status === 403) {
    return `The bot refused our token (${status}). Its verifier must take the keys of /v1/.well-known/keys, the issuer https://api.botframework.com and its own app id as audience.`
  }
  if (status === 404 || status === 405)
    return `Nothing takes POST at this path of the bot (${status}): compare it with the callbackUri.`
  if (status === 429) return 'The bot is throttling us (429).'
  if (status >= 500) return `The bot failed (${status}): look at its own log.`
  return `The bot refused the notification (${status}).`
}

function diagnoseError(error: string, target: string): string {
  const { host, protocol } = new URL(target)
  if (error === 'ENOTFOUND' || error === 'EAI_AGAIN')
    return `The name of ${host} cannot be found. Is the callbackUri spelled right?`
  if (error === 'ECONNREFUSED') return `Nothing listens at ${host}. Is the bot running, and on this port?`
  if (error === 'ECONNRESET' || error === 'UND_ERR_SOCKET' || error === 'EPIPE') {
    return `The bot at ${host} closed the connection without an answer. Did it crash, or does it expect ${protocol === 'http:' ? 'https' : 'http'}?`
  }
  if (tooSlow.includes(error)) return `The bot at ${host} did not answer in time. Answer 202 first and work afterwards.`
  if (untrusted.includes(error)) {
    return `The certificate of ${host} is not trusted (${error}). Start Ringback with NODE_EXTRA_CA_CERTS naming its CA, or give the bot an address of this machine, where any certificate will do.`
  }
  if (error === 'EPROTO' || error.startsWith('ERR_SSL'))
    return `${host} does not speak TLS. Should the callbackUri begin with http?`
  if (error === 'TOO_MANY_REDIRECTS') return 'The bot sent us on too often: do its regions point at each other?'
  return `The notification could not be sent (${error}).`
}

export function isRedirect(status: number): boolean {
  return status === 301 || status === 302 || status === 307 || status === 308
}
