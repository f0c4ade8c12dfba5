import { atTheEnd } from './at-the-end.js'

/** One document for programs: each run as the control API tells it, with its file. */
export const json = () =>
  atTheEnd((results, { passed, failed, tookMs }) => {
    const scenarios = results.map(({ scenario: { file, line }, run, output, tookMs: took }) => ({
      file,
      line,
      tookMs: Math.round(took),
      ...run,
      ...(output === '' ? {} : { output })
    }))
    return `${JSON.stringify({ passed, failed, tookMs: Math.round(tookMs), scenarios }, null, 2)}\n`
  })
