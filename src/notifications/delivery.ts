import type { Entry, Ordered } from '../engine/journal.js'
import type { NotificationFault } from '../faults/rules.js'
import type { Spoiling } from '../identity/spoilt-tokens.js'
import type { EndpointState } from './endpoint-states.js'

/** One try to post a notification. */
export interface Attempt extends Ordered {
  /** Milliseconds since 1970, on the emulator's clock. */
  readonly at: number
  readonly target: string
  /** Absent when no answer came. */
  readonly status?: number | undefined
  /** Real milliseconds until the answer, or until it was given up. */
  readonly elapsedMs: number
  /** The beginning of what the bot answered. */
  readonly bodyExcerpt?: string | undefined
  /** The system's or the library's name of what went wrong. */
  readonly error?: string | undefined
  /** What that means and what to do, in plain words. */
  readonly diagnosis: string
}

/**
 * `waiting` for its turn, for the reply that goes first, or for the next try; `delivered`; `failed` for good;
 * `dropped` unsent, because the world it came from was reset or its queue was full.
 */
export type DeliveryState = 'waiting' | 'sending' | 'delivered' | 'failed' | 'dropped'

/** A notification on its way, with every attempt. Changed in place as it goes: the journal shows it as it is. */
export interface Delivery extends Entry, Ordered {
  readonly id: string
  /** When it was put into the outbox, in milliseconds since 1970, on the emulator's clock. */
  readonly at: number
  readonly tenantId: string
  readonly appId: string
  /** Those of one line leave in order: of a call, of a subscription. */
  readonly line: string
  /** The call it is about; absent on change notifications. */
  readonly callId?: string | undefined
  /** Whom it is told, on change notifications. */
  readonly subscriptionIds?: readonly string[] | undefined
  /** What its encrypted parts say, for those who look at the journal. */
  readonly decrypted?: readonly object[] | undefined
  /** The event it tells: `callIncoming`, `tonePressed`, … */
  readonly type: string
  readonly changeType: string
  readonly resourceUrl: string
  /** Written once, however often it is sent. */
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
  /** Of whom the bot is to say whether it takes them; its answer counts. */
  readonly asksAbout?: string | undefined
  /** How its endpoint was doing when it was written, where that is looked at. */
  readonly endpointState?: EndpointState | undefined
  /** What goes wrong with it, by rule. */
  readonly fault?: NotificationFault | undefined
  /** What is wrong with its token, on purpose. */
  readonly spoiling?: Spoiling | undefined
  target: string
  state: DeliveryState
  readonly attempts: Attempt[]
}

/** Whether nothing more will become of a delivery. */
export function isOver({ state }: Delivery): boolean {
  return state !== 'waiting' && state !== 'sending'
}
