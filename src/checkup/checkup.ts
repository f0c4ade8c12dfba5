import type { CallView } from '../control/call-view.js'
import type { DeliveryWire, RequestWire } from '../control/journal-wire.js'
import type { CallHandle } from '../testing/call-handle.js'
import { type ControlClient, ControlError } from '../testing/control-client.js'
import type { WorldHandle } from '../testing/world-handle.js'

/** What a check found: all well, something to think about, or something that will go wrong in production. */
export type Verdict =
  | { readonly verdict: 'ok'; readonly seen?: string }
  | { readonly verdict: 'warning' | 'failure'; readonly seen: string; readonly advice: string; readonly story?: string }
  | { readonly verdict: 'skipped'; readonly seen: string }

/** Something every calling bot should survive. */
export interface Check {
  readonly name: string
  run(checkup: Checkup): Promise<Verdict>
}

/** What a bot asks of Graph in a call, by the last word of the path: `answer`, `playPrompt`. */
export type Deed = string

/** Seconds a caller waits for a bot, as in the real service. */
const ringWindow = 16
/** Real milliseconds a bot is given to try again. */
const retryTime = 5_000
/** How long a conversation is followed, in seconds of call time; a key is pressed after a third of it. */
const conversation = 30

export interface CheckupOptions {
  readonly client: ControlClient
  readonly world: WorldHandle
  readonly tenantId: string
  readonly callbackUri: string | undefined
  /** The bot, by name, app id or number. */
  readonly application: string
  /** Who rings it: a user, or a number. */
  readonly caller: string
}

/** A bot being looked at: it is rung, and what it does is watched. Time stands still unless it is moved. */
export class Checkup {
  #options: CheckupOptions
  /** What it was seen to do in a call that nothing goes wrong with. */
  deeds: readonly Deed[] = []

  constructor(options: CheckupOptions) {
    this.#options = options
  }

  /** Somebody rings, whatever the bot does. */
  begin(): Promise<CallHandle> {
    const { world, application: to, caller: from, callbackUri } = this.#options
    return world.call({ from, to, ...(callbackUri === undefined ? {} : { callbackUri }) })
  }

  /** Somebody rings, and waits until the bot has answered or the time for it is over. */
  async ring(): Promise<CallHandle> {
    const call = await this.begin()
    const isAnswered = ({ state }: CallView) => state !== 'incoming'
    for (let second = 0; second < ringWindow; second++) {
      // A real second for each of call time: the bot's own clock is real, and what is held back is due on ours.
      const answered = await call.comesTo(isAnswered, { timeout: 1_000 })
      if (answered !== undefined || (await call.view()).state === 'terminated') break
      await this.advance('PT1S')
    }
    await this.advance('PT1S')
    return call
  }

  /** Moves the time of the bot's tenant on. */
  async advance(duration: string): Promise<void> {
    const { client, tenantId } = this.#options
    await client.send('POST', '/clock/advance', { duration, tenantId })
  }

  /** Follows a call until something is the case or the conversation is over; presses a key when the bot listens. */
  async converse(call: CallHandle, until: () => Promise<boolean>): Promise<boolean> {
    for (let second = 0; second < conversation; second++) {
      if (await until()) return true
      const { state, toneSubscribed } = await call.view()
      if (state === 'terminated') return false
      if (second === conversation / 3 && toneSubscribed) await call.press('1')
      await this.advance('PT1S')
    }
    return until()
  }

  /** What the bot has asked about a call, and what it was told, once nothing is on its way. */
  async journal({ id: callId }: CallHandle): Promise<{ requests: RequestWire[]; deliveries: DeliveryWire[] }> {
    const { client, tenantId } = this.#options
    const filter = { tenantId, callId, settled: 'PT5S' }
    const { value: deliveries } = await client.get<{ value: DeliveryWire[] }>('/deliveries', filter)
    return { deliveries, requests: await this.#requests(callId) }
  }

  async #requests(callId: string): Promise<RequestWire[]> {
    const { client, tenantId } = this.#options
    return (await client.get<{ value: RequestWire[] }>('/requests', { tenantId, callId })).value
  }

  /** Gives the bot a few real seconds to ask for something again; time stands still meanwhile. */
  async waitForAnother({ id: callId }: CallHandle, deed: Deed): Promise<void> {
    const { client } = this.#options
    const end = performance.now() + retryTime
    for (let left = retryTime; left > 0; left = end - performance.now()) {
      const asked = (await this.#requests(callId)).filter(request => deedOf(request) === deed)
      if (asked.length > 1) return
      const since = asked.at(-1)?.sequence ?? 0
      await client.get('/requests', { callId, since, wait: `PT${(left / 1_000).toFixed(3)}S` })
    }
  }

  /** The same notification once more, with a token that is wrong; gives what the bot answered. */
  async resend(deliveryId: string, token: string): Promise<DeliveryWire> {
    const { client, tenantId } = this.#options
    const { id } = await client.send<DeliveryWire>('POST', `/deliveries/${deliveryId}/resend`, { token })
    const { value } = await client.get<{ value: DeliveryWire[] }>('/deliveries', { tenantId, settled: 'PT5S' })
    const sent = value.find(delivery => delivery.id === id)
    if (sent === undefined) throw new TypeError('What was sent is not in the journal.')
    return sent
  }

  /** Does something while a rule about faults holds. */
  async under<T>(rule: object, act: () => Promise<T>): Promise<T> {
    const { client, tenantId } = this.#options
    const { id } = await client.send<{ id: string }>('POST', '/faults', { ...rule, tenantId })
    try {
      return await act()
    } finally {
      // A rule that has struck as often as it may is gone by itself.
      await client.send('DELETE', `/faults/${id}`).catch(ignoreMiss)
    }
  }

  /** The caller hangs up, if the call is still there, and the bot is given half a minute to do what it then does. */
  async hangUp(call: CallHandle): Promise<CallView> {
    if ((await call.view()).state !== 'terminated') await call.hangUp().catch(ignoreMiss)
    await this.advance('PT30S')
    return call.view()
  }

  /** Whether the bot still takes calls; undefined if so, else why not. */
  async trouble(): Promise<string | undefined> {
    const call = await this.ring()
    const { state, ending } = await call.view()
    await this.hangUp(call)
    if (state === 'established') return undefined
    return `the next call is ${state}${ending === null ? '' : ` (${ending.code}/${ending.subcode}: ${ending.when ?? ending.message})`}`
  }
}

/** What was hoped for was not possible any more: what is there then is what counts. */
function ignoreMiss(error: unknown): undefined {
  if (!(error instanceof ControlError)) throw error
}

/** The word for what a request does: the last of its path that is no id; its method for the call itself. */
export function deedOf({ method, path }: Pick<RequestWire, 'method' | 'path'>): Deed {
  const last = path.split('?')[0]?.split('/').at(-1) ?? ''
  return /^[0-9a-f-]{36}$/i.test(last) ? method : last
}

/** Those that were refused though the bot was not asked to fail, in a line each. */
export function refused(requests: readonly RequestWire[]): string[] {
  return requests
    .filter(({ status, fault }) => status >= 400 && fault === undefined)
    .map(request => `${deedOf(request)} was refused: ${request.status} ${request.error?.code ?? ''}`.trim())
}

/** Those that the bot did not take, in a line each. */
export function notTaken(deliveries: readonly DeliveryWire[]): string[] {
  return deliveries
    .filter(({ state, token }) => state !== 'delivered' && state !== 'dropped' && token === undefined)
    .map(({ changeType, type, attempts }) => `${changeType} (${type}): ${attempts.at(-1)?.diagnosis ?? 'not sent'}`)
}
