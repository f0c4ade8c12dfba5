/** What can go wrong with a notification, on purpose. */
export const notificationActions = [
  ...(['drop', 'duplicate', 'delay', 'reorder'] as const),
  ...(['corruptSignature', 'wrongToken', 'expiredCertificate'] as const)
] as const

/** What can go wrong with an answer of Graph, on purpose. */
export const answerActions = ['refuse', 'throttle', 'slow', 'trickle', 'reset'] as const

export type NotificationAction = (typeof notificationActions)[number]
export type AnswerAction = (typeof answerActions)[number]

interface Rule {
  readonly id: string
  /** Of one tenant only. */
  readonly tenantId?: string | undefined
  readonly appId?: string | undefined
  /** A call or a subscription. */
  readonly subject?: string | undefined
  /** How many go wrong; all of them when absent. */
  readonly count?: number | undefined
  /** From 0 to 1. */
  readonly probability: number
  /** The same seed draws the same ones. */
  readonly seed: number
}

/** Which notifications go wrong, and how. What is left out matches all. */
export interface NotificationRule extends Rule {
  readonly of: 'notifications'
  readonly action: NotificationAction
  /** Those about an application's calls, or those of changes. */
  readonly notifications?: 'calls' | 'changes' | undefined
  /** The event that is told: `callEstablished`, `presenceChanged`, … */
  readonly type?: string | undefined
  /** For how long it is held back: by `delay` with those behind it, by `reorder` without. */
  readonly delayMs: number
}

/** Which answers go wrong, and how. What is left out matches all. */
export interface AnswerRule extends Rule {
  readonly of: 'answers'
  readonly action: AnswerAction
  /** In capitals. */
  readonly method?: string | undefined
  /** Below the version; `*` stands for one segment, `**` for any number of them. */
  readonly path?: string | undefined
  /** With which `refuse` answers. */
  readonly status: number
  readonly code: string
  /** After how long `throttle` asks to try again. */
  readonly retryAfterSeconds: number
  /** How long `slow` and `trickle` take at the least, in real milliseconds, and at the most. */
  readonly delayMs: number
  readonly upToMs?: number | undefined
  readonly distribution: 'uniform' | 'exponential'
}

export type FaultRule = NotificationRule | AnswerRule

/** A notification as rules see it. */
export interface NotificationSubject {
  readonly notifications: 'calls' | 'changes'
  readonly type: string
  readonly tenantId: string
  readonly appId: string
  readonly subjects: readonly string[]
}

/** A request as rules see it. */
export interface AskedRequest {
  readonly method: string
  /** Canonical, below the version, without its query. */
  readonly path: string
  readonly tenantId: string
  readonly appId: string
}

/** What is wrong with one notification. */
export type NotificationFault = Pick<NotificationRule, 'action' | 'delayMs'>

/** What is wrong with one answer. */
export type AnswerFault = Pick<AnswerRule, 'action' | 'status' | 'code' | 'retryAfterSeconds' | 'delayMs'>

/** What a path has to look like. */
export function pathPattern(path: string): RegExp {
  const source = path
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\*\*|\*/g, stars => (stars === '**' ? '.*' : '[^/]+'))
  return new RegExp(`^${source}$`, 'i')
}
