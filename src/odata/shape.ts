/** How much OData tells beside the values. Source: https://learn.microsoft.com/graph/query-parameters, OData JSON 4.01 */
export type MetadataLevel = 'none' | 'minimal' | 'full'

export interface Shape {
  readonly select?: readonly string[] | undefined
  readonly level: MetadataLevel
  /** The type of what is answered, or of each entry of a collection. */
  readonly type: string
  /** Leaves out what is null, at any depth. */
  readonly omitsNulls?: boolean
}

type Members = Readonly<Record<string, unknown>>

/** What stays at the lowest level: a client cannot do without. */
const links = ['@odata.nextLink', '@odata.deltaLink', '@odata.count']

/** An answer as the client wants it: with fewer properties, with fewer or more annotations. */
export function shaped(whole: Members, shape: Shape): Members {
  const answer = shape.omitsNulls ? (withoutNulls(whole) as Members) : whole
  const { value } = answer
  const set = String(answer['@odata.context'] ?? '').replace('$metadata#', '')
  if (!Array.isArray(value)) return entry(withContext(answer, shape), shape, set.replace(/\/\$entity$/, ''))
  const { value: _entries, ...around } = withContext(answer, shape)
  const kept = Object.entries(around).filter(([name]) => shape.level !== 'none' || links.includes(name))
  return { ...Object.fromEntries(kept), value: value.map((item: Members) => entry(item, shape, set)) }
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (value === null || typeof value !== 'object') return value
  const told = Object.entries(value).filter(([, member]) => member !== null)
  return Object.fromEntries(told.map(([name, member]) => [name, withoutNulls(member)]))
}

/** @param set The address of the collection it stands in. */
function entry(item: Members, { select, level, type }: Shape, set: string): Members {
  const all = select === undefined || select.includes('*')
  const chosen = Object.entries(item).filter(
    ([name]) => all || name.includes('@') || name === 'id' || isSelected(name, select)
  )
  const told = chosen.filter(([name]) => level !== 'none' || !name.includes('@') || links.includes(name))
  return {
    ...(level === 'full' && { '@odata.type': `#${type}`, '@odata.id': `${set}('${item['id']}')` }),
    ...Object.fromEntries(told)
  }
}

function isSelected(name: string, select: readonly string[]): boolean {
  return select.some(path => path === name || path.startsWith(`${name}/`))
}

/** The context tells which properties are there: `…#users(id,displayName)/$entity`. */
function withContext(answer: Members, { select }: Shape): Members {
  const context = answer['@odata.context']
  if (typeof context !== 'string' || select === undefined) return answer
  const [, before = context, ending = ''] = /^(.*?)(\/\$entity)?$/.exec(context) ?? []
  return { ...answer, '@odata.context': `${before}(${select.join(',')})${ending}` }
}
