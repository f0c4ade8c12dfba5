import type { Entry, Journal } from '../engine/journal.js'

/** The longest a question may wait, in milliseconds. */
const longestWait = 60_000

/**
 * Looks until what is seen is enough, again at each change of a journal, for so many real milliseconds at the most;
 * gives what was seen last.
 */
export async function waitFor<T extends Entry, Seen>(
  journals: readonly Journal<T>[],
  milliseconds: number,
  look: () => Seen,
  isEnough: (seen: Seen) => boolean
): Promise<Seen> {
  const end = performance.now() + Math.min(milliseconds, longestWait)
  for (;;) {
    const seen = look()
    const left = end - performance.now()
    if (isEnough(seen) || left <= 0) return seen
    await change(journals, left)
  }
}

/** The next change of any of them, or so many real milliseconds. */
function change<T extends Entry>(journals: readonly Journal<T>[], milliseconds: number): Promise<void> {
  return new Promise(resolve => {
    const over = () => {
      clearTimeout(late)
      for (const forget of watching) forget()
      resolve()
    }
    const late = setTimeout(over, milliseconds)
    const watching = journals.map(journal => journal.atNextChange(over))
  })
}

/** Waits for something, for so many real milliseconds at the most. */
export function soon(something: Promise<void>, milliseconds: number): Promise<void> {
  return new Promise(resolve => {
    const late = setTimeout(resolve, Math.min(milliseconds, longestWait))
    const over = () => {
      clearTimeout(late)
      resolve()
    }
    something.then(over, over)
  })
}
