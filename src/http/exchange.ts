import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Clock } from '../clock/clock.js'
import type { Engine, Origin } from '../engine/engine.js'
import type { AnswerAction } from '../faults/rules.js'
import type { Caller } from '../identity/caller.js'
import type { Ids } from '../ids/ids.js'
import type { QueryOptions } from '../odata/query-options.js'

interface ExchangeHouse {
  readonly ids: Ids
  readonly clock: Clock
  readonly engine: Engine
}

/** One request and its reply, from arriving to being answered: what the journal tells and notifications wait for. */
export class Exchange implements Origin {
  readonly requestId: string
  readonly clientRequestId: string
  /** When it arrived, on the emulator's clock. */
  readonly at: number
  readonly order: number
  /** Scheme and host as the client wrote them, where that is not the request's own. */
  origin: string | undefined
  /** Who asks; set once the token has been checked. */
  caller: Caller | undefined
  /** The call it turned out to be about. */
  callId: string | undefined
  /** What the real tenant would have refused, though it is answered here. */
  wouldBeRefused: string | undefined
  /** What was asked of the resource beyond itself. */
  query: QueryOptions | undefined
  /** Whether the answer is to be other than it is written. */
  reshaped = false
  /** How many entries of a collection the client would like at the most. */
  mostPerPage: number | undefined
  /** Whether the client knows members of enumerations that were added later. */
  knowsNewMembers = false
  /** Whether it can do without what is null. */
  omitsNulls = false
  /** What is wrong with the answer, because a rule says so. */
  fault: AnswerAction | undefined
  /** The body as it was sent, before it was read. */
  body: unknown
  #enclosing: Exchange | undefined
  #replied = false
  #waiting: (() => void)[] = []

  /** @param enclosing The exchange this one is a part of. */
  constructor(request: FastifyRequest, { ids, clock, engine }: ExchangeHouse, enclosing?: Exchange) {
    this.#enclosing = enclosing
    this.origin = enclosing?.origin
    this.requestId = ids.guid()
    this.clientRequestId = single(request.headers['client-request-id']) ?? this.requestId
    this.at = clock.now()
    this.order = engine.nextOrder()
  }

  /** Whether it is part of another. */
  get isEnclosed(): boolean {
    return this.#enclosing !== undefined
  }

  afterReply(then: () => void): void {
    if (this.#enclosing !== undefined) this.#enclosing.afterReply(then)
    else if (this.#replied) then()
    else this.#waiting.push(then)
  }

  /** Watches for the reply to have left, or for the client to have gone. */
  follow(reply: FastifyReply, over: () => void): void {
    reply.raw.once('close', () => {
      this.#replied = true
      for (const then of this.#waiting) then()
      this.#waiting = []
      over()
    })
  }
}

/** The scenario id an SDK sends with its requests, to be repeated in the notifications they cause. */
export function scenarioId(request: FastifyRequest): string | undefined {
  return single(request.headers['scenario-id'])
}

function single(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header
}
