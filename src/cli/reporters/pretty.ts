import pc from 'picocolors'
import { failureInWords } from '../../scenarios/story.js'
import type { Reporter } from './reporters.js'

/** For people: a line for each scenario as it ends, and the whole story of those that failed. */
export function pretty(): Reporter {
  return {
    begin: () => '',
    result({ scenario, run, output, tookMs }) {
      const time = pc.dim(`${(tookMs / 1_000).toFixed(1)} s, ${run.lasted ?? ''} of call time`)
      if (run.state === 'passed') return `${pc.green('✓')} ${run.name} ${time}\n`
      const [, ...story] = failureInWords(run).split('\n')
      const said =
        output.trim() === ''
          ? []
          : [
              'The bot printed:',
              ...output
                .trim()
                .split('\n')
                .map(line => `  ${line}`)
            ]
      return [
        `${pc.red('✗')} ${pc.bold(run.name)} ${time}`,
        `  ${pc.dim(`${scenario.file}:${scenario.line}`)}`,
        `  ${pc.red(run.failure?.message ?? '')}`,
        ...[...story, ...said].map(line => `  ${line}`),
        ''
      ].join('\n')
    },
    end({ passed, failed, tookMs }) {
      const counts = [pc.green(`${passed} passed`), ...(failed > 0 ? [pc.red(`${failed} failed`)] : [])]
      return `\n${counts.join(', ')} ${pc.dim(`in ${(tookMs / 1_000).toFixed(1)} s`)}\n`
    }
  }
}
