import type { RecordedEvent, Tenant } from '../../engine/tenant.js'
import type { RequestEntry } from '../../http/request-journal.js'

interface Watcher {
  /** Gives what it waits for as soon as that is there. */
  look(): boolean
}

/**
 * What is seen while a scenario is played, and waiting for more. What is waited for is noticed at the very moment it
 * happens, before time can move on: so the same scenario takes the same course each time.
 */
export class Scene {
  readonly tenant: Tenant
  readonly events: RecordedEvent[] = []
  readonly requests: RequestEntry[] = []
  /** The calls and meetings that have a name. */
  readonly calls = new Map<string, string>()
  readonly meetings = new Map<string, string>()
  #watchers = new Set<Watcher>()
  #taken = new Map<string, number>()
  #over = false
  #forget: () => void

  constructor(tenant: Tenant) {
    this.tenant = tenant
    this.#forget = tenant.atEnd(() => this.end())
  }

  get isOver(): boolean {
    return this.#over
  }

  hear(event: RecordedEvent): void {
    this.events.push(event)
    this.#look()
  }

  note(request: RequestEntry): void {
    this.requests.push(request)
    this.#look()
  }

  /** Looks until something is seen, or for so many milliseconds of the clock; undefined then, or once all is over. */
  until<T>(look: () => T | undefined, milliseconds: number): Promise<T | undefined> {
    const seen = look()
    if (seen !== undefined || this.#over) return Promise.resolve(seen)
    const { clock } = this.tenant
    return new Promise(resolve => {
      const done = (found: T | undefined) => {
        clock.cancel(timer)
        this.#watchers.delete(watcher)
        resolve(found)
      }
      const timer = clock.schedule(clock.now() + milliseconds, 'expiry', () => done(undefined))
      const watcher: Watcher = {
        look: () => {
          const found = look()
          if (found === undefined && !this.#over) return false
          done(found)
          return true
        }
      }
      this.#watchers.add(watcher)
    })
  }

  /** Lets so many milliseconds of the clock pass. */
  pause(milliseconds: number): Promise<void> {
    if (milliseconds === 0 || this.#over) return Promise.resolve()
    const { clock } = this.tenant
    return new Promise(resolve => {
      const timer = clock.schedule(clock.now() + milliseconds, 'progress', () => {
        this.#watchers.delete(watcher)
        resolve()
      })
      const watcher: Watcher = {
        look: () => {
          if (!this.#over) return false
          clock.cancel(timer)
          resolve()
          return true
        }
      }
      this.#watchers.add(watcher)
    })
  }

  /**
   * The next of a list that fits, after the one that was taken last under the same key: what has been expected once is
   * not found again, but the order between keys does not matter, as bots do several things at once.
   */
  take<T>(key: string, list: readonly T[], fits: (entry: T) => boolean): T | undefined {
    for (let index = this.#taken.get(key) ?? 0; index < list.length; index++) {
      const entry = list[index]
      if (entry === undefined || !fits(entry)) continue
      this.#taken.set(key, index + 1)
      return entry
    }
    return undefined
  }

  /** Nobody waits any more. */
  end(): void {
    this.#over = true
    this.#forget()
    this.#look()
  }

  #look(): void {
    for (const watcher of Array.from(this.#watchers)) {
      if (watcher.look()) this.#watchers.delete(watcher)
    }
  }
}
