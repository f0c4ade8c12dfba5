import type { Subscription } from '../domain/subscriptions/subscription.js'
import type { Engine, Origin } from '../engine/engine.js'
import type { RecordedEvent } from '../engine/tenant.js'
import type { Faults } from '../faults/faults.js'
import type { NotificationFault } from '../faults/rules.js'
import type { ValidationTokens } from '../identity/validation-tokens.js'
import type { ChangeNotification } from '../wire/change-notification.js'
import type { Change } from './changes/change.js'
import { changesOf } from './changes/changes.js'
import type { Delivery } from './delivery.js'
import type { DeliveryJournal } from './delivery-journal.js'
import { encrypted } from './encryption.js'
import { EndpointStates, stateLasts } from './endpoint-states.js'
import { Outbox } from './outbox.js'
import type { Post } from './post.js'
import { nextMoveOfChange } from './retry-policy.js'

export interface ChangeDispatcherOptions {
  engine: Engine
  tokens: ValidationTokens
  journal: DeliveryJournal
  post: Post
  faults: Faults
  /** Real milliseconds an endpoint may take at the first attempt. */
  timeoutMs: number
  /** Real milliseconds at the others. */
  retryTimeoutMs: number
  /** Whether endpoints that are slow are told late, or not at all, as by Graph. */
  endpointStates: boolean
  /** For how long, on the clock, notifications for one address wait to go together; 0 sends each by itself. */
  batchMs: number
  onDefect: (error: unknown) => void
}

const headers = { 'content-type': 'application/json; charset=utf-8' }

/** One notification, and where it goes. */
interface Item {
  readonly subscription: Subscription
  readonly target: string
  readonly type: string
  readonly notification: ChangeNotification
  /** What is told encrypted. */
  readonly content?: object | undefined
}

/** What goes in one request. */
type Items = [Item, ...Item[]]

interface Batch {
  readonly items: Items
  readonly tenantId: string
  readonly origin: Origin | undefined
}

/** Tells those who subscribed: each change to all who listen, and nobody waits for anybody else. */
export class ChangeDispatcher {
  #options: ChangeDispatcherOptions
  #outbox: Outbox
  #batches = new Map<string, Batch>()
  #states: EndpointStates | undefined

  constructor(options: ChangeDispatcherOptions) {
    const { engine, journal, post, timeoutMs, retryTimeoutMs } = options
    this.#options = options
    this.#states = options.endpointStates
      ? new EndpointStates({ slowMs: timeoutMs, stuckMs: retryTimeoutMs })
      : undefined
    this.#outbox = new Outbox({
      clockOf: tenantId => engine.clockOf(tenantId),
      journal,
      post,
      setsAside: true,
      authorize: async () => undefined,
      nextOrder: () => engine.nextOrder(),
      decide: (delivery, result) => {
        const now = engine.clockOf(delivery.tenantId).now()
        this.#states?.answered(delivery.target, now, result.elapsedMs)
        return nextMoveOfChange(result, delivery, now)
      },
      timeoutOf: ({ attempts }) => (attempts.length === 0 ? timeoutMs : retryTimeoutMs),
      onGivenUp: () => {},
      onDelivered: () => {},
      onMoved: () => {}
    })
    engine.listen((event, origin) => this.#tell(event, origin))
  }

  reset(tenantId?: string): void {
    this.#outbox.drop(tenantId)
    this.#states?.reset()
    for (const [key, batch] of this.#batches) {
      if (tenantId === undefined || batch.tenantId === tenantId) this.#batches.delete(key)
    }
  }

  close(graceMs: number): Promise<Delivery[]> {
    return this.#outbox.drain(graceMs)
  }

  #tell(event: RecordedEvent, origin: Origin | undefined): void {
    const { tenantId, type } = event
    if (event.type === 'lifecycleEventDue') {
      const { subscription, lifecycleEvent } = event
      const { lifecycleNotificationUrl: target } = subscription
      if (target === undefined) return
      const notification = { ...this.#basics(subscription, tenantId), lifecycleEvent }
      this.#send(tenantId, [{ subscription, target, type: lifecycleEvent, notification }], origin)
      return
    }
    const { state, ids } = this.#options.engine.tenant(tenantId)
    for (const change of changesOf(event, state, () => ids.guid())) {
      const told = new Set<string>()
      for (const topic of change.topics) {
        for (const subscription of state.listeners(topic)) {
          if (told.has(subscription.id) || !subscription.changeTypes.includes(change.changeType)) continue
          if (change.concerns?.(subscription) === false) continue
          // What changes while a subscription rests is never told.
          if ((subscription.authorizedUntil ?? event.at) < event.at) continue
          told.add(subscription.id)
          this.#gather(this.#item(subscription, change, type, tenantId), tenantId, origin)
        }
      }
    }
  }

  #item(subscription: Subscription, change: Change, type: string, tenantId: string): Item {
    const { certificate, includeResourceData, notificationUrl: target } = subscription
    const { changeType } = change
    const { resource, resourceData, content } = change.tell(subscription)
    const rich = includeResourceData && certificate !== undefined
    const notification: ChangeNotification = {
      id: this.#options.engine.tenant(tenantId).ids.guid(),
      ...this.#basics(subscription, tenantId),
      changeType,
      resource,
      resourceData,
      ...(rich && { encryptedContent: encrypted(content, certificate) }),
      organizationId: tenantId
    }
    return { subscription, target, type, notification, content: rich ? content : undefined }
  }

  #basics({ id, expiresAt, clientState }: Subscription, tenantId: string) {
    return {
      subscriptionId: id,
      subscriptionExpirationDateTime: new Date(expiresAt).toISOString(),
      ...(clientState !== undefined && { clientState }),
      tenantId
    }
  }

  /** Sends at once, or waits for others with the same address. */
  #gather(item: Item, tenantId: string, origin: Origin | undefined): void {
    const { batchMs, engine } = this.#options
    const clock = engine.clockOf(tenantId)
    if (batchMs === 0) {
      this.#send(tenantId, [item], origin)
      return
    }
    const key = `${tenantId} ${item.subscription.appId} ${item.target}`
    const existing = this.#batches.get(key)
    if (existing !== undefined) {
      existing.items.push(item)
      return
    }
    const batch: Batch = { items: [item], tenantId, origin }
    this.#batches.set(key, batch)
    clock.schedule(clock.now() + batchMs, 'progress', () => {
      if (this.#batches.get(key) !== batch) return
      this.#batches.delete(key)
      this.#send(tenantId, batch.items, origin)
    })
  }

  #send(tenantId: string, items: Items, origin: Origin | undefined): void {
    const [first] = items
    const { appId } = first.subscription
    const subjects = items.map(({ subscription }) => subscription.id)
    const about = { type: first.type, tenantId, appId, subjects }
    const fault = this.#options.faults.ofNotification({ notifications: 'changes', ...about })
    if (items.every(({ content }) => content === undefined)) {
      this.#post(tenantId, items, { fault }, origin)
      return
    }
    const leave = this.#options.engine.clockOf(tenantId).enter()
    this.#options.tokens
      .under(fault?.action, appId, tenantId)
      .then(token => this.#post(tenantId, items, { fault, validationTokens: [token] }, origin))
      .catch(this.#options.onDefect)
      .finally(leave)
  }

  #post(
    tenantId: string,
    items: Items,
    { fault, validationTokens }: { fault: NotificationFault | undefined; validationTokens?: readonly string[] },
    origin: Origin | undefined
  ): void {
    const { engine, journal } = this.#options
    const { clock, ids } = engine.tenant(tenantId)
    const [{ subscription, target, type, notification }] = items
    const contents = items.flatMap(({ content }) => content ?? [])
    const state = this.#states?.stateOf(target, clock.now())
    const forged = fault?.action === 'corruptSignature'
    const value = items.map(item => (forged ? withForgedSignature(item.notification) : item.notification))
    const delivery = journal.add({
      ...{ id: ids.short(), at: clock.now(), order: engine.nextOrder(), tenantId, appId: subscription.appId },
      line: items.length === 1 ? subscription.id : `${subscription.appId} ${target}`,
      subscriptionIds: items.map(item => item.subscription.id),
      ...{ type, changeType: notification.changeType ?? '', resourceUrl: notification.resource ?? '' },
      ...(contents.length > 0 && { decrypted: contents }),
      fault: state === 'drop' ? { action: 'drop', delayMs: 0 } : fault,
      endpointState: state,
      body: JSON.stringify({ value, ...(validationTokens && { validationTokens }) }),
      ...{ headers, target, state: 'waiting', attempts: [] }
    })
    // What is late keeps its place in the line of the subscription.
    this.#outbox.add(delivery, origin, state === 'slow' ? stateLasts : 0)
  }
}

/** Whoever compares the signature finds it wrong, and must not decrypt. */
function withForgedSignature(notification: ChangeNotification): ChangeNotification {
  const { encryptedContent } = notification
  if (encryptedContent === undefined) return notification
  const dataSignature = Buffer.from(encryptedContent.dataSignature).reverse().toString('base64')
  return { ...notification, encryptedContent: { ...encryptedContent, dataSignature } }
}
