import { stringify } from 'yaml'
import { failureInWords } from '../../scenarios/story.js'
import type { Reporter } from './reporter.js'

/** TAP version 14. Source: https://testanything.org/tap-version-14-specification.html */
export function tap(): Reporter {
  let number = 0
  return {
    begin: count => `TAP version 14\n1..${count}\n`,
    result({ scenario: { file, line }, run, output, tookMs }) {
      const name = run.name.replaceAll('#', '\\#')
      const title = `${run.state === 'passed' ? 'ok' : 'not ok'} ${++number} - ${name}`
      if (run.state === 'passed') return `${title}\n`
      const details = {
        message: run.failure?.message,
        at: `${file}:${line}`,
        duration_ms: Math.round(tookMs),
        story: failureInWords(run),
        ...(output === '' ? {} : { output })
      }
      return `${title}\n  ---\n${indented(stringify(details))}  ...\n`
    },
    end: () => ''
  }
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '  ')
}
