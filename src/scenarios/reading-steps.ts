import { z } from 'zod'
import { duration } from '../wire/duration.js'
import { near, nearest, type Path, type Problems } from './problems.js'
import { isAction, isDeed, isPersonal, readDeed, readPersonal, wordless } from './reading-deeds.js'
import type { Deed, Step } from './scenario.js'

const manners = {
  in: z.string().min(1).optional(),
  after: duration.optional(),
  within: duration.optional()
}

/** @param at Where all of them stand, when they do not stand in a list. */
export function readSteps(raw: unknown, path: Path, problems: Problems, at?: Path): Step[] {
  const steps = problems.read(z.array(z.unknown(), { error: 'must be a list of steps.' }), raw, path) ?? []
  return steps.flatMap((step, index) => readStep(step, at ?? [...path, index], problems, at !== undefined) ?? [])
}

function readStep(raw: unknown, path: Path, problems: Problems, isAlone: boolean): Step | undefined {
  const written = typeof raw === 'string' ? { [raw]: {} } : problems.read(stepIn, raw, path)
  if (written === undefined) return undefined
  const { in: call, after, within, ...rest } = written as Record<string, unknown>
  const manner = {
    text: textOf(raw),
    in: problems.read(manners.in, call, [...path, 'in']),
    after: problems.read(manners.after, after, [...path, 'after']),
    within: problems.read(manners.within, within, [...path, 'within'])
  }
  const deeds = Object.entries(rest)
  const [deed] = deeds
  if (deed === undefined || deeds.length > 1) {
    const names = deeds.map(([name]) => `'${name}'`).join(' and ')
    return problems.add(path, `a step says one thing${names === '' ? '' : `, and this one says ${names}`}.`)
  }
  const [name, value] = deed
  const read = deedOf(name, value, isAlone ? path : [...path, name], problems, branch =>
    readSteps(branch.raw, branch.path, problems)
  )
  return read === undefined ? undefined : { ...manner, ...read }
}

const stepIn = z.looseObject({}, { error: 'must be a step, such as {press: "1"} or {expect: answered}.' })

type ReadBranch = (branch: { readonly raw: unknown; readonly path: Path }) => Step[]

function deedOf(name: string, value: unknown, path: Path, problems: Problems, branch: ReadBranch): Deed | undefined {
  if (name === 'together') {
    const branches = problems.read(z.array(z.unknown(), { error: 'must be a list of lists of steps.' }), value, path)
    return (
      branches && { kind: 'together', branches: branches.map((raw, index) => branch({ raw, path: [...path, index] })) }
    )
  }
  if (isDeed(name)) return readDeed(name, value, path, problems)
  const meant = nearest(name, wordless)
  if (isPersonal(value) && (meant === undefined || isAction(value))) return readPersonal(name, value, path, problems)
  const personal = meant === undefined ? ' What somebody does is written {megan: {answer: {after: PT2S}}}.' : ''
  return problems.add(path, `there is no step '${name}': ${near(name, wordless)}${personal}`)
}

/** A step in one line, as one would write it. */
function textOf(raw: unknown): string {
  if (typeof raw !== 'object' || raw === null) return String(raw)
  if (Array.isArray(raw)) return `[${raw.map(textOf).join(', ')}]`
  return Object.entries(raw)
    .map(([name, value]) => {
      if (typeof value !== 'object' || value === null) return `${name}: ${textOf(value)}`
      return Object.keys(value).length === 0 ? name : `${name}: {${textOf(value)}}`.replace(/\{\[(.*)\]\}$/, '[$1]')
    })
    .join(', ')
}
