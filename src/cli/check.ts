import pc from 'picocolors'
import { firstCheck, furtherChecks } from '../checkup/checks.js'
import { Checkup, type Verdict } from '../checkup/checkup.js'
import { Misconfiguration } from '../misconfiguration.js'
import { openPlace, openStage } from './place.js'
import type { Stage } from './stages.js'

export interface CheckOptions {
  readonly bot?: string
  readonly botCommand?: string
  readonly application?: string
  readonly reporter: string
  readonly url?: string
  readonly controlToken?: string
  readonly config?: string
}

interface Finding {
  readonly check: string
  readonly found: Verdict
}

/** `ringback check`: looks whether a bot survives what every calling bot should; exit code 1 when it does not. */
export async function check(options: CheckOptions): Promise<void> {
  const { bot, botCommand, application, reporter, url, controlToken, config, ...flags } = options
  if (reporter !== 'pretty' && reporter !== 'json') {
    throw new Misconfiguration(`--reporter: there are pretty and json, not '${reporter}'.`)
  }
  const place = await openPlace({ url, controlToken, config, botCommand, flags: { ...flags, clock: 'virtual' } })
  try {
    const tried = { bot, botCommand, application, variables: {} }
    const stage = await openStage(place, tried, botCommand !== undefined)
    try {
      const findings = await withTimeStill(stage, () =>
        examine(stage, application, reporter === 'pretty' ? finding => process.stdout.write(told(finding)) : () => {})
      )
      process.stdout.write(reporter === 'pretty' ? summary(findings) : `${JSON.stringify(report(findings), null, 2)}\n`)
      process.exitCode = findings.some(({ found }) => found.verdict === 'failure') ? 1 : 0
    } finally {
      await stage.close().catch(() => {})
    }
  } finally {
    await place.close()
  }
}

/** Time moves only when the check-up moves it; on an emulator that runs elsewhere, it goes on afterwards as before. */
async function withTimeStill<T>({ client, tenantId }: Stage, act: () => Promise<T>): Promise<T> {
  const { mode } = await client.get<{ mode: string }>('/clock', { tenantId })
  await client.send('PUT', '/clock', { mode: 'virtual', tenantId })
  try {
    return await act()
  } finally {
    await client.send('PUT', '/clock', { mode, tenantId })
  }
}

async function examine(
  stage: Stage,
  application: string | undefined,
  tell: (finding: Finding) => void
): Promise<Finding[]> {
  const { client, world, tenantId, callbackUri } = stage
  const checkup = new Checkup({ client, world, tenantId, callbackUri, ...(await stage.parties(application)) })
  const findings: Finding[] = []
  const examineOne = async (one: typeof firstCheck) => {
    const seen = await one.run(checkup)
    const ended = await stage.reviveBot()
    const found = ended === undefined ? seen : died(ended, seen)
    findings.push({ check: one.name, found })
    tell({ check: one.name, found })
    return found
  }
  const first = await examineOne(firstCheck)
  if (first.verdict === 'failure' && checkup.deeds.length === 0) return findings
  for (const one of furtherChecks(checkup.deeds)) await examineOne(one)
  return findings
}

/** Whatever else was seen: a bot that ends takes all its other calls along. */
function died({ why, output }: { why: string; output: string }, { seen }: Verdict): Verdict {
  return {
    verdict: 'failure',
    seen: [`The bot has ended: ${why}.`, ...(seen === undefined ? [] : [seen])].join(' '),
    advice: 'Catch what one call throws, so that the others go on.',
    ...(output.trim() === '' ? {} : { story: `It printed:\n${output.trim()}` })
  }
}

const marks = { ok: pc.green('✓'), warning: pc.yellow('!'), failure: pc.red('✗'), skipped: pc.dim('-') }

function told({ check: name, found }: Finding): string {
  const { verdict, seen } = found
  if (verdict === 'ok' || verdict === 'skipped') return `${marks[verdict]} ${name}${seen ? pc.dim(`  ${seen}`) : ''}\n`
  const story = found.story === undefined ? [] : found.story.trimEnd().split('\n')
  const lines = [seen, `${pc.bold('Do:')} ${found.advice}`, ...story.map(line => pc.dim(line))]
  return `${marks[verdict]} ${pc.bold(name)}\n${lines.map(line => `    ${line}\n`).join('')}`
}

function counted(findings: readonly Finding[]): Record<Verdict['verdict'], number> {
  const count = (wanted: Verdict['verdict']) => findings.filter(({ found }) => found.verdict === wanted).length
  return { ok: count('ok'), warning: count('warning'), failure: count('failure'), skipped: count('skipped') }
}

function summary(findings: readonly Finding[]): string {
  const { ok, warning, failure, skipped } = counted(findings)
  return `\n${ok} well, ${failure} to mend, ${warning} to think about, ${skipped} skipped\n`
}

function report(findings: readonly Finding[]): object {
  return { ...counted(findings), checks: findings.map(({ check: name, found }) => ({ name, ...found })) }
}
