import { STATUS_CODES } from 'node:http'
import { connect } from 'node:net'
import { type Duplex, pipeline } from 'node:stream'
import { type Miss, unreachable } from './misses.js'

/** Tells the client that from here on the socket carries what it sends. */
export function establish(socket: Duplex, head: Buffer): void {
  socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
  if (head.length > 0) socket.unshift(head)
}

/** Carries what a client sends to where it was meant for, unread; gives the other end. */
export function tunnel(socket: Duplex, head: Buffer, { hostname, host, port }: URL): Duplex {
  const there = connect({ host: dialled(hostname), port: Number(port || 443) })
  const fail = (error: Error) => refuse(socket, unreachable(host, error))
  there.once('error', fail)
  there.once('connect', () => {
    there.off('error', fail)
    establish(socket, head)
    pipeline(socket, there, socket, () => {})
  })
  return there
}

/** A host as sockets take it: addresses of IPv6 stand in brackets in a URL only. */
export function dialled(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '')
}

/** Says no before there is a tunnel. */
export function refuse(socket: Duplex, { status, body }: Miss): void {
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close'
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}
