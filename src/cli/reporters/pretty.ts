import pc from 'picocolors'
import type { RunView } from '../../control/scenarios/run.js'
import { failureInWords } from '../../scenarios/story.js'
import { parseDuration } from '../../wire/duration.js'
import type { Reporter } from './reporter.js'

/** Wipes the line the cursor is in. */
const wipe = '\r\u001b[K'

/**
 * For people: a line for each scenario as it ends, the whole story of those that failed, and at a terminal a line that
 * tells what is being played.
 */
export function pretty(): Reporter {
  const playing = new Map<object, string>()
  return {
    begin: () => '',
    progress(scenario, run) {
      playing.set(scenario, progressOf(run))
      return `${wipe}${pc.dim(fitting(Array.from(playing.values())))}`
    },
    result({ scenario, run, output, tookMs }) {
      const before = playing.delete(scenario) ? wipe : ''
      const time = pc.dim(`${seconds(tookMs)}, ${seconds(parseDuration(run.lasted ?? '') ?? 0)} of call time`)
      if (run.state === 'passed') return `${before}${pc.green('✓')} ${run.name} ${time}\n`
      const [, ...story] = failureInWords(run).split('\n')
      const said = output.trim() === '' ? [] : ['The bot printed:', ...indented(output.trim().split('\n'))]
      return [
        `${before}${pc.red('✗')} ${pc.bold(run.name)} ${time}`,
        `  ${pc.dim(`${scenario.file}:${scenario.line}`)}`,
        `  ${pc.red(run.failure?.message ?? '')}`,
        ...indented([...story, ...said]),
        ''
      ].join('\n')
    },
    end({ passed, failed, tookMs }) {
      const counts = [pc.green(`${passed} passed`), ...(failed > 0 ? [pc.red(`${failed} failed`)] : [])]
      return `\n${counts.join(', ')} ${pc.dim(`in ${seconds(tookMs)}`)}\n`
    }
  }
}

/** Its name, and the step it is at. */
function progressOf({ name, steps }: RunView): string {
  const at = steps.findIndex(({ state }) => state === 'playing' || state === 'unplayed')
  return at < 0 ? name : `${name}: ${at + 1}/${steps.length} ${steps[at]?.step}`
}

/** One line of the terminal: what does not fit would stay there when the line is wiped. */
function fitting([first = '', ...others]: readonly string[]): string {
  const more = others.length === 0 ? '' : ` and ${others.length} more`
  const room = Math.max(0, (process.stdout.columns ?? 80) - more.length - 3)
  return `… ${first.length > room ? `${first.slice(0, room - 1)}…` : first}${more}`
}

function indented(lines: readonly string[]): string[] {
  return lines.map(line => `  ${line}`)
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(1)} s`
}
