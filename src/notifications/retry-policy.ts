import type { Delivery } from './delivery.js'
import { type AttemptResult, isRedirect } from './diagnosis.js'

/** What to do after an attempt. */
export type NextMove =
  | { move: 'done' }
  | { move: 'redirect'; to: string }
  | { move: 'retry'; afterMs: number }
  | { move: 'giveUp' }

/** Waits before the second, third and fourth try, in milliseconds; guess, nobody has published any. */
const waits = [1_000, 2_000, 4_000]
const mostRedirects = 5

/**
 * Decides what comes after an attempt at telling a bot of its call. Announcements of a call are tried once: a second ring
 * would come too late.
 *
 * @param delivery With the attempt in question as its last.
 */
export function nextMove(result: AttemptResult, { type, target, attempts }: Delivery): NextMove {
  const redirects = attempts.filter(({ status: was }) => was !== undefined && isRedirect(was)).length
  const tries = attempts.length - redirects
  const { status, location } = result
  if (status !== undefined && status >= 200 && status < 300) return { move: 'done' }
  if (status !== undefined && isRedirect(status)) {
    if (location === undefined || redirects > mostRedirects || !URL.canParse(location, target))
      return { move: 'giveUp' }
    return { move: 'redirect', to: new URL(location, target).href }
  }
  const wait = waits[tries - 1]
  if (type === 'callIncoming' || wait === undefined || !isWorthAnotherTry(status)) return { move: 'giveUp' }
  return { move: 'retry', afterMs: wait }
}

function isWorthAnotherTry(status: number | undefined): boolean {
  return status === undefined || status === 408 || status === 429 || status >= 500
}

const minute = 60_000

/** Waits before further tries at a change notification, in milliseconds; the last repeats. A guess, nobody has published any. */
const changeWaits = [10_000, 30_000, minute, 2 * minute, 4 * minute, 8 * minute, 16 * minute, 32 * minute, 60 * minute]

/** For how long after the first attempt. Source: https://learn.microsoft.com/graph/change-notifications-delivery-webhooks */
const changeRetriesFor = 240 * minute

/** The same of a change notification: whatever is no success is tried again for four hours, redirects too. */
export function nextMoveOfChange({ status }: AttemptResult, { attempts }: Delivery, now: number): NextMove {
  if (status !== undefined && status >= 200 && status < 300) return { move: 'done' }
  const [first] = attempts
  const afterMs = changeWaits[Math.min(attempts.length, changeWaits.length) - 1] ?? minute
  if (first !== undefined && now + afterMs > first.at + changeRetriesFor) return { move: 'giveUp' }
  return { move: 'retry', afterMs }
}
