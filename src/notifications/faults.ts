/** What can go wrong with a notification, on purpose. */
export const faultActions = [
  'drop',
  'duplicate',
  'delay',
  'reorder',
  'corruptSignature',
  'wrongToken',
  'expiredCertificate'
] as const

export type FaultAction = (typeof faultActions)[number]

/** Which notifications go wrong, and how. What is left out matches all. */
export interface FaultRule {
  readonly id: string
  readonly action: FaultAction
  /** Those about an application's calls, or those of changes. */
  readonly notifications?: 'calls' | 'changes' | undefined
  /** The event that is told: `callEstablished`, `presenceChanged`, … */
  readonly type?: string | undefined
  readonly appId?: string | undefined
  /** A call or a subscription. */
  readonly subject?: string | undefined
  /** How many go wrong; all of them when absent. */
  readonly count?: number | undefined
  /** From 0 to 1. */
  readonly probability: number
  /** The same seed draws the same ones. */
  readonly seed: number
  /** For how long it is held back: by `delay` with those behind it, by `reorder` without. */
  readonly delayMs: number
}

/** A notification as rules see it. */
export interface FaultSubject {
  readonly notifications: 'calls' | 'changes'
  readonly type: string
  readonly appId: string
  readonly subjects: readonly string[]
}

/** What is wrong with one notification. */
export type Fault = Pick<FaultRule, 'action' | 'delayMs'>

interface Entry {
  readonly rule: FaultRule
  left: number
  draw: () => number
}

/** The rules by which notifications go wrong; the first that matches decides. */
export class Faults {
  #entries: Entry[] = []

  get rules(): FaultRule[] {
    return this.#entries.map(({ rule, left }) => (rule.count === undefined ? rule : { ...rule, count: left }))
  }

  add(rule: FaultRule): void {
    this.#entries.push({ rule, left: rule.count ?? Number.POSITIVE_INFINITY, draw: drawsFrom(rule.seed) })
  }

  /** Forgets a rule, or all of them; says whether there was one. */
  remove(id?: string): boolean {
    const before = this.#entries.length
    this.#entries = id === undefined ? [] : this.#entries.filter(({ rule }) => rule.id !== id)
    return this.#entries.length < before
  }

  /** What is wrong with a notification; undefined when nothing is. */
  draw(subject: FaultSubject): Fault | undefined {
    for (const entry of this.#entries) {
      const { rule } = entry
      if (entry.left === 0 || !matches(rule, subject) || entry.draw() >= rule.probability) continue
      entry.left--
      return { action: rule.action, delayMs: rule.delayMs }
    }
    return undefined
  }
}

function matches(rule: FaultRule, { notifications, type, appId, subjects }: FaultSubject): boolean {
  return (
    (rule.notifications === undefined || rule.notifications === notifications) &&
    (rule.type === undefined || rule.type === type) &&
    (rule.appId === undefined || rule.appId === appId) &&
    (rule.subject === undefined || subjects.includes(rule.subject))
  )
}

/** Numbers from 0 to 1 that only depend on the seed (mulberry32). */
function drawsFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
