import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyReply, FastifyRequest } from 'fastify'
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
export async function strike(fault: AnswerFault, reply: FastifyReply): Promise<Error | undefined> {
  switch (fault.action) {
    case 'refuse':
      return new InjectedRefusal(fault)
    case 'throttle':
      return new RequestRefusal('throttled', becauseOfARule, undefined, fault.retryAfterSeconds)
    case 'slow':
      await wait(fault.delayMs)
      return undefined
    case 'trickle':
      trickle(reply, fault.delayMs)
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

/** Has the body leave in pieces. Only answers that a rule strikes are touched: a hook would be asked about all of them. */
function trickle({ raw }: FastifyReply, lastingMs: number): void {
  const end = raw.end.bind(raw)
  const drip = async (whole: Buffer) => {
    for await (const piece of slowly(whole, lastingMs)) raw.write(piece)
    end()
  }
  raw.end = ((payload?: string | Buffer | null) => {
    drip(Buffer.from(payload ?? '')).catch(() => raw.destroy())
    return raw
  }) as typeof raw.end
}

async function* slowly(whole: Buffer, lastingMs: number) {
  const size = Math.max(1, Math.ceil(whole.length / pieces))
  for (let from = 0; from < whole.length; from += size) {
    // Before each piece, so that the answer is over with the last one, for the client and for the journal.
    await wait(lastingMs / pieces)
    yield whole.subarray(from, from + size)
  }
}
