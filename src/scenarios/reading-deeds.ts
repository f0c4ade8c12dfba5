import { z } from 'zod'
import type { FarEndBehaviour } from '../domain/directory/directory.js'
import { faultFields } from '../faults/fault-fields.js'
import { duration } from '../wire/duration.js'
import { type FarEndActionName, farEndBodies } from '../wire/far-end.js'
import { type ExpectationName, type Expected, expectations, mainFields } from './expectations.js'
import { arrangedFields, reactionFields, reactions, ringingFields, triggerFields, who } from './fields.js'
import { near, type Path, type Problems } from './problems.js'
import type { Deed } from './scenario.js'

/** Actions whose text stands for a field: `press: "1"`. */
const mainBodies: Partial<Record<FarEndActionName, (text: unknown) => unknown>> = {
  press: tones => ({ tones: typeof tones === 'number' ? String(tones) : tones }),
  speak: text => ({ text }),
  transfer: to => ({ to: personOf(to) }),
  join: personOf,
  add: personOf
}

const actionNames = Object.keys(farEndBodies) as FarEndActionName[]
const ownDeeds = ['expect', 'wait', 'call', 'meeting', 'trigger', 'fault', 'part'] as const

/** Everything a step can begin with, but for names of people. */
export const wordless: readonly string[] = [...ownDeeds, 'together', ...actionNames]

export function isDeed(name: string): boolean {
  return name !== 'together' && wordless.includes(name)
}

/** Whether a step can be meant for somebody: `megan: answer`, or `megan: {answer: {after: PT2S}}`. */
export function isPersonal(value: unknown): value is string | Record<string, unknown> {
  return typeof value === 'string' || (typeof value === 'object' && value !== null && Object.keys(value).length === 1)
}

/** Whether what is meant for somebody is something people can do. */
export function isAction(value: string | Record<string, unknown>): boolean {
  return actionNames.includes(verbOf(value)[0] as FarEndActionName)
}

/** What is done, and how: `answer`, or `{answer: {after: PT2S}}`. */
function verbOf(value: unknown): readonly [verb: string, how: unknown] {
  return typeof value === 'string' ? [value, {}] : (Object.entries(value ?? {})[0] ?? ['', undefined])
}

export function readDeed(name: string, value: unknown, path: Path, problems: Problems): Deed | undefined {
  switch (name) {
    case 'expect': {
      const expected = readExpected(value, path, problems)
      return expected && { kind: 'expect', expected }
    }
    case 'wait': {
      const lasting = problems.read(duration, value, path)
      return lasting === undefined ? undefined : { kind: 'wait', lasting }
    }
    case 'call': {
      const ringing = problems.read(ringingFields, typeof value === 'string' ? { from: value } : value, path)
      return ringing && { kind: 'call', ringing }
    }
    case 'meeting': {
      const arranged = problems.read(arrangedFields, typeof value === 'string' ? { organizer: value } : value, path)
      return arranged && { kind: 'meeting', arranged }
    }
    case 'trigger': {
      const trigger = problems.read(triggerFields, typeof value === 'string' ? { url: value } : value, path)
      return trigger && { kind: 'trigger', trigger }
    }
    case 'fault': {
      const fault = problems.read(faultFields, typeof value === 'string' ? { action: value } : value, path)
      return fault && { kind: 'fault', fault }
    }
    case 'part': {
      const part = problems.read(z.string().min(1), value, path)
      return part === undefined ? undefined : { kind: 'part', name: part, path }
    }
    default:
      return readAction(name as FarEndActionName, value, path, problems)
  }
}

/** What somebody who is named does. */
export function readPersonal(
  who: string,
  value: string | Record<string, unknown>,
  path: Path,
  problems: Problems
): Deed | undefined {
  const [verb, rest] = verbOf(value)
  if (!isAction(value)) return problems.add(path, `${who} cannot '${verb}': ${near(verb, actionNames)}`)
  if ((reactions as readonly string[]).includes(verb)) {
    const behaviour = readBehaviour(value, path, problems)
    return behaviour && { kind: 'react', who, behaviour }
  }
  if ((verb === 'join' || verb === 'leave') && typeof rest === 'string') {
    return { kind: 'meet', who, meeting: rest, move: verb }
  }
  const read = readAction(verb as FarEndActionName, rest, [...path, verb], problems)
  return read?.kind === 'act' ? { ...read, who } : read
}

/** What somebody does when they are rung. */
export function readBehaviour(value: unknown, path: Path, problems: Problems): FarEndBehaviour | undefined {
  const [verb, rest] = verbOf(value)
  const action = reactions.find(known => known === verb)
  if (action === undefined) return problems.add(path, `nobody can '${verb}' when rung: ${near(verb, reactions)}`)
  const fields = problems.read(reactionFields, rest ?? {}, [...path, verb])
  return fields && { action, afterMs: fields.after }
}

function readAction(action: FarEndActionName, value: unknown, path: Path, problems: Problems): Deed | undefined {
  const main = mainBodies[action]
  const isText = typeof value === 'string' || typeof value === 'number'
  const raw = value === null || value === true ? {} : isText && main !== undefined ? main(value) : value
  const body = problems.read(farEndBodies[action] as z.ZodType<object>, raw, path)
  return body && { kind: 'act', action, body }
}

function readExpected(value: unknown, path: Path, problems: Problems): Expected | undefined {
  const names = Object.keys(expectations)
  const written = typeof value === 'string' ? { [value]: {} } : problems.read(z.looseObject({}), value, path)
  if (written === undefined) return undefined
  const entries = Object.entries(written)
  const [entry] = entries
  if (entry === undefined || entries.length > 1) {
    return problems.add(path, `an expectation names one thing: ${names.join(', ')}.`)
  }
  const [name, fields] = entry
  if (!Object.hasOwn(expectations, name)) {
    return problems.add(path, `'${name}' cannot be expected: ${near(name, names)}`)
  }
  const known = name as ExpectationName
  const main = mainFields[known]
  const isText = typeof fields !== 'object' || fields === null
  const raw = !isText ? fields : main !== undefined && fields !== null && fields !== true ? { [main]: fields } : {}
  const read = problems.read(expectations[known] as z.ZodType, raw, typeof value === 'string' ? path : [...path, name])
  return read === undefined ? undefined : ({ name: known, fields: read } as Expected)
}

function personOf(value: unknown): unknown {
  const read = who.safeParse(value)
  return read.success ? read.data : value
}
