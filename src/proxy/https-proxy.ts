import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Server as HttpsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { answer, forward } from './forward.js'
import { hostRefused, notForAProxy } from './misses.js'
import { establish, refuse, tunnel } from './tunnel.js'

export interface HttpsProxyOptions {
  /** The hosts that are answered here instead of where they are. */
  readonly hosts: readonly string[]
  /** What answers as all of them: it has their certificate. */
  readonly secure: HttpsServer
  /** What that certificate is trusted by. */
  readonly caCertificate: string
  /** Whether everything else goes on to where it was meant for; otherwise it is refused. */
  readonly passesOn: boolean
}

/**
 * The proxy for bots that cannot be told where Graph is: what they ask of Microsoft's hosts is answered here.
 * Source: RFC 9110, sections 7.1 and 9.3.6.
 */
export class HttpsProxy {
  readonly server: Server
  #options: HttpsProxyOptions
  /** Those that carry something else now, and are no longer the server's to close. */
  #carrying = new Set<Duplex>()

  constructor(options: HttpsProxyOptions) {
    this.#options = options
    this.server = createServer((request, response) => this.#ask(request, response))
    this.server.on('connect', ({ url = '' }: IncomingMessage, socket: Duplex, head: Buffer) =>
      this.#connect(url, socket, head)
    )
  }

  async close(): Promise<void> {
    const closed = new Promise(resolve => this.server.close(resolve))
    this.server.closeAllConnections()
    for (const socket of this.#carrying) socket.destroy()
    await closed
  }

  /** `CONNECT graph.microsoft.com:443`: from here on the client speaks TLS, with us or with whom it has named. */
  #connect(authority: string, socket: Duplex, head: Buffer): void {
    const { hosts, secure, passesOn } = this.#options
    this.#keep(socket)
    const target = /^[^/]+:\d+$/.test(authority) ? parsed(`https://${authority}`) : undefined
    if (target === undefined) refuse(socket, notForAProxy(`CONNECT ${authority}`))
    else if (hosts.includes(target.hostname)) {
      establish(socket, head)
      secure.emit('connection', socket)
    } else if (passesOn) this.#keep(tunnel(socket, head, target))
    else refuse(socket, hostRefused(target.hostname, hosts))
  }

  /** `GET https://graph.microsoft.com/…`: some clients ask for https like this, instead of for a tunnel. */
  #ask(request: IncomingMessage, response: ServerResponse): void {
    const { hosts, secure, caCertificate: ca, passesOn } = this.#options
    const { method, url = '' } = request
    const target = /^https?:/i.test(url) ? parsed(url) : undefined
    if (target === undefined) answer(response, notForAProxy(`${method} ${url}`))
    else if (hosts.includes(target.hostname)) {
      const { port } = secure.address() as AddressInfo
      forward(request, response, target, { host: 'localhost', port, ca })
    } else if (passesOn) forward(request, response, target)
    else answer(response, hostRefused(target.hostname, hosts))
  }

  #keep(socket: Duplex): void {
    socket.on('error', () => socket.destroy())
    this.#carrying.add(socket)
    socket.once('close', () => this.#carrying.delete(socket))
  }
}

function parsed(address: string): URL | undefined {
  return URL.canParse(address) ? new URL(address) : undefined
}
