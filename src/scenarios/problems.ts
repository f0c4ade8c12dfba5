import { z } from 'zod'
import { Refusal } from '../domain/refusals.js'

export type Path = readonly (string | number)[]

/** Something wrong with a scenario: where, and what would be right. */
export interface Problem {
  readonly path: Path
  readonly message: string
}

/** Gathers what is wrong, so that all of it can be told at once. */
export class Problems {
  readonly list: Problem[] = []

  /** One problem for each place: what follows from the first is not worth telling. */
  add(path: Path, message: string): undefined {
    const place = path.join('.')
    if (!this.list.some(known => known.path.join('.') === place)) this.list.push({ path, message })
    return undefined
  }

  /** Rules of the domain refuse in their own words. */
  #parsed<Schema extends z.ZodType>(schema: Schema, value: unknown, path: Path) {
    try {
      return schema.safeParse(value)
    } catch (error) {
      if (error instanceof Refusal) return this.add(path, error.message)
      throw error
    }
  }

  /** What a schema makes of a value; undefined when it is wrong, which is noted. */
  read<Schema extends z.ZodType>(schema: Schema, value: unknown, path: Path): z.output<Schema> | undefined {
    const result = this.#parsed(schema, value, path)
    if (result === undefined) return undefined
    if (result.success) return result.data
    for (const issue of result.error.issues) {
      const place = [...path, ...(issue.path as (string | number)[])]
      if (issue.code === 'unrecognized_keys') {
        for (const key of issue.keys)
          this.add([...place, key], `there is no '${key}' here: ${near(key, fieldsOf(schema))}`)
      } else this.add(place, inWords(issue, value))
    }
    return undefined
  }
}

/** What may be written there. */
function fieldsOf(schema: z.ZodType): string[] {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : []
}

function inWords(issue: z.core.$ZodIssue, value: unknown): string {
  if (issue.code === 'invalid_type' && value === undefined) return 'is missing.'
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.map(String).join(', ')}.`
  return issue.message.replace(/^Invalid input: /, '')
}

/** What one may have meant: the name that differs in a letter or two, or all there are. */
export function near(name: string, names: readonly string[]): string {
  const one = nearest(name, names)
  if (one !== undefined) return `did you mean '${one}'?`
  return `there ${names.length > 0 ? `are ${names.join(', ')}` : 'is none'}.`
}

/** The name that differs least, if that is in a letter or two and not in most of it. */
export function nearest(name: string, names: readonly string[]): string | undefined {
  const distances = names.map(known => ({ known, distance: differences(name.toLowerCase(), known.toLowerCase()) }))
  const [first] = distances.sort((a, b) => a.distance - b.distance)
  return first !== undefined && first.distance <= Math.min(2, name.length / 2) ? first.known : undefined
}

/** How many letters have to be put in, left out or changed (Levenshtein). */
function differences(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [row, letter] of Array.from(a).entries()) {
    const current = [row + 1]
    for (const [column, other] of Array.from(b).entries()) {
      const changed = (previous[column] ?? 0) + (letter === other ? 0 : 1)
      current.push(Math.min(changed, (previous[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1))
    }
    previous = current
  }
  return previous[b.length] ?? 0
}
