import { type AttemptResult, isRedirect } from './diagnosis.js'

/** What to do after an attempt. */
export type NextMove =
  | { move: 'done' }
  | { move: 'redirect'; to: string }
  | { move: 'retry'; afterMs: number }
  | { move: 'giveUp' }

export interface AttemptsSoFar {
  /** Announcements of a call are tried once: a second ring would come too late. */
  readonly incoming: boolean
  /** Tries at this notification that were not redirects, the last one included. */
  readonly tries: number
  readonly redirects: number
}

/** Waits before the second, third and fourth try, in milliseconds; guess, nobody has published any. */
const waits = [1_000, 2_000, 4_000]
const mostRedirects = 5

/** Decides what comes after an attempt. */
export function nextMove(
  result: AttemptResult,
  target: string,
  { incoming, tries, redirects }: AttemptsSoFar
): NextMove {
  const { status, location } = result
  if (status !== undefined && status >= 200 && status < 300) return { move: 'done' }
  if (status !== undefined && isRedirect(status)) {
    if (location === undefined || redirects >= mostRedirects || !URL.canParse(location, target))
      return { move: 'giveUp' }
    return { move: 'redirect', to: new URL(location, target).href }
  }
  const wait = waits[tries - 1]
  if (incoming || wait === undefined || !isWorthAnotherTry(status)) return { move: 'giveUp' }
  return { move: 'retry', afterMs: wait }
}

function isWorthAnotherTry(status: number | undefined): boolean {
  return status === undefined || status === 408 || status === 429 || status >= 500
}
