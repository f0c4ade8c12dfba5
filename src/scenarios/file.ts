import { readFile } from 'node:fs/promises'
import { dirname, relative, resolve } from 'node:path'
import { type Document, isAlias, isMap, isScalar, LineCounter, type Pair, parseAllDocuments } from 'yaml'
import { z } from 'zod'
import { Misconfiguration } from '../misconfiguration.js'
import type { Path, Problem } from './problems.js'
import { readScenario, scenarioFields } from './reading.js'

/** A scenario of a file, as it is sent to be played: what it uses of other files is in it. */
export interface WrittenScenario {
  readonly file: string
  /** Where it begins. */
  readonly line: number
  readonly name: string
  readonly source: Readonly<Record<string, unknown>>
}

/**
 * The scenarios of a file: one for each YAML document.
 *
 * @throws Misconfiguration with everything that is wrong, each with file, line, column and what would be right.
 */
export async function readScenarioFile(
  file: string,
  variables: Readonly<Record<string, string>>
): Promise<WrittenScenario[]> {
  const pages = await pagesOf(file)
  const wrong: PlacedProblem[] = []
  const written: WrittenScenario[] = []
  for (const page of pages) {
    const shared = await sharedBy(page)
    const source = withShared(page.raw, shared)
    const reading = readScenario(source, variables)
    if ('problems' in reading) wrong.push(...reading.problems.map(problem => placed(problem, page, shared)))
    else written.push({ file, line: page.lineOf([]).line, name: reading.scenario.name, source })
  }
  if (pages.length === 0) {
    throw new Misconfiguration(`${file}:1:1: there is no scenario: begin with 'name:' and 'call:'.`)
  }
  if (wrong.length > 0) throw new Misconfiguration([...new Set(wrong.sort(asTheyStand).map(asLine))].join('\n'))
  return written
}

interface Place {
  readonly line: number
  readonly col: number
}

/** A YAML document with where everything stands. */
interface Page {
  readonly file: string
  readonly raw: unknown
  lineOf(path: Path): Place
}

async function pagesOf(file: string): Promise<Page[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Misconfiguration(
      `The scenario ${file} cannot be read: ${error.code === 'ENOENT' ? 'there is no such file' : error.message}.`
    )
  })
  const lines = new LineCounter()
  const documents = parseAllDocuments(text, { lineCounter: lines })
  return ('empty' in documents ? [] : documents).flatMap(document => {
    const [broken] = document.errors
    if (broken !== undefined) {
      const { line, col } = lines.linePos(broken.pos[0])
      const [why = ''] = broken.message.split(/ at line \d/)
      throw new Misconfiguration(`${file}:${line}:${col}: this is not YAML: ${why}.`)
    }
    const raw: unknown = document.toJS()
    return raw === null ? [] : [{ file, raw, lineOf: (path: Path) => lines.linePos(offsetOf(document, path)) }]
  })
}

/** Where something stands: its key, where it has one; the nearest thing around it when it is missing. */
function offsetOf(document: Document, path: Path): number {
  for (let depth = path.length; depth > 0; depth--) {
    const above = document.getIn(path.slice(0, depth - 1), true)
    const last = path[depth - 1]
    const pair = isMap(above) ? above.items.find(item => keyOf(item) === String(last)) : undefined
    const node = (pair?.key ?? document.getIn(path.slice(0, depth), true)) as { range?: [number] } | undefined
    if (node?.range && !isAlias(node)) return node.range[0]
  }
  return document.contents?.range?.[0] ?? 0
}

function keyOf({ key }: Pair): string | undefined {
  return isScalar(key) ? String(key.value) : undefined
}

/** Parts and variables of the files that a scenario uses. */
async function sharedBy(page: Page): Promise<Page[]> {
  const use = z.looseObject({ use: scenarioFields.use }).safeParse(page.raw)
  if (!use.success) return []
  const files = use.data.use.map(name => relative('.', resolve(dirname(page.file), name)))
  return (await Promise.all(files.map(file => pagesOf(file)))).flat()
}

function withShared(raw: unknown, shared: readonly Page[]): Record<string, unknown> {
  if (typeof raw !== 'object' || raw === null) return raw as unknown as Record<string, unknown>
  const all = [...shared.map(page => page.raw), raw] as { parts?: object; variables?: object }[]
  const parts = Object.assign({}, ...all.map(page => page.parts ?? {}))
  const variables = Object.assign({}, ...all.map(page => page.variables ?? {}))
  return { ...raw, use: [], parts, variables }
}

interface PlacedProblem extends Place {
  readonly file: string
  readonly message: string
}

/** A problem with where it stands, in the file it stands in. */
function placed({ path, message }: Problem, page: Page, shared: readonly Page[]): PlacedProblem {
  const [member, name] = path
  const has = ({ raw }: Page) =>
    Object.hasOwn(((raw as Record<string, object | undefined>)[String(member)] ?? {}) as object, String(name))
  const home = path.length < 2 || has(page) ? page : (shared.find(has) ?? page)
  const { line, col } = home.lineOf(path)
  return { file: home.file, line, col, message: `${path.length === 0 ? '' : `${path.join('.')}: `}${message}` }
}

function asTheyStand(one: PlacedProblem, other: PlacedProblem): number {
  return one.file.localeCompare(other.file) || one.line - other.line || one.col - other.col
}

function asLine({ file, line, col, message }: PlacedProblem): string {
  return `${file}:${line}:${col}: ${message}`
}
