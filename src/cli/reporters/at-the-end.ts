import type { Reporter, Result, Summary } from './reporter.js'

/** A reporter that says nothing until all is over, and then all of it. */
export function atTheEnd(say: (results: readonly Result[], summary: Summary) => string): Reporter {
  const results: Result[] = []
  return {
    begin: () => '',
    result(result) {
      results.push(result)
      return ''
    },
    end: summary => say(results, summary)
  }
}
