import type { Clock } from '../clock/clock.js'
import type { Origin } from '../engine/engine.js'
import type { Delivery } from './delivery.js'
import type { DeliveryJournal } from './delivery-journal.js'
import { type AttemptResult, diagnose } from './diagnosis.js'
import type { Post } from './post.js'
import type { NextMove } from './retry-policy.js'

/** Notifications of one call or subscription, in order; the first is the one being sent. */
interface Queue {
  readonly waiting: Delivery[]
  /** Whether the first is being sent or waits for its next try. */
  busy: boolean
  /** How many characters those waiting have altogether. */
  length: number
}

export interface OutboxOptions {
  /** By which clock a tenant lives. */
  clockOf(tenantId: string): Clock
  post: Post
  journal: DeliveryJournal
  /** The headers that are made at sending time: the token may have been renewed since. */
  authorize(delivery: Delivery): Promise<string | undefined>
  /** The next number in the order of everything that happens. */
  nextOrder(): number
  /** What comes after an attempt, which is the last of the delivery's. */
  decide(delivery: Delivery, result: AttemptResult): NextMove
  /** How long an attempt may take, in real milliseconds; as the post has it when absent. */
  timeoutOf?(delivery: Delivery): number
  /** Whether one that has to be tried again lets those behind it pass. */
  setsAside: boolean
  /** The bot did not accept a notification, for good. */
  onGivenUp(delivery: Delivery): void
  /** The bot has accepted a notification. */
  onDelivered(delivery: Delivery): void
  /** The bot sent us on to another address. */
  onMoved(delivery: Delivery): void
}

/** Real or not, an automatic clock hurries through waits up to this many milliseconds only. */
const longestHurry = 60_000

const kindOf = (waitMs: number) => (waitMs <= longestHurry ? 'progress' : 'lapse')

/** For what no request has caused. */
const atOnce: Origin = { afterReply: then => then() }

/** The line of a delivery that lets others pass. */
const aside = ({ line, id }: Delivery) => `${line} ${id}`

/** How many notifications of one call may wait; a bot that hangs for long loses the newest. */
const mostWaiting = 1_000
/** How many characters they may have altogether: rosters of large meetings are long. */
const longestWaiting = 32 * 1024 * 1024

/**
 * Sends notifications: those of one call in order and one at a time, those of different calls without waiting for
 * each other. A delivery that came with a request leaves after the reply to it.
 */
export class Outbox {
  #options: OutboxOptions
  #queues = new Map<string, Queue>()
  /** Deliveries whose reply has not left yet. */
  #held = new Set<Delivery>()
  #sending = 0
  #idle: (() => void)[] = []

  constructor(options: OutboxOptions) {
    this.#options = options
  }

  /** @param afterReplyMs How long after the reply it may leave at the earliest, on the clock. */
  add(delivery: Delivery, origin: Origin | undefined, afterReplyMs: number): void {
    const { action, delayMs = 0 } = delivery.fault ?? {}
    switch (action) {
      case 'drop':
        this.#settle(delivery, 'dropped')
        return
      case 'duplicate':
        this.#enqueue(delivery, delivery.line, origin, afterReplyMs)
        this.#enqueue(this.#again(delivery), delivery.line, origin, afterReplyMs)
        return
      case 'delay':
        this.#enqueue(delivery, delivery.line, origin, delayMs)
        return
      case 'reorder':
        this.#enqueue(delivery, aside(delivery), origin, delayMs)
        return
      default:
        this.#enqueue(delivery, delivery.line, origin, afterReplyMs)
    }
  }

  /** The same once more, as the service may send it. */
  #again(delivery: Delivery): Delivery {
    return this.#options.journal.add({ ...delivery, id: `${delivery.id}-again`, attempts: [] })
  }

  #enqueue(delivery: Delivery, line: string, origin: Origin | undefined, afterReplyMs: number): void {
    const queue = this.#queues.get(line) ?? { waiting: [], busy: false, length: 0 }
    if (queue.waiting.length >= mostWaiting || queue.length + delivery.body.length > longestWaiting) {
      this.#settle(delivery, 'dropped')
      return
    }
    this.#queues.set(line, queue)
    queue.waiting.push(delivery)
    queue.length += delivery.body.length
    if (origin !== undefined || afterReplyMs > 0) this.#hold(delivery, queue, origin ?? atOnce, afterReplyMs)
    this.#pump(queue)
  }

  /** Forgets what one tenant's calls, or everybody's, still had to say. */
  drop(tenantId?: string): void {
    for (const [line, { waiting }] of this.#queues) {
      if (tenantId !== undefined && waiting[0]?.tenantId !== tenantId) continue
      for (const delivery of waiting.splice(0)) this.#settle(delivery, 'dropped')
      this.#queues.delete(line)
    }
  }

  /** Waits until nothing is on its way, at most so many real milliseconds; gives what was not delivered by then. */
  async drain(milliseconds: number): Promise<Delivery[]> {
    if (this.#sending > 0) {
      let giveUp: NodeJS.Timeout | undefined
      const late = new Promise<void>(resolve => {
        giveUp = setTimeout(resolve, milliseconds)
      })
      await Promise.race([late, new Promise<void>(resolve => this.#idle.push(resolve))])
      clearTimeout(giveUp)
    }
    return Array.from(this.#queues.values()).flatMap(({ waiting }) => waiting)
  }

  #hold(delivery: Delivery, queue: Queue, origin: Origin, afterReplyMs: number): void {
    const clock = this.#options.clockOf(delivery.tenantId)
    const release = () => {
      this.#held.delete(delivery)
      this.#pump(queue)
    }
    this.#held.add(delivery)
    origin.afterReply(() => {
      if (afterReplyMs === 0) release()
      else clock.schedule(clock.now() + afterReplyMs, 'progress', release)
    })
  }

  /** Sends the first of a queue, unless one is being sent or its reply has not left. */
  #pump(queue: Queue): void {
    const [first] = queue.waiting
    if (first === undefined || queue.busy || this.#held.has(first)) return
    queue.busy = true
    void this.#deliver(queue, first)
  }

  async #deliver(queue: Queue, delivery: Delivery): Promise<void> {
    this.#sending++
    const leave = this.#options.clockOf(delivery.tenantId).enter()
    // A failure to sign is a defect; the notification is given up rather than the whole queue stopped.
    const next = await this.#attempt(delivery).catch((): NextMove => ({ move: 'giveUp' }))
    this.#go(queue, delivery, next)
    leave()
    this.#sent()
  }

  async #attempt(delivery: Delivery): Promise<NextMove> {
    const { clockOf, post, authorize, journal, decide, timeoutOf } = this.#options
    const { target, attempts } = delivery
    delivery.state = 'sending'
    const at = clockOf(delivery.tenantId).now()
    const order = this.#options.nextOrder()
    const authorization = await authorize(delivery)
    const headers = authorization === undefined ? delivery.headers : { ...delivery.headers, authorization }
    const result = await post.send(target, headers, delivery.body, timeoutOf?.(delivery))
    const { status, error, elapsedMs, bodyExcerpt } = result
    attempts.push({ at, order, target, status, elapsedMs, bodyExcerpt, error, diagnosis: diagnose(result, target) })
    journal.changed(delivery)
    return decide(delivery, result)
  }

  #go(queue: Queue, delivery: Delivery, next: NextMove): void {
    // Dropped while it was on its way: nobody waits for it any more.
    if (queue.waiting[0] !== delivery || delivery.state === 'dropped') return
    const { clockOf, setsAside, onGivenUp, onDelivered, onMoved } = this.#options
    const clock = clockOf(delivery.tenantId)
    switch (next.move) {
      case 'redirect':
        for (const waiting of queue.waiting) if (waiting.target === delivery.target) waiting.target = next.to
        delivery.target = next.to
        onMoved(delivery)
        this.#resume(queue)
        break
      case 'retry':
        delivery.state = 'waiting'
        if (setsAside && !this.#isAlone(queue, delivery)) this.#setAside(queue, delivery, next.afterMs)
        else clock.schedule(clock.now() + next.afterMs, kindOf(next.afterMs), () => this.#resume(queue))
        break
      case 'done':
        this.#next(queue, delivery, 'delivered')
        onDelivered(delivery)
        break
      case 'giveUp':
        this.#next(queue, delivery, 'failed')
        onGivenUp(delivery)
    }
  }

  /** Lets the others of its line pass; from now on it has a line of its own. */
  #setAside(queue: Queue, delivery: Delivery, afterMs: number): void {
    const clock = this.#options.clockOf(delivery.tenantId)
    this.#leave(queue, delivery)
    const alone: Queue = { waiting: [delivery], busy: true, length: delivery.body.length }
    this.#queues.set(aside(delivery), alone)
    clock.schedule(clock.now() + afterMs, kindOf(afterMs), () => this.#resume(alone))
    this.#resume(queue)
  }

  #isAlone(queue: Queue, delivery: Delivery): boolean {
    return this.#queues.get(aside(delivery)) === queue
  }

  /** Takes the first out of a line. */
  #leave(queue: Queue, delivery: Delivery): void {
    queue.waiting.shift()
    queue.length -= delivery.body.length
    if (queue.waiting.length > 0) return
    for (const line of [delivery.line, aside(delivery)]) if (this.#queues.get(line) === queue) this.#queues.delete(line)
  }

  #resume(queue: Queue): void {
    queue.busy = false
    this.#pump(queue)
  }

  #next(queue: Queue, delivery: Delivery, state: 'delivered' | 'failed'): void {
    this.#leave(queue, delivery)
    this.#settle(delivery, state)
    this.#resume(queue)
  }

  #settle(delivery: Delivery, state: Delivery['state']): void {
    delivery.state = state
    this.#held.delete(delivery)
    this.#options.journal.changed(delivery)
  }

  #sent(): void {
    if (--this.#sending > 0) return
    for (const resume of this.#idle) resume()
    this.#idle = []
  }
}
