import type { Clock } from '../clock/clock.js'
import type { Timer } from '../clock/timer.js'
import { type DeadlineChange, type DeadlineName, type DueCommand, entityOf } from '../domain/deadlines.js'

/** Something that will fall due. */
export type SetDeadline = Extract<DeadlineChange, { change: 'set' }>

interface Deadline {
  readonly name: DeadlineName
  readonly timer: Timer
  readonly set: SetDeadline
}

/** What falls due in one tenant. An entity has a handful at the most, so a short list each is the smallest home. */
export class Deadlines {
  #clock: Clock
  #give: (command: DueCommand) => void
  #deadlines = new Map<string, Deadline[]>()

  /** @param give Called with a command when its time has come. */
  constructor(clock: Clock, give: (command: DueCommand) => void) {
    this.#clock = clock
    this.#give = give
  }

  apply(changes: readonly DeadlineChange[]): void {
    for (const change of changes) {
      if (change.change === 'cancelAll') this.#cancelAll(change.of)
      else if (change.change === 'cancel') this.#cancel(change.of, change.name)
      else this.#set(change)
    }
  }

  /** Everything that is due, the first first. */
  pending(): SetDeadline[] {
    return Array.from(this.#deadlines.values())
      .flat()
      .sort((a, b) => a.timer.due - b.timer.due || a.timer.order - b.timer.order)
      .map(({ set }) => set)
  }

  clear(): void {
    for (const entityId of this.#deadlines.keys()) this.#cancelAll(entityId)
  }

  #set(set: SetDeadline): void {
    const { name, due, kind, command } = set
    const entityId = entityOf(command)
    this.#cancel(entityId, name)
    const timer = this.#clock.schedule(due, kind, () => {
      this.#forget(entityId, name)
      this.#give(command)
    })
    const deadlines = this.#deadlines.get(entityId)
    if (deadlines !== undefined) deadlines.push({ name, timer, set })
    else this.#deadlines.set(entityId, [{ name, timer, set }])
  }

  #cancel(entityId: string, name: DeadlineName): void {
    const deadline = this.#deadlines.get(entityId)?.find(candidate => candidate.name === name)
    if (deadline === undefined) return
    this.#clock.cancel(deadline.timer)
    this.#forget(entityId, name)
  }

  #cancelAll(entityId: string): void {
    for (const { timer } of this.#deadlines.get(entityId) ?? []) this.#clock.cancel(timer)
    this.#deadlines.delete(entityId)
  }

  #forget(entityId: string, name: DeadlineName): void {
    const left = (this.#deadlines.get(entityId) ?? []).filter(deadline => deadline.name !== name)
    if (left.length > 0) this.#deadlines.set(entityId, left)
    else this.#deadlines.delete(entityId)
  }
}
