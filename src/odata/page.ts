import { matches, valueAt } from './matches.js'
import type { Ordering, QueryOptions } from './query-options.js'
import { QueryRefusal } from './query-refusal.js'
import type { Queryable } from './queryable.js'

/** One page of a collection. */
export interface Page<T> {
  readonly items: readonly T[]
  /** How many there are altogether; only when asked, and only on the first page. */
  readonly count?: number | undefined
  /** Of the next page, when there is one. */
  readonly skipToken?: string | undefined
  /** Where that begins. */
  readonly next?: number | undefined
}

/**
 * Cuts a page out of what there is: filters, searches, sorts, skips and counts as asked.
 *
 * @param mostPerPage What the client would like at the most, if it said so.
 */
export function pageOf<T>(
  all: Iterable<T>,
  options: QueryOptions,
  queryable: Queryable,
  mostPerPage?: number
): Page<T> {
  const found = sorted(
    Array.from(all).filter(item => passes(item, options, queryable)),
    options.orderby
  )
  return cut(found, options, queryable, mostPerPage)
}

/** One page of what has been found. */
export function cut<T>(
  found: { readonly length: number; slice(from: number, to: number): readonly T[] },
  options: QueryOptions,
  queryable: Queryable,
  mostPerPage?: number
): Page<T> {
  const { page = { size: 100, most: 999 } } = queryable
  const first = options.skipToken === undefined
  const from = options.skipToken === undefined ? (options.skip ?? 0) : offsetOf(options.skipToken)
  const size = Math.min(options.top ?? page.size, mostPerPage ?? page.most)
  const items = found.slice(from, from + size)
  const next = from + items.length
  return {
    items,
    ...(options.count && first && { count: found.length }),
    ...(next < found.length && { skipToken: skipTokenAt(next), next })
  }
}

function passes(item: unknown, { filter, search }: QueryOptions, queryable: Queryable): boolean {
  if (filter !== undefined && !matches(filter, item)) return false
  if (search === undefined) return true
  const wanted = search.toLowerCase()
  return (queryable.search ?? []).some(property => String(valueAt(item, property)).toLowerCase().includes(wanted))
}

function sorted<T>(items: T[], orderby: readonly Ordering[] = []): T[] {
  if (orderby.length === 0) return items
  return items.sort((a, b) => {
    for (const { property, descending } of orderby) {
      const [left, right] = [a, b].map(item => String(valueAt(item, property) ?? '').toLowerCase())
      const order = (left ?? '').localeCompare(right ?? '')
      if (order !== 0) return descending ? -order : order
    }
    return 0
  })
}

/** Opaque for clients; what it says may change. */
export function skipTokenAt(offset: number): string {
  return btoa(`rb1:${offset}`).replaceAll('=', '')
}

function offsetOf(token: string): number {
  const offset = /^[\w]+$/.test(token) ? /^rb1:(\d+)$/.exec(decoded(token))?.[1] : undefined
  if (offset !== undefined) return Number(offset)
  throw new QueryRefusal('queryOptionInvalid', "The value of '$skiptoken' is none of a link to a next page.")
}

function decoded(token: string): string {
  try {
    return atob(token)
  } catch {
    return ''
  }
}
