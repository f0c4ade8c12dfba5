import { failureInWords } from '../../scenarios/story.js'
import { atTheEnd } from './at-the-end.js'
import type { Result } from './reporter.js'

/** The XML that CI servers read. Source: the schema of Jenkins' xUnit plugin, which others follow. */
export const junit = () =>
  atTheEnd((results, { passed, failed, tookMs }) => {
    const totals = `tests="${passed + failed}" failures="${failed}" errors="0" skipped="0" time="${seconds(tookMs)}"`
    return [
      '<?xml version="1.0" encoding="UTF-8"?>',
      `<testsuites ${totals}>`,
      `  <testsuite name="ringback" ${totals}>`,
      ...results.map(testCase),
      '  </testsuite>',
      '</testsuites>',
      ''
    ].join('\n')
  })

function testCase({ scenario: { file, line }, run, output, tookMs }: Result): string {
  const about = `name="${escaped(run.name)}" classname="${escaped(file)}" file="${escaped(file)}" line="${line}"`
  const inside = [
    ...(run.state === 'passed'
      ? []
      : [`<failure message="${escaped(run.failure?.message ?? '')}">${escaped(failureInWords(run))}</failure>`]),
    ...(output === '' ? [] : [`<system-out>${escaped(output)}</system-out>`])
  ]
  return `    <testcase ${about} time="${seconds(tookMs)}">${inside.join('')}</testcase>`
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1_000).toFixed(3)
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** XML 1.0 has no control characters but these three. */
function escaped(text: string): string {
  return Array.from(text, character => {
    const code = character.codePointAt(0) ?? 0
    if (code < 0x20 && !'\t\n\r'.includes(character)) return '\ufffd'
    return entities[character] ?? character
  }).join('')
}
