import { writeFile } from 'node:fs/promises'
import type { RunView } from '../../control/scenarios/run.js'
import { Misconfiguration } from '../../misconfiguration.js'
import type { WrittenScenario } from '../../scenarios/file.js'
import { json } from './json.js'
import { junit } from './junit.js'
import { pretty } from './pretty.js'
import type { Reporter, Result, Summary } from './reporter.js'
import { tap } from './tap.js'

const reporters: Readonly<Record<string, () => Reporter>> = { pretty, tap, junit, json }

/**
 * The reporters that are wanted: names with commas between them, each with `=file` if it is to go there; at most one may
 * go to standard output.
 */
export function openReporters(text: string) {
  const open = text.split(',').map(part => {
    const [name = '', file] = part.split('=')
    const make = Object.hasOwn(reporters, name) ? reporters[name] : undefined
    if (make === undefined) {
      throw new Misconfiguration(`--reporter: there is no '${name}': ${Object.keys(reporters).join(', ')}.`)
    }
    return { reporter: make(), file, text: '' }
  })
  if (open.filter(({ file }) => file === undefined).length > 1) {
    throw new Misconfiguration('--reporter: one can go to standard output; write the others as junit=report.xml.')
  }
  const write = (say: (reporter: Reporter) => string) => {
    for (const one of open) {
      const said = say(one.reporter)
      if (one.file === undefined) process.stdout.write(said)
      else one.text += said
    }
  }
  const live = process.stdout.isTTY ? open.find(({ file }) => file === undefined)?.reporter : undefined
  const tell = live?.progress?.bind(live)
  return {
    /** Absent when nobody is there to watch. */
    watch: tell && ((scenario: WrittenScenario) => (run: RunView) => void process.stdout.write(tell(scenario, run))),
    begin: (count: number) => write(reporter => reporter.begin(count)),
    result: (result: Result) => write(reporter => reporter.result(result)),
    async end(summary: Summary): Promise<void> {
      write(reporter => reporter.end(summary))
      await Promise.all(
        open.map(async one => {
          if (one.file === undefined) return
          await writeFile(one.file, one.text).catch(error => {
            throw new Misconfiguration(`${one.file} cannot be written (${error.code}).`)
          })
        })
      )
    }
  }
}
