import type { Comparison, Filter, Literal, StringFunction } from './filter.js'

/** What a filter is asked about: JSON as it is answered. */
type Json = unknown

/** Whether something passes a filter. Text is compared without case, as Graph mostly does. */
export function matches(filter: Filter, item: Json): boolean {
  switch (filter.kind) {
    case 'and':
      return matches(filter.left, item) && matches(filter.right, item)
    case 'or':
      return matches(filter.left, item) || matches(filter.right, item)
    case 'not':
      return !matches(filter.of, item)
    case 'compare':
      return compares(filter.operator, valueAt(item, filter.property), filter.literal)
    case 'in':
      return filter.literals.some(literal => compares('eq', valueAt(item, filter.property), literal))
    case 'function':
      return functions[filter.name](textOf(valueAt(item, filter.property)), filter.value.toLowerCase())
    case 'any':
      return listAt(item, filter.property).some(entry => matches(filter.of, entry))
    case 'all':
      return listAt(item, filter.property).every(entry => matches(filter.of, entry))
  }
}

/** What stands at a path such as `info/identity`; undefined when there is nothing. A path of '' is the thing itself. */
export function valueAt(item: Json, path: string): Json {
  return path
    .split('/')
    .filter(Boolean)
    .reduce<Json>((value, name) => (value as Record<string, Json> | null | undefined)?.[name], item)
}

const functions: Record<StringFunction, (text: string, part: string) => boolean> = {
  startswith: (text, part) => text.startsWith(part),
  endswith: (text, part) => text.endsWith(part),
  contains: (text, part) => text.includes(part)
}

function compares(operator: Comparison, actual: Json, literal: Literal): boolean {
  const order = orderOf(actual, literal)
  switch (operator) {
    case 'eq':
      return order === 0
    case 'ne':
      return order !== 0
    case 'lt':
      return order < 0
    case 'le':
      return order <= 0
    case 'gt':
      return order > 0
    case 'ge':
      return order >= 0
  }
}

/** Below 0 when something comes before a literal, 0 when it is the same; NaN when the two cannot be compared. */
function orderOf(actual: Json, literal: Literal): number {
  if (literal.type === 'null') return actual === null || actual === undefined ? 0 : Number.NaN
  if (literal.type === 'text')
    return typeof actual === 'string' ? order(textOf(actual), textOf(literal.value)) : Number.NaN
  const number = typeof actual === 'string' && literal.type === 'moment' ? Date.parse(actual) : actual
  return typeof number === typeof literal.value ? order(number as number, literal.value) : Number.NaN
}

function order<T extends string | number | boolean>(left: T, right: T): number {
  if (left === right) return 0
  return left < right ? -1 : 1
}

function textOf(value: Json): string {
  return typeof value === 'string' ? value.toLowerCase() : ''
}

function listAt(item: Json, path: string): Json[] {
  const list = valueAt(item, path)
  return Array.isArray(list) ? list : []
}
