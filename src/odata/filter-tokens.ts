import { QueryRefusal } from './query-refusal.js'

/** One piece of a filter: a literal, a name with its path, or a mark. */
export interface Token {
  readonly kind: 'text' | 'date' | 'guid' | 'number' | 'word' | 'mark'
  /** As written; of a text what it says, without quotes. */
  readonly text: string
  /** Where it begins, counted from 0. */
  readonly at: number
}

const piece =
  /(?<text>'(?:[^']|'')*')|(?<date>\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))|(?<guid>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})|(?<number>-?\d+(?:\.\d+)?(?![\w.-]))|(?<word>[a-z_][\w./@]*)|(?<mark>[(),:])/iy

/** Takes a filter apart. Throws a {@link QueryRefusal} where something is no part of the language. */
export function tokensOf(filter: string): Token[] {
  const tokens: Token[] = []
  for (let at = skipSpaces(filter, 0); at < filter.length; at = skipSpaces(filter, at)) {
    piece.lastIndex = at
    const [kind, text] = Object.entries(piece.exec(filter)?.groups ?? {}).find(([, found]) => found !== undefined) ?? []
    if (kind === undefined || text === undefined) throw syntaxError(filter, at)
    tokens.push({ kind: kind as Token['kind'], at, text: kind === 'text' ? unquoted(text) : text })
    at += text.length
  }
  return tokens
}

/** OData's own wording. */
export function syntaxError(filter: string, at: number): QueryRefusal {
  return new QueryRefusal(
    'queryOptionInvalid',
    `Invalid filter clause: Syntax error at position ${at} in '${filter.slice(0, 200)}'.`
  )
}

function unquoted(text: string): string {
  return text.slice(1, -1).replaceAll("''", "'")
}

function skipSpaces(text: string, from: number): number {
  let at = from
  while (text[at] === ' ' || text[at] === '\t') at++
  return at
}
