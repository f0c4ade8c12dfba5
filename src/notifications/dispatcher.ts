import { type Call, isPstn } from '../domain/calls/call.js'
import { Refusal } from '../domain/refusals.js'
import type { Command } from '../domain/state.js'
import type { Engine, Origin } from '../engine/engine.js'
import type { RecordedEvent } from '../engine/tenant.js'
import type { Faults } from '../faults/faults.js'
import type { NotificationAction } from '../faults/rules.js'
import type { OutboundTokens } from '../identity/outbound-tokens.js'
import type { Spoiling } from '../identity/spoilt-tokens.js'
import type { CommsNotification, CommsNotifications } from '../wire/comms-notification.js'
import { commsNotification } from './comms-notifications.js'
import type { Delivery } from './delivery.js'
import type { DeliveryJournal } from './delivery-journal.js'
import { joiningReply } from './joining-reply.js'
import { Outbox } from './outbox.js'
import type { Post } from './post.js'
import { nextMove } from './retry-policy.js'

export interface DispatcherOptions {
  engine: Engine
  tokens: OutboundTokens
  journal: DeliveryJournal
  post: Post
  faults: Faults
  onDefect: (error: unknown) => void
}

/**
 * How long after the 201 a bot is first told of a call it placed, in milliseconds: the SDK drops what it is told of a
 * call it does not know yet. Observed; the value is a guess.
 */
const afterCreateMs = 100

/** Listens to events, writes each notification once, and puts it into the outbox. */
export class Dispatcher {
  #options: DispatcherOptions
  #outbox: Outbox

  constructor(options: DispatcherOptions) {
    const { engine, journal, tokens, post } = options
    this.#options = options
    this.#outbox = new Outbox({
      clockOf: tenantId => engine.clockOf(tenantId),
      journal,
      post,
      authorize: ({ appId, tenantId, spoiling }) => tokens.authorization(appId, tenantId, spoiling),
      nextOrder: () => engine.nextOrder(),
      decide: (delivery, result) => nextMove(result, delivery),
      setsAside: false,
      onGivenUp: delivery => this.#givenUp(delivery),
      onDelivered: delivery => this.#replied(delivery, delivery.attempts.at(-1)?.bodyExcerpt),
      onMoved: delivery => this.#moved(delivery)
    })
    engine.listen((event, origin) => this.#dispatch(event, origin))
  }

  /** Sends a delivery's notification once more, as a new delivery; with a token that is wrong, if that is wanted. */
  resend(delivery: Delivery, spoiling?: Spoiling): Delivery {
    const { engine, journal } = this.#options
    const { clock, ids } = engine.tenant(delivery.tenantId)
    const again = journal.add({
      ...delivery,
      spoiling,
      id: ids.short(),
      at: clock.now(),
      order: engine.nextOrder(),
      state: 'waiting',
      attempts: []
    })
    this.#outbox.add(again, undefined, 0)
    return again
  }

  reset(tenantId?: string): void {
    this.#outbox.drop(tenantId)
    this.#options.journal.reset(tenantId)
  }

  /** Waits for what is under way, at most so many real milliseconds; gives what could not be delivered. */
  async close(graceMs: number): Promise<Delivery[]> {
    return this.#outbox.drain(graceMs)
  }

  #dispatch(event: RecordedEvent, origin: Origin | undefined): void {
    const { state } = this.#options.engine.tenant(event.tenantId)
    const notification = commsNotification(event, () =>
      'call' in event ? state.participants(event.call.conversationId ?? '') : []
    )
    if (notification === undefined || !('call' in event)) return
    const asksAbout = event.type === 'policyParticipantJoining' ? event.participantId : undefined
    const delivery = this.#write(event, notification, asksAbout)
    const created = event.type === 'callEstablishing' && event.call.direction === 'outgoing'
    this.#outbox.add(delivery, origin, created ? afterCreateMs : 0)
  }

  #write(
    { type, tenantId, call }: RecordedEvent & { call: Call },
    notification: CommsNotification,
    asksAbout: string | undefined
  ): Delivery {
    const { engine, journal, faults } = this.#options
    const { clock, ids } = engine.tenant(tenantId)
    const about = { type, tenantId, appId: call.appId, subjects: [call.id] }
    const fault = faults.ofNotification({ notifications: 'calls', ...about })
    const envelope: CommsNotifications = { '@odata.type': '#microsoft.graph.commsNotifications', value: [notification] }
    return journal.add({
      id: ids.short(),
      at: clock.now(),
      order: engine.nextOrder(),
      tenantId,
      appId: call.appId,
      line: call.id,
      callId: call.id,
      type,
      changeType: notification.changeType,
      resourceUrl: notification.resourceUrl,
      body: JSON.stringify(envelope),
      headers: headersOf(call, ids.guid()),
      asksAbout,
      fault,
      spoiling: fault && spoilings[fault.action],
      target: call.callbackUri,
      state: 'waiting',
      attempts: []
    })
  }

  /** A recorder says whether it takes one more person; anything but a clear yes is a no. */
  #replied({ asksAbout: participantId, tenantId, callId }: Delivery, body: string | undefined): void {
    if (participantId === undefined || callId === undefined) return
    const { ids } = this.#options.engine.tenant(tenantId)
    const of = { callId, participantId, ids: { callId: ids.guid(), myParticipantId: ids.guid() } }
    this.#give(tenantId, { type: 'joiningReplied', ...of, reply: joiningReply(body) })
  }

  #givenUp(delivery: Delivery): void {
    this.#replied(delivery, undefined)
    const { type, tenantId, callId, spoiling } = delivery
    // A bot that refuses a token which was wrong on purpose does what it should.
    if (type !== 'callIncoming' || callId === undefined || spoiling !== undefined) return
    this.#give(tenantId, { type: 'incomingNotAccepted', callId })
  }

  #moved({ tenantId, callId, target }: Delivery): void {
    if (callId === undefined) return
    this.#give(tenantId, { type: 'moveCallback', callId, callbackUri: target })
  }

  /** A call may have ended while its notification was on the way; there is nothing to change then. */
  #give(tenantId: string, command: Undated): void {
    const { engine } = this.#options
    const at = engine.clockOf(tenantId).now()
    engine.execute(tenantId, { ...command, at } as Command).catch(error => {
      if (!(error instanceof Refusal)) this.#options.onDefect(error)
    })
  }
}

/** A command before it is known when it is given. */
type Undated = Command extends infer One ? (One extends Command ? Omit<One, 'at'> : never) : never

/** The faults that are of the token. */
const spoilings: Partial<Record<NotificationAction, Spoiling>> = {
  corruptSignature: 'wrongSignature',
  wrongToken: 'wrongAudience',
  expiredCertificate: 'expiredCertificate'
}

/** Source: seen in public threads and read by Microsoft's SDK. */
function headersOf(call: Call, messageId: string): Record<string, string> {
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    accept: 'application/json',
    'user-agent': 'Microsoft-Skype/3.0,(Calling/1.0)',
    'x-microsoft-skype-chain-id': call.callChainId,
    'x-microsoft-skype-message-id': messageId
  }
  if (call.state === 'incoming') return { ...headers, 'x-microsoft-skype-caller-region': callerRegion(call) }
  return { ...headers, 'scenario-id': call.scenarioId ?? call.callChainId }
}

/** Where in the world a caller is; told in a header of the incoming notification. */
function callerRegion(call: Call): string {
  return isPstn(call) ? 'amer' : (call.source.region ?? 'amer')
}
