const minute = 60_000

/**
 * After how long a client is reminded once more that its subscription ends: ever more often, every quarter of an hour at
 * the end; undefined when it is over.
 * Source: https://learn.microsoft.com/graph/change-notifications-lifecycle-events, the illustration of the cadence
 *
 * @param remaining Milliseconds that are left.
 */
export function nextReminder(remaining: number): number | undefined {
  const wait = waitFor(remaining / minute) * minute
  return wait < remaining ? wait : undefined
}

function waitFor(minutesLeft: number): number {
  if (minutesLeft <= 60) return 15
  return minutesLeft <= 180 ? minutesLeft / 2 : minutesLeft / 4
}
