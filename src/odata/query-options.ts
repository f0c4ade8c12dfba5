import { type Filter, parseFilter } from './filter.js'
import { QueryRefusal } from './query-refusal.js'
import { isCollection, type Queryable } from './queryable.js'

/** The query options of a request, understood. Source: https://learn.microsoft.com/graph/query-parameters */
export interface QueryOptions {
  readonly select?: readonly string[] | undefined
  readonly filter?: Filter | undefined
  readonly orderby?: readonly Ordering[] | undefined
  readonly expand?: readonly string[] | undefined
  /** The text that is looked for, without quotes and without the name of a property. */
  readonly search?: string | undefined
  readonly top?: number | undefined
  readonly skip?: number | undefined
  readonly count: boolean
  /** As it was given in a link to the next page. */
  readonly skipToken?: string | undefined
  /** As it was given in a link to what comes later. */
  readonly deltaToken?: string | undefined
  readonly format?: string | undefined
}

export interface Ordering {
  readonly property: string
  readonly descending: boolean
}

const known = [
  ...['$count', '$deltatoken', '$expand', '$filter', '$format', '$orderby', '$search', '$select', '$skip'],
  ...['$skiptoken', '$top']
]

/** Names of options are read without case, and with or without `$`; other parameters are none of ours. */
export function optionName(name: string): string | undefined {
  const option = `${name.startsWith('$') ? '' : '$'}${name.toLowerCase()}`
  if (known.includes(option)) return option
  if (!name.startsWith('$')) return undefined
  throw new QueryRefusal(
    'queryOptionInvalid',
    `The query parameter '${name}' is not supported. Known are ${known.join(', ')}.`
  )
}

/** Reads the query of a request, or refuses what its resource does not take. */
export function readQuery(query: Readonly<Record<string, unknown>>, queryable: Queryable): QueryOptions {
  const given = new Map<string, string>()
  for (const [name, value] of Object.entries(query)) {
    const option = optionName(name)
    if (option === undefined) continue
    if (given.has(option) || typeof value !== 'string') {
      throw new QueryRefusal(
        'queryOptionInvalid',
        `Query option '${option}' was specified more than once, but it must be specified at most once.`
      )
    }
    given.set(option, value)
  }
  const { page, skip } = queryable
  const only = (option: string, taken: boolean) => {
    const value = given.get(option)
    if (value === undefined || taken) return value
    throw new QueryRefusal('queryOptionUnsupported', `Query option '${option}' is not allowed on '${queryable.type}'.`)
  }
  const collection = isCollection(queryable)
  return {
    select: names(given.get('$select'), name => refuseUnknown(name, queryable)),
    filter: filterOf(only('$filter', queryable.filter !== undefined), queryable),
    orderby: orderingOf(only('$orderby', queryable.orderby !== undefined), queryable),
    expand: names(given.get('$expand'), name => refuseExpand(name, queryable)),
    search: searchOf(only('$search', queryable.search !== undefined)),
    top: number('$top', only('$top', collection), { least: 1, most: page?.most }),
    skip: number('$skip', only('$skip', skip === true), { least: 0 }),
    count: boolean('$count', only('$count', collection)),
    skipToken: only('$skiptoken', collection),
    deltaToken: only('$deltatoken', queryable.delta === true),
    format: given.get('$format')
  }
}

function names(list: string | undefined, check: (name: string) => void): string[] | undefined {
  if (list === undefined) return undefined
  const split = list.split(/,(?![^(]*\))/).map(name => name.trim())
  for (const name of split) check(name)
  return split
}

function refuseUnknown(name: string, { type, properties }: Queryable): void {
  const [first = ''] = name.split('/')
  if (name === '*' || properties.includes(first)) return
  throw new QueryRefusal(
    'queryOptionInvalid',
    `Parsing OData Select and Expand failed: Could not find a property named '${name}' on type '${type}'. It has ${properties.join(', ')}.`
  )
}

function refuseExpand(name: string, { type, properties, expand = [] }: Queryable): void {
  const [first = ''] = name.split(/[(/]/)
  if (expand.includes(first)) return
  if (properties.includes(first)) {
    throw new QueryRefusal(
      'expandNotSupported',
      `Expand is not allowed for property '${first}' according to the entity schema.`
    )
  }
  throw new QueryRefusal(
    'queryOptionInvalid',
    `Parsing OData Select and Expand failed: Could not find a property named '${first}' on type '${type}'.`
  )
}

function filterOf(text: string | undefined, queryable: Queryable): Filter | undefined {
  if (text === undefined) return undefined
  const filter = spelled(parseFilter(text), queryable)
  for (const property of filteredBy(filter)) refuseFilter(property, queryable)
  return filter
}

/** Names as the resource spells them, where it reads them without case. */
function spelled(filter: Filter, queryable: Queryable): Filter {
  if (!queryable.filterAnyCase) return filter
  switch (filter.kind) {
    case 'and':
    case 'or':
      return { ...filter, left: spelled(filter.left, queryable), right: spelled(filter.right, queryable) }
    case 'not':
      return { ...filter, of: spelled(filter.of, queryable) }
    default: {
      const same = (path: string) => path.toLowerCase() === filter.property.toLowerCase()
      return { ...filter, property: queryable.filter?.find(same) ?? filter.property }
    }
  }
}

function refuseFilter(property: string, { type, properties, filter = [] }: Queryable): void {
  const taken = (path: string) => path === property || (path.endsWith('*') && property.startsWith(path.slice(0, -1)))
  if (filter.some(taken)) return
  const [first = ''] = property.split('/')
  if (!properties.includes(first)) {
    throw new QueryRefusal(
      'queryOptionInvalid',
      `Invalid filter clause: Could not find a property named '${first}' on type '${type}'.`
    )
  }
  throw new QueryRefusal(
    'queryOptionUnsupported',
    `Filter on property '${property}' of '${type}' is not supported. It can be filtered by ${filter.join(', ')}.`
  )
}

/** The paths a filter speaks of; those inside a lambda together with the list they are in. */
function filteredBy(filter: Filter): string[] {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return [...filteredBy(filter.left), ...filteredBy(filter.right)]
    case 'not':
      return filteredBy(filter.of)
    case 'any':
    case 'all':
      return filteredBy(filter.of).map(inner => (inner === '' ? filter.property : `${filter.property}/${inner}`))
    default:
      return [filter.property]
  }
}

function orderingOf(text: string | undefined, queryable: Queryable): Ordering[] | undefined {
  return text?.split(',').map(one => {
    const [property = '', direction = 'asc', ...rest] = one.trim().split(/\s+/)
    if (rest.length > 0 || !/^(asc|desc)$/i.test(direction)) {
      throw new QueryRefusal('queryOptionInvalid', `Syntax error in $orderby: '${one.trim()}'. Write 'property desc'.`)
    }
    if (!queryable.orderby?.includes(property)) {
      throw new QueryRefusal(
        'queryOptionUnsupported',
        `Sorting by '${property}' of '${queryable.type}' is not supported.`
      )
    }
    return { property, descending: direction.toLowerCase() === 'desc' }
  })
}

/** `"displayName:adele"` looks in one property, which ours takes as all; the quotes are required. */
function searchOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const quoted = /^"(?:\w+:)?([^"]+)"$/.exec(text.trim())?.[1]
  if (quoted !== undefined) return quoted
  throw new QueryRefusal('queryOptionInvalid', `Syntax error in $search: write "displayName:adele", with the quotes.`)
}

function number(
  option: string,
  text: string | undefined,
  { least, most = Number.MAX_SAFE_INTEGER }: { least: number; most?: number | undefined }
): number | undefined {
  if (text === undefined) return undefined
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= least) return Math.min(value, most)
  throw new QueryRefusal(
    'queryOptionInvalid',
    `Invalid value '${text}' for ${option} query option found. It takes an integer of at least ${least}.`
  )
}

function boolean(option: string, text: string | undefined): boolean {
  if (text === undefined || text === 'false') return false
  if (text === 'true') return true
  throw new QueryRefusal(
    'queryOptionInvalid',
    `Invalid value '${text}' for ${option} query option found. It takes 'true' or 'false'.`
  )
}
