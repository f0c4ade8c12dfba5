import type { FastifyRequest } from 'fastify'
import type { Ids } from '../ids/ids.js'
import type { Exchange } from './exchange.js'

/**
 * Requests that hold others. What is inside takes over where the client is, and what it causes leaves after the answer
 * to the whole. The tie between the two is a secret of this process, so that nobody outside can claim it.
 */
export class Enclosures {
  static readonly header = 'x-ringback-enclosed'
  #ids: Ids
  #open = new Map<string, Exchange>()

  constructor(ids: Ids) {
    this.#ids = ids
  }

  open(request: FastifyRequest): string {
    const key = this.#ids.short()
    request.exchange.origin = `${request.protocol}://${request.host}`
    this.#open.set(key, request.exchange)
    return key
  }

  close(key: string): void {
    this.#open.delete(key)
  }

  /** The exchange around a request, if it is part of another. */
  around({ headers }: FastifyRequest): Exchange | undefined {
    const key = headers[Enclosures.header]
    return typeof key === 'string' ? this.#open.get(key) : undefined
  }
}
