import type { ClockMode } from '../clock/clock.js'
import type { SwitchingClock } from '../clock/switching-clock.js'
import { historyOf } from '../domain/call-records/history.js'
import type { DueCommand } from '../domain/deadlines.js'
import { decide } from '../domain/decide.js'
import { reactionsTo } from '../domain/reactions/reactions.js'
import { Refusal } from '../domain/refusals.js'
import type { Settings } from '../domain/settings.js'
import type { Command, Event, Outcome, OutcomeOf } from '../domain/state.js'
import type { Ids } from '../ids/ids.js'
import type { TenantSeed } from '../store/seed.js'
import type { World } from '../store/world.js'
import type { SetDeadline } from './deadlines.js'
import { type RecordedEvent, Tenant } from './tenant.js'

/** The request a command came with. What the command causes must leave after the reply to it. */
export interface Origin {
  /** Calls `then` once the reply has left, at once if it has. */
  afterReply(then: () => void): void
}

export type EventListener = (event: RecordedEvent, origin: Origin | undefined) => void

export interface EngineOptions {
  clock: SwitchingClock
  ids: Ids
  tenants: readonly TenantSeed[]
  settings: Settings
  /** Told when a deadline's command fails: always a defect of ours, never of the user. */
  onDefect: (error: unknown) => void
}

/** How a tenant begins: as its seed says, or as it was once. */
interface Beginning {
  readonly seed: TenantSeed
  readonly world?: World | undefined
  readonly deadlines?: readonly SetDeadline[] | undefined
  /** Where its own clock stood. */
  readonly clock?: { readonly mode: ClockMode; readonly now: number } | undefined
}

export type TenantSnapshot = Beginning & Required<Pick<Beginning, 'world' | 'deadlines'>>

/** The one door: every change to any tenant's world goes through {@link Engine.execute}. */
export class Engine {
  #clock: SwitchingClock
  #allIds: Ids
  #ids = new Map<string, Ids>()
  #settings: Settings
  #beginnings: readonly Beginning[]
  #onDefect: (error: unknown) => void
  #tenants = new Map<string, Tenant>()
  #listeners: EventListener[] = []
  #order = 0

  constructor({ clock, ids, tenants, settings, onDefect }: EngineOptions) {
    this.#clock = clock
    this.#allIds = ids
    this.#settings = settings
    this.#beginnings = tenants.map(seed => ({ seed }))
    this.#onDefect = onDefect
    for (const seed of tenants) this.addTenant(seed)
  }

  /**
   * Decides, commits, schedules, records and tells, in this order, and then whatever that brings about elsewhere: all at
   * once, so that no other command comes in between. A {@link Refusal} rejects and changes nothing.
   *
   * @param origin The request behind the command, if there is one.
   */
  async execute<C extends Command>(tenantId: string, command: C, origin?: Origin): Promise<OutcomeOf<C>> {
    // `decide` gives each command its own outcome; TypeScript cannot follow a union through a switch.
    return this.#perform(this.tenant(tenantId), command, origin) as OutcomeOf<C>
  }

  /** Whether a command would be refused right now: throws the {@link Refusal}, changes nothing. */
  weigh(tenantId: string, command: Command): void {
    decide(this.tenant(tenantId).state, command)
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

  /** By which clock a tenant lives, or lived. */
  clockOf(tenantId: string): SwitchingClock {
    return this.#tenants.get(tenantId)?.clock ?? this.#clock
  }

  hasTenant(tenantId: string): boolean {
    return this.#tenants.has(tenantId)
  }

  tenants(): Iterable<Tenant> {
    return this.#tenants.values()
  }

  /** All tenants as they are. */
  snapshot(): TenantSnapshot[] {
    return Array.from(this.#tenants.values(), ({ seed, state, deadlines, clock }) => ({
      seed,
      world: state.world(),
      deadlines: deadlines.pending(),
      ...(clock === this.#clock ? {} : { clock: { mode: clock.mode, now: clock.now() } })
    }))
  }

  /** From now on a reset comes back to these. */
  beginWith(tenants: readonly TenantSnapshot[]): void {
    this.#beginnings = tenants
  }

  /** Begins a tenant's world, or begins it anew. */
  addTenant(seed: TenantSeed): Tenant {
    return this.#begin({ seed })
  }

  /** Takes a tenant away that was added. Harmless when there is none. */
  removeTenant(tenantId: string): void {
    this.#end(this.#tenants.get(tenantId))
    this.#tenants.delete(tenantId)
    this.#ids.delete(tenantId)
  }

  #begin({ seed, world, deadlines = [], clock: time }: Beginning): Tenant {
    this.#end(this.#tenants.get(seed.id))
    const tenant: Tenant = new Tenant({
      seed,
      settings: this.#settings,
      clock: this.#timeOf(seed, time),
      ids: this.#idsOf(seed.id),
      give: command => this.#giveDue(tenant, command)
    })
    this.#tenants.set(seed.id, tenant)
    if (world !== undefined) tenant.state.load(world)
    tenant.deadlines.apply(deadlines)
    if (seed.history !== undefined && world === undefined) {
      const { id: tenantId, users, trunk } = seed
      tenant.state.commit({
        callRecords: historyOf(seed.history, { tenantId, users, trunk, now: tenant.clock.now() }),
        events: []
      })
    }
    return tenant
  }

  /** Takes one tenant back to how it began, or the whole emulator back to its seed; added tenants are gone then. */
  reset(tenantId?: string): void {
    if (tenantId !== undefined) {
      const { seed } = this.tenant(tenantId)
      this.#begin(this.#beginnings.find(beginning => beginning.seed.id === tenantId) ?? { seed })
      return
    }
    for (const tenant of this.#tenants.values()) this.#end(tenant)
    this.#tenants.clear()
    for (const beginning of this.#beginnings) this.#begin(beginning)
  }

  #timeOf({ clock: own }: TenantSeed, time: Beginning['clock']): SwitchingClock {
    if (own === undefined) return this.#clock
    return this.#clock.another({ mode: time?.mode ?? own.mode, start: time?.now ?? own.start })
  }

  /** A tenant that begins anew goes on drawing: a bot may still have ids of before in mind. */
  #idsOf(tenantId: string): Ids {
    const ids = this.#ids.get(tenantId) ?? this.#allIds.within(tenantId)
    this.#ids.set(tenantId, ids)
    return ids
  }

  #end(tenant: Tenant | undefined): void {
    tenant?.end()
    if (tenant?.clock !== this.#clock) tenant?.clock.stop()
  }

  #record(tenant: Tenant, event: Event, at: number, origin: Origin | undefined): void {
    const tenantId = tenant.seed.id
    const order = this.nextOrder()
    const recorded = tenant.events.append(sequence => ({ ...event, sequence, order, at, tenantId }))
    for (const listener of this.#listeners) listener(recorded, origin)
  }

  #perform(tenant: Tenant, command: Command, origin: Origin | undefined): Outcome {
    const outcome = decide(tenant.state, command)
    tenant.state.commit(outcome)
    tenant.deadlines.apply(outcome.deadlines ?? [])
    for (const event of outcome.events) this.#record(tenant, event, command.at, origin)
    for (const event of outcome.events) this.#react(tenant, event, command.at, origin)
    return outcome
  }

  /** What an event brings about elsewhere may no longer concern anybody, such as a call that has ended meanwhile. */
  #react(tenant: Tenant, event: Event, at: number, origin: Origin | undefined): void {
    for (const reaction of reactionsTo(event, tenant.state, () => tenant.ids.guid())) {
      try {
        this.#perform(tenant, { ...reaction, at } as Command, origin)
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
      }
    }
  }

  #giveDue(tenant: Tenant, command: DueCommand): void {
    this.execute(tenant.seed.id, { ...command, at: tenant.clock.now() }).catch(this.#onDefect)
  }
}
