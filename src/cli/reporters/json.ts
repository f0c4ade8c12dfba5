import type { Reporter, Result } from './reporters.js'

/** One document for programs: each run as the control API tells it, with its file. */
export function json(): Reporter {
  const results: Result[] = []
  return {
    begin: () => '',
    result(result) {
      results.push(result)
      return ''
    },
    end({ passed, failed, tookMs }) {
      const scenarios = results.map(({ scenario: { file, line }, run, output, tookMs: took }) => ({
        file,
        line,
        tookMs: Math.round(took),
        ...run,
        ...(output === '' ? {} : { output })
      }))
      return `${JSON.stringify({ passed, failed, tookMs: Math.round(tookMs), scenarios }, null, 2)}\n`
    }
  }
}
