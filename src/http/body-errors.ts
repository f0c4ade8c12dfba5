import type { z } from 'zod'
import type { UnknownMember } from '../wire/graph-type.js'
import { RequestRefusal } from './request-refusal.js'

/** Each workload behind Graph has its own way to refuse a body. */
export type Manner = 'calls' | 'subscriptions' | 'others'

/** The workload behind a route. */
export function mannerOf(url: string | undefined): Manner {
  if (url === undefined || /^\/_ringback|\/communications\/calls/.test(url)) return 'calls'
  return url.includes('/subscriptions') ? 'subscriptions' : 'others'
}

/** What the first thing wrong with a body is called in Graph's words, naming the field. */
export function bodyRefusal(issues: readonly z.core.$ZodIssue[], manner: Manner): RequestRefusal {
  const refusal = plainRefusal(issues)
  if (manner === 'calls') return refusal
  const { reason, message, target } = refusal
  if (manner === 'subscriptions') return new RequestRefusal('invalidSubscription', message, target)
  return reason === 'invalidValue' ? new RequestRefusal('invalidProperty', message, target) : refusal
}

function plainRefusal(issues: readonly z.core.$ZodIssue[]): RequestRefusal {
  const [issue] = issues
  if (issue === undefined) throw new TypeError('A refused body has at least one issue.')
  const target = pathOf(issue.path)
  const unknown = unknownMember(issue)
  if (unknown !== undefined) return new RequestRefusal(unknown.graph, wordingOf(unknown), target)
  if (issue.code === 'invalid_type' && issue.input === undefined) {
    return new RequestRefusal('invalidValue', `'${target}' is required.`, target)
  }
  if (issue.code === 'invalid_type') {
    const expected = edmTypes[issue.expected] ?? issue.expected
    const problem = `Cannot convert the value of '${target || 'the body'}' to the expected type '${expected}'.`
    return new RequestRefusal('wrongType', problem, target)
  }
  return new RequestRefusal('invalidValue', `'${target || 'the body'}' is not right: ${sentence(issue)}`, target)
}

/** Members of `z.core.$ZodInvalidTypeExpected`, as OData calls them. */
const edmTypes: Record<string, string> = {
  string: 'Edm.String',
  boolean: 'Edm.Boolean',
  int: 'Edm.Int32',
  number: 'Edm.Double',
  array: 'Collection',
  object: 'an object'
}

/** Path of an issue as one writes it: `prompts[0].mediaInfo.uri`. */
function pathOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`
    return text === '' ? String(key) : `${text}.${String(key)}`
  }, '')
}

function unknownMember(issue: z.core.$ZodIssue): UnknownMember | undefined {
  if (issue.code !== 'custom' || issue.params?.['graph'] === undefined) return undefined
  const { graph, of, name } = issue.params as unknown as UnknownMember
  return { graph, of, name }
}

function wordingOf({ graph, of, name }: UnknownMember): string {
  if (graph === 'unknownProperty') {
    return `The property '${name}' does not exist on type '${of}'. Make sure to only use property names that are defined by the type or mark the type as open type.`
  }
  return `The parameter '${name}' in the request payload is not a valid parameter for the operation '${of}'.`
}

function sentence(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_value':
      return `it must be one of ${issue.values.map(value => `'${String(value)}'`).join(', ')}.`
    case 'too_big':
      return `it may be ${issue.maximum} ${measure(issue.origin)} at the most.`
    case 'too_small':
      return `it must be ${issue.minimum} ${measure(issue.origin)} at the least.`
    default:
      return issue.message
  }
}

function measure(origin: string): string {
  if (origin === 'array') return 'entries'
  return origin === 'string' ? 'characters' : ''
}
