import { mulberry32 } from '../random.js'
import {
  type AnswerFault,
  type AnswerRule,
  type AskedRequest,
  type FaultRule,
  type NotificationFault,
  type NotificationRule,
  type NotificationSubject,
  pathPattern
} from './rules.js'

interface Entry<Rule extends FaultRule> {
  readonly rule: Rule
  /** What the path of a request has to look like; only of rules about answers. */
  readonly pattern: RegExp | undefined
  left: number
  draw(): number
}

/** The rules by which notifications and answers go wrong, one list; the first that matches decides. */
export class Faults {
  #entries: Entry<FaultRule>[] = []

  /** Nearly always: then nobody need ask. */
  get none(): boolean {
    return this.#entries.length === 0
  }

  get rules(): FaultRule[] {
    return this.#entries.map(({ rule, left }) => (rule.count === undefined ? rule : { ...rule, count: left }))
  }

  add(rule: FaultRule): void {
    const pattern = rule.of === 'answers' && rule.path !== undefined ? pathPattern(rule.path) : undefined
    this.#entries.push({ rule, pattern, left: rule.count ?? Number.POSITIVE_INFINITY, draw: mulberry32(rule.seed) })
  }

  /** Forgets a rule, or all of them; says whether there was one. */
  remove(id?: string): boolean {
    const before = this.#entries.length
    this.#entries = id === undefined ? [] : this.#entries.filter(({ rule }) => rule.id !== id)
    return this.#entries.length < before
  }

  /** Forgets the rules that are for one tenant. */
  removeOf(tenantId: string): void {
    this.#entries = this.#entries.filter(({ rule }) => rule.tenantId !== tenantId)
  }

  /** What is wrong with a notification; undefined when nothing is. */
  ofNotification(subject: NotificationSubject): NotificationFault | undefined {
    const entry = this.#strikes((rule): rule is NotificationRule => rule.of === 'notifications' && fits(rule, subject))
    return entry && { action: entry.rule.action, delayMs: entry.rule.delayMs }
  }

  /** What is wrong with the answer to a request; undefined when nothing is. */
  ofAnswer(request: AskedRequest): AnswerFault | undefined {
    const entry = this.#strikes(
      (rule, pattern): rule is AnswerRule => rule.of === 'answers' && isAsked(rule, pattern, request)
    )
    return entry && { ...entry.rule, delayMs: latency(entry.rule, entry.draw) }
  }

  #strikes<Rule extends FaultRule>(
    matches: (rule: FaultRule, pattern: RegExp | undefined) => rule is Rule
  ): Entry<Rule> | undefined {
    for (const entry of this.#entries) {
      if (entry.left === 0 || !matches(entry.rule, entry.pattern) || entry.draw() >= entry.rule.probability) continue
      entry.left--
      return entry as Entry<FaultRule> as Entry<Rule>
    }
    return undefined
  }
}

function fits(
  rule: NotificationRule,
  { notifications, type, tenantId, appId, subjects }: NotificationSubject
): boolean {
  return (
    (rule.tenantId === undefined || rule.tenantId === tenantId) &&
    (rule.notifications === undefined || rule.notifications === notifications) &&
    (rule.type === undefined || rule.type === type) &&
    (rule.appId === undefined || rule.appId === appId) &&
    (rule.subject === undefined || subjects.includes(rule.subject))
  )
}

function isAsked(rule: AnswerRule, pattern: RegExp | undefined, request: AskedRequest): boolean {
  const { method, path, tenantId, appId } = request
  return (
    (rule.tenantId === undefined || rule.tenantId === tenantId) &&
    (rule.method === undefined || rule.method === method) &&
    (pattern?.test(path) ?? true) &&
    (rule.appId === undefined || rule.appId === appId) &&
    (rule.subject === undefined || path.includes(rule.subject))
  )
}

/** How long an answer takes, as the rule has it. */
function latency({ delayMs, upToMs = delayMs, distribution }: AnswerRule, draw: () => number): number {
  const spread = Math.max(0, upToMs - delayMs)
  if (distribution === 'uniform') return delayMs + draw() * spread
  // Most are quick and a few are not: the mean is a third of the spread, and the longest is cut off.
  return delayMs + Math.min(spread, -Math.log(1 - draw()) * (spread / 3))
}
