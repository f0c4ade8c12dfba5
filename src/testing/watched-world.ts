import type { DeliveryWire, EventWire, RequestWire } from '../control/journal-wire.js'
import type { Journals } from '../control/journals.js'
import type { ControlClient } from './control-client.js'
import { WorldHandle } from './world-handle.js'

export interface RequestFilter {
  /** Matched against path and query. */
  path?: RegExp
  method?: string
  callId?: string
}

export interface DeliveryFilter {
  callId?: string
  /** The event that was told: `callIncoming`, `tonePressed`, … */
  type?: string
}

/** People and bots in the hands of a test in whose process the emulator runs, so that it can look without asking. */
export class WatchedWorld extends WorldHandle {
  #journals: Journals

  /** @internal */
  constructor(client: ControlClient, scope: { readonly tenantId?: string }, journals: Journals) {
    super(client, scope)
    this.#journals = journals
  }

  /** What bots asked of Graph and of the token endpoint so far, oldest first. */
  requests({ path, method, callId }: RequestFilter = {}): RequestWire[] {
    return asTold(this.#journals.requests({ ...this.scope, callId })).filter(
      request => (path === undefined || request.path.search(path) >= 0) && (method ?? request.method) === request.method
    )
  }

  /** What was posted to bots so far, oldest first, with every attempt. */
  deliveries({ callId, type }: DeliveryFilter = {}): DeliveryWire[] {
    return asTold(this.#journals.deliveries({ ...this.scope, callId, type }))
  }

  /** What happened so far, oldest first. */
  events({ callId, type }: DeliveryFilter = {}): EventWire[] {
    return asTold(this.#journals.events({ ...this.scope, callId, type }))
  }
}

/** As everybody else is told it, and the test's own to change. */
function asTold<T>(entries: T[]): T[] {
  return JSON.parse(JSON.stringify(entries))
}
