import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { Misconfiguration } from '../misconfiguration.js'
import { readScenarioFile, type WrittenScenario } from '../scenarios/file.js'
import { openPlace, openStage } from './place.js'
import type { Result } from './reporters/reporter.js'
import { openReporters } from './reporters/reporters.js'
import type { Stage } from './stages.js'

export interface RunOptions {
  readonly bot?: string
  readonly botCommand?: string
  readonly application?: string
  readonly reporter: string
  readonly set: readonly string[]
  readonly parallel: string
  readonly url?: string
  readonly controlToken?: string
  readonly config?: string
}

/** `ringback run`: plays scenario files with a bot and reports; exit code 1 when one fails. */
export async function run(
  files: readonly string[],
  { bot, botCommand, application, reporter, set, parallel, url, controlToken, config, ...flags }: RunOptions
): Promise<void> {
  const variables = variablesOf(set)
  const scenarios = (await Promise.all((await filesIn(files)).map(file => readScenarioFile(file, variables)))).flat()
  if (scenarios.length === 0) throw new Misconfiguration(`There is no scenario in ${files.join(', ')}.`)
  const count = Math.min(stagesWanted(parallel), scenarios.length)
  const tried = { bot, botCommand, application, variables }
  const reporters = openReporters(reporter)
  const place = await openPlace({ url, controlToken, config, botCommand, flags: { clock: 'auto', ...flags } })
  const stages: Stage[] = []
  try {
    const another = botCommand !== undefined || count > 1
    for (let number = 0; number < count; number++) stages.push(await openStage(place, tried, another))
    const failed = await playAll(scenarios, stages, reporters)
    process.exitCode = failed > 0 ? 1 : 0
  } finally {
    await Promise.all(stages.map(stage => stage.close().catch(() => {})))
    await place.close()
  }
}

/** Plays each scenario on the next stage that is free; tells of them in their order. */
async function playAll(
  scenarios: readonly WrittenScenario[],
  stages: readonly Stage[],
  reporters: ReturnType<typeof openReporters>
): Promise<number> {
  const begun = performance.now()
  const waiting = Array.from(scenarios.entries())
  const results: Result[] = []
  let told = 0
  reporters.begin(scenarios.length)
  await Promise.all(
    stages.map(async stage => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [index, scenario] = next
        const from = performance.now()
        const played = await stage.play(scenario, reporters.watch?.(scenario))
        results[index] = { scenario, ...played, tookMs: performance.now() - from }
        for (let ready = results[told]; ready !== undefined; ready = results[++told]) reporters.result(ready)
      }
    })
  )
  const failed = results.filter(({ run: { state } }) => state === 'failed').length
  await reporters.end({ passed: results.length - failed, failed, tookMs: performance.now() - begun })
  return failed
}

/** Files as given, and those of folders: every `.yaml`, except what is only used by others. */
async function filesIn(names: readonly string[]): Promise<string[]> {
  const lists = await Promise.all(
    names.map(async name => {
      const isFolder = await stat(name).then(
        found => found.isDirectory(),
        () => false
      )
      if (!isFolder) return [name]
      const inside = await readdir(name, { recursive: true })
      return inside
        .filter(file => /\.ya?ml$/.test(file) && !/(^|[\\/])_/.test(file))
        .sort()
        .map(file => join(name, file))
    })
  )
  return lists.flat()
}

function variablesOf(set: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    set.map(text => {
      const equals = text.indexOf('=')
      if (equals < 1) throw new Misconfiguration(`--set: '${text}' is not name=value.`)
      return [text.slice(0, equals), text.slice(equals + 1)]
    })
  )
}

function stagesWanted(text: string): number {
  const count = Number(text)
  if (Number.isInteger(count) && count >= 1 && count <= 64) return count
  throw new Misconfiguration(`--parallel: '${text}' is no number from 1 to 64.`)
}
