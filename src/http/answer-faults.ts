import { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { AnswerFault } from '../faults/rules.js'
import { RequestRefusal } from './request-refusal.js'

const becauseOfARule = 'A rule of GET /_ringback/faults says so.'

/** A no that a rule asked for; of any status and code. */
export class InjectedRefusal extends Error {
  readonly status: number
  readonly code: string

  constructor({ status, code }: Pick<AnswerFault, 'status' | 'code'>) {
    super(becauseOfARule)
    this.status = status
    this.code = code
  }
}

/**
 * Lets an answer go wrong; gives the refusal, if there is to be one. What takes time takes real time, since that is what
 * clients measure.
 */
export async function strike(fault: AnswerFault, { exchange }: FastifyRequest): Promise<Error | undefined> {
  switch (fault.action) {
    case 'refuse':
      return new InjectedRefusal(fault)
    case 'throttle':
      return new RequestRefusal('throttled', becauseOfARule, undefined, fault.retryAfterSeconds)
    case 'slow':
      await wait(fault.delayMs)
      return undefined
    case 'trickle':
      exchange.trickleMs = fault.delayMs
      return undefined
    case 'reset':
      // A part of a batch has no connection of its own.
      return new InjectedRefusal({ status: 503, code: 'serviceNotAvailable' })
  }
}

/** Whether the connection is cut off instead of an answer. */
export function cutsOff({ action }: AnswerFault, request: FastifyRequest, reply: FastifyReply): boolean {
  if (action !== 'reset' || request.exchange.isEnclosed) return false
  reply.hijack()
  request.raw.socket.resetAndDestroy()
  return true
}

/** How many pieces a slow body comes in. */
const pieces = 8

/** Sends bodies slowly where a rule says so. */
export function trickleBodies(graph: FastifyInstance): void {
  graph.addHook('onSend', (request, _reply, payload, done) => {
    const { trickleMs } = request.exchange
    if (trickleMs === undefined || (typeof payload !== 'string' && !Buffer.isBuffer(payload))) done(null, payload)
    else done(null, Readable.from(slowly(Buffer.from(payload), trickleMs)))
  })
}

async function* slowly(whole: Buffer, lastingMs: number) {
  const size = Math.max(1, Math.ceil(whole.length / pieces))
  for (let from = 0; from < whole.length; from += size) {
    yield whole.subarray(from, from + size)
    await wait(lastingMs / pieces)
  }
}
