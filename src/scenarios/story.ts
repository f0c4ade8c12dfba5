/** How a scenario went, as the control API tells it. */
export interface Told {
  readonly name: string
  readonly steps: readonly { readonly step: string; readonly state: string }[]
  readonly failure?:
    | {
        readonly message: string
        readonly instead: readonly string[]
        readonly undelivered: readonly string[]
        readonly diagrams: readonly string[]
      }
    | undefined
}

const marks: Readonly<Record<string, string>> = { played: '✓', failed: '✗', playing: '…', unplayed: '·' }

/** Its steps, one a line, with what became of each. */
export function stepsInWords({ steps }: Told): string[] {
  return steps.map(({ step, state }) => `${marks[state] ?? ' '} ${step}${state === 'unplayed' ? ' (not played)' : ''}`)
}

/** Why it failed, for somebody who has not seen it. */
export function failureInWords(told: Told): string {
  const { failure } = told
  if (failure === undefined) return `${told.name}: passed.`
  return [
    `${told.name}: ${failure.message}`,
    ...stepsInWords(told).map(line => `  ${line}`),
    ...listed('Instead:', failure.instead),
    ...listed('Not accepted by the bot:', failure.undelivered),
    ...listed(
      'What happened:',
      failure.diagrams.flatMap(diagram => diagram.trimEnd().split('\n'))
    )
  ].join('\n')
}

function listed(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines.map(line => `  ${line}`)]
}
