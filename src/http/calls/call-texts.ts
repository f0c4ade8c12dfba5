import type { FastifyReply } from 'fastify'
import type { Call } from '../../domain/calls/call.js'
import { callToWire } from '../../wire/call.js'

/** How many calls are kept as text. */
const mostKept = 1_000

interface Written {
  readonly call: Call
  readonly context: string
  readonly text: string
}

/** Calls as GET answers them. A call is never changed in place, so one that is asked for again is not written again. */
export class CallTexts {
  #written = new Map<string, Written>()

  /** @param reply Of a route whose success is 200 and a call. */
  of(call: Call, context: string, reply: FastifyReply): string | object {
    if (reply.request.exchange.reshaped) return callToWire(call, context)
    const existing = this.#written.get(call.id)
    if (existing !== undefined && existing.call === call && existing.context === context) return existing.text
    const write = reply.getSerializationFunction('200')
    const text = String(write?.(callToWire(call, context)))
    if (this.#written.size >= mostKept) this.#written.clear()
    this.#written.set(call.id, { call, context, text })
    return text
  }
}
