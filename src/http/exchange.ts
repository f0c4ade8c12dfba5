import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Clock } from '../clock/clock.js'
import type { Engine, Origin } from '../engine/engine.js'
import type { AnswerAction } from '../faults/rules.js'
import type { Caller } from '../identity/caller.js'
import type { Ids } from '../ids/ids.js'
import type { QueryOptions } from '../odata/query-options.js'

/** When things happen, and with which ids. */
export interface Time {
  readonly clock: Clock
  readonly ids: Ids
}

interface ExchangeHouse {
  readonly ids: Ids
  readonly clock: Clock
  readonly engine: Engine
}

/** One request and its reply, from arriving to being answered: what the journal tells and notifications wait for. */
export class Exchange implements Origin {
  readonly requestId: string
  readonly clientRequestId: string
  /** By which it happens: its tenant's, once that is known. */
  clock: Clock
  /** From which is drawn what it makes. */
  ids: Ids
  /** When it arrived. */
  at: number
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
  #leave: (() => void) | undefined
  #replied = false
  #waiting: (() => void)[] = []

  /** @param enclosing The exchange this one is a part of. */
  constructor(request: FastifyRequest, { ids, clock, engine }: ExchangeHouse, enclosing?: Exchange) {
    this.#enclosing = enclosing
    this.origin = enclosing?.origin
    this.clock = clock
    this.ids = ids
    this.requestId = ids.guid()
    this.clientRequestId = single(request.headers['client-request-id']) ?? this.requestId
    this.at = clock.now()
    this.order = engine.nextOrder()
  }

  /** Whether it is part of another. */
  get isEnclosed(): boolean {
    return this.#enclosing !== undefined
  }

  /** It is about somebody's tenant, which may have a time of its own. */
  happensIn({ clock, ids }: Time): void {
    this.ids = ids
    if (clock === this.clock) return
    this.clock = clock
    this.at = clock.now()
    if (this.#leave === undefined) return
    const leave = this.#leave
    this.#leave = clock.enter()
    leave()
  }

  /** Keeps time from moving until the reply has left. */
  holdTime(): void {
    this.#leave = this.clock.enter()
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
      this.#leave?.()
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
