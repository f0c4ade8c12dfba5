import { type IncomingHttpHeaders, type IncomingMessage, request as requestHttp, type ServerResponse } from 'node:http'
import { type RequestOptions, request as requestHttps } from 'node:https'
import { pipeline } from 'node:stream'
import { type Miss, unreachable } from './misses.js'
import { dialled } from './tunnel.js'

/** Where a request really goes when we stand in for its host. */
export type StandIn = Pick<RequestOptions, 'host' | 'port'> & { readonly ca: string }

/** Asks for a client what it asked the proxy for, and hands on the answer as it comes. */
export function forward(request: IncomingMessage, response: ServerResponse, target: URL, standIn?: StandIn): void {
  const path = `${target.pathname}${target.search}`
  const { method = 'GET' } = request
  const options: RequestOptions = { method, path, headers: { ...endToEnd(request.headers), host: target.host } }
  const there = standIn ?? { host: dialled(target.hostname), port: target.port }
  const ask = standIn !== undefined || target.protocol === 'https:' ? requestHttps : requestHttp
  const asked = ask({ ...options, ...there, servername: target.hostname })
  asked.once('response', answered => {
    response.writeHead(answered.statusCode ?? 502, endToEnd(answered.headers))
    pipeline(answered, response, () => {})
  })
  asked.on('error', error => {
    if (response.headersSent) response.destroy()
    else answer(response, unreachable(target.host, error))
  })
  pipeline(request, asked, () => {})
}

/** What is said of one connection only. Source: RFC 9110, section 7.6.1. */
const hopByHop = [
  ...['connection', 'keep-alive', 'proxy-connection', 'proxy-authorization', 'proxy-authenticate'],
  ...['te', 'trailer', 'transfer-encoding', 'upgrade']
]

function endToEnd(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !hopByHop.includes(name)))
}

/** Says no to a request. */
export function answer(response: ServerResponse, { status, body }: Miss): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(body)
}
