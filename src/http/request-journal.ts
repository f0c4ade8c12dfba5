import type { FastifyInstance } from 'fastify'
import { type Entry, Journal, type Ordered } from '../engine/journal.js'
import type { AnswerAction } from '../faults/rules.js'

/** One request, as the journal tells it. Headers are not kept, nor bodies but those sent to Graph: others hold secrets. */
export interface RequestEntry extends Entry, Ordered {
  readonly id: string
  /** Milliseconds since 1970, on its tenant's clock. */
  readonly at: number
  /** Absent when the token did not tell. */
  readonly tenantId?: string | undefined
  readonly appId?: string | undefined
  readonly callId?: string | undefined
  readonly method: string
  /** Path and query. */
  readonly path: string
  readonly status: number
  /** Real milliseconds until the answer had left. */
  readonly elapsedMs: number
  readonly body?: unknown
  /** `error.code` and `error.message` of a refusal. */
  readonly error?: { code: string; message: string } | undefined
  /** What went wrong with the answer because a rule said so. */
  readonly fault?: AnswerAction | undefined
  /** Why the real tenant would have refused it; only where permissions are not asked for. */
  readonly wouldBeRefused?: string | undefined
}

export type RequestListener = (entry: RequestEntry) => void

const requestsKept = 2_000

/**
 * Puts every request but those of the control API into the journal once its answer has left, and keeps time from
 * moving until then. Requests that no route takes are what a user looks for first, so they are there, too.
 */
export function journalRequests(app: FastifyInstance, journal: RequestJournal): void {
  app.addHook('onRequest', (request, reply, next) => {
    if (request.url.startsWith('/_ringback')) return next()
    const { exchange } = request
    exchange.holdTime()
    exchange.follow(reply, () => {
      const { callId } = request.params as { callId?: string }
      journal.record({
        id: exchange.requestId,
        at: exchange.at,
        order: exchange.order,
        tenantId: exchange.caller?.tenantId,
        appId: exchange.caller?.appId,
        callId: exchange.callId ?? callId,
        method: request.method,
        path: request.originalUrl,
        status: reply.statusCode,
        elapsedMs: Math.round(reply.elapsedTime * 1_000) / 1_000,
        body: exchange.body,
        error: request.refusal,
        fault: exchange.fault,
        wouldBeRefused: exchange.wouldBeRefused
      })
    })
    next()
  })
}

/** The requests of all tenants and of none: a request with a bad token belongs to nobody, and matters most. */
export class RequestJournal {
  #journal = new Journal<RequestEntry>(requestsKept)
  #listeners: RequestListener[] = []

  get journal(): Journal<RequestEntry> {
    return this.#journal
  }

  listen(listener: RequestListener): void {
    this.#listeners.push(listener)
  }

  /** Forgets everything, or what one tenant's applications asked. */
  reset(tenantId?: string): void {
    this.#journal.forget(entry => tenantId === undefined || entry.tenantId === tenantId)
  }

  record(entry: Omit<RequestEntry, 'sequence'>): void {
    const recorded = this.#journal.append(sequence => ({ sequence, ...entry }))
    for (const listener of this.#listeners) listener(recorded)
  }
}
