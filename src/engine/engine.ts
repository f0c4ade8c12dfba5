import type { Clock } from '../clock/clock.js'
import type { DueCommand } from '../domain/calls/deadlines.js'
import { decide } from '../domain/decide.js'
import { reactionsTo } from '../domain/reactions/reactions.js'
import { Refusal } from '../domain/refusals.js'
import type { Command, Event, OutcomeOf } from '../domain/state.js'
import type { TenantSeed } from '../store/seed.js'
import { type RecordedEvent, Tenant } from './tenant.js'

/** The request a command came with. What the command causes must leave after the reply to it. */
export interface Origin {
  /** Calls `then` once the reply has left, at once if it has. */
  afterReply(then: () => void): void
}

export type EventListener = (event: RecordedEvent, origin: Origin | undefined) => void

export interface EngineOptions {
  clock: Clock
  tenants: readonly TenantSeed[]
  /** Told when a deadline's command fails: always a defect of ours, never of the user. */
  onDefect: (error: unknown) => void
}

/** The one door: every change to any tenant's world goes through {@link Engine.execute}. */
export class Engine {
  #clock: Clock
  #seeds: readonly TenantSeed[]
  #onDefect: (error: unknown) => void
  #tenants = new Map<string, Tenant>()
  #listeners: EventListener[] = []
  #order = 0

  constructor({ clock, tenants, onDefect }: EngineOptions) {
    this.#clock = clock
    this.#seeds = tenants
    this.#onDefect = onDefect
    for (const seed of tenants) this.addTenant(seed)
  }

  /**
   * Decides, commits, records, schedules and tells, in this order. A {@link Refusal} rejects and changes nothing.
   *
   * @param origin The request behind the command, if there is one.
   */
  async execute<C extends Command>(tenantId: string, command: C, origin?: Origin): Promise<OutcomeOf<C>> {
    const tenant = this.tenant(tenantId)
    const outcome = decide(tenant.state, command)
    tenant.state.commit(outcome)
    if ('call' in outcome && outcome.deadlines) tenant.deadlines.apply(outcome.call.id, outcome.deadlines)
    for (const event of outcome.events) {
      this.#record(tenant, event, command.at, origin)
      for (const reaction of reactionsTo(event)) await this.#react(tenant, { ...reaction, at: command.at }, origin)
    }
    // `decide` gives each command its own outcome; TypeScript cannot follow a union through a switch.
    return outcome as OutcomeOf<C>
  }

  /** Hears every event of every tenant, in order, right after it was committed. Must not throw. */
  listen(listener: EventListener): void {
    this.#listeners.push(listener)
  }

  /** The next number of everything that happens: virtual time stands still while much of it does. */
  nextOrder(): number {
    return ++this.#order
  }

  /** A tenant's world, for reading. */
  tenant(tenantId: string): Tenant {
    const tenant = this.#tenants.get(tenantId)
    if (tenant === undefined) throw new Refusal('tenantNotFound', `There is no tenant '${tenantId}' here.`)
    return tenant
  }

  hasTenant(tenantId: string): boolean {
    return this.#tenants.has(tenantId)
  }

  tenants(): Iterable<Tenant> {
    return this.#tenants.values()
  }

  /** Begins a tenant's world, or begins it anew. */
  addTenant(seed: TenantSeed): Tenant {
    this.#tenants.get(seed.id)?.deadlines.clear()
    const tenant: Tenant = new Tenant(seed, this.#clock, command => this.#giveDue(tenant, command))
    this.#tenants.set(seed.id, tenant)
    return tenant
  }

  /** Takes one tenant back to how it began, or the whole emulator back to its seed; added tenants are gone then. */
  reset(tenantId?: string): void {
    if (tenantId !== undefined) {
      this.addTenant(this.tenant(tenantId).seed)
      return
    }
    for (const { deadlines } of this.#tenants.values()) deadlines.clear()
    this.#tenants.clear()
    for (const seed of this.#seeds) this.addTenant(seed)
  }

  #record(tenant: Tenant, event: Event, at: number, origin: Origin | undefined): void {
    const tenantId = tenant.seed.id
    const order = this.nextOrder()
    const recorded = tenant.events.append(sequence => ({ ...event, sequence, order, at, tenantId }))
    for (const listener of this.#listeners) listener(recorded, origin)
  }

  /** What an event brings about elsewhere may no longer concern anybody, such as a call that has ended meanwhile. */
  async #react(tenant: Tenant, command: Command, origin: Origin | undefined): Promise<void> {
    await this.execute(tenant.seed.id, command, origin).catch(error => {
      if (!(error instanceof Refusal)) throw error
    })
  }

  #giveDue(tenant: Tenant, command: DueCommand): void {
    this.execute(tenant.seed.id, { ...command, at: this.#clock.now() }).catch(this.#onDefect)
  }
}
