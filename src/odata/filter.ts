import { syntaxError, type Token, tokensOf } from './filter-tokens.js'

export const comparisons = ['eq', 'ne', 'lt', 'le', 'gt', 'ge'] as const
export type Comparison = (typeof comparisons)[number]

export const stringFunctions = ['startswith', 'endswith', 'contains'] as const
export type StringFunction = (typeof stringFunctions)[number]

/** What something is compared with; a moment as milliseconds since 1970. */
export type Literal =
  | { type: 'text'; value: string }
  | { type: 'number'; value: number }
  | { type: 'moment'; value: number }
  | { type: 'boolean'; value: boolean }
  | { type: 'null'; value: null }

/** A `$filter` that was understood. Properties are paths, as `info/identity/id`. */
export type Filter =
  | { kind: 'and' | 'or'; left: Filter; right: Filter }
  | { kind: 'not'; of: Filter }
  | { kind: 'compare'; property: string; operator: Comparison; literal: Literal }
  | { kind: 'in'; property: string; literals: readonly Literal[] }
  | { kind: 'function'; name: StringFunction; property: string; value: string }
  | { kind: 'any' | 'all'; property: string; of: Filter }

/**
 * Reads the part of OData's filter language that Graph takes: comparisons, `in`, `and`, `or`, `not`, `startsWith`,
 * `endsWith`, `contains`, and `any` and `all` with a variable. Throws a `QueryRefusal` with the place of a mistake.
 * Source: https://learn.microsoft.com/graph/filter-query-parameter
 */
export function parseFilter(text: string): Filter {
  const reader = new Reader(text)
  const filter = reader.either()
  reader.end()
  return filter
}

class Reader {
  #text: string
  #tokens: readonly Token[]
  #next = 0
  /** Variables of the lambdas around; what begins with one is a path from what it stands for. */
  #variables: string[] = []

  constructor(text: string) {
    this.#text = text
    this.#tokens = tokensOf(text)
  }

  either(): Filter {
    let left = this.#both()
    while (this.#takeWord('or')) left = { kind: 'or', left, right: this.#both() }
    return left
  }

  end(): void {
    if (this.#next < this.#tokens.length) throw this.#wrong()
  }

  #both(): Filter {
    let left = this.#one()
    while (this.#takeWord('and')) left = { kind: 'and', left, right: this.#one() }
    return left
  }

  #one(): Filter {
    if (this.#takeWord('not')) return { kind: 'not', of: this.#one() }
    if (this.#takeMark('(')) {
      const inner = this.either()
      this.#mark(')')
      return inner
    }
    const name = this.#take('word').text
    const called = stringFunctions.find(known => known === name.toLowerCase())
    if (called !== undefined && this.#takeMark('(')) return this.#function(called)
    const lambda = /^(.+)\/(any|all)$/i.exec(name)
    if (lambda !== null && this.#takeMark('(')) {
      return this.#lambda(String(lambda[1]), lambda[2]?.toLowerCase() === 'any' ? 'any' : 'all')
    }
    return this.#comparison(this.#property(name))
  }

  #function(name: StringFunction): Filter {
    const property = this.#property(this.#take('word').text)
    this.#mark(',')
    const value = this.#take('text').text
    this.#mark(')')
    return { kind: 'function', name, property, value }
  }

  #lambda(property: string, kind: 'any' | 'all'): Filter {
    this.#variables.push(this.#take('word').text)
    this.#mark(':')
    const of = this.either()
    this.#mark(')')
    this.#variables.pop()
    return { kind, property: this.#property(property), of }
  }

  #comparison(property: string): Filter {
    const word = this.#take('word').text.toLowerCase()
    if (word === 'in') return { kind: 'in', property, literals: this.#list() }
    const operator = comparisons.find(known => known === word)
    if (operator === undefined) throw this.#wrong(-1)
    return { kind: 'compare', property, operator, literal: this.#literal() }
  }

  #list(): Literal[] {
    this.#mark('(')
    const literals = [this.#literal()]
    while (this.#takeMark(',')) literals.push(this.#literal())
    this.#mark(')')
    return literals
  }

  #literal(): Literal {
    const token = this.#tokens[this.#next++]
    switch (token?.kind) {
      case 'text':
      case 'guid':
        return { type: 'text', value: token.text }
      case 'number':
        return { type: 'number', value: Number(token.text) }
      case 'date':
        return { type: 'moment', value: Date.parse(token.text) }
      case 'word':
        if (token.text === 'true' || token.text === 'false') return { type: 'boolean', value: token.text === 'true' }
        if (token.text === 'null') return { type: 'null', value: null }
    }
    throw this.#wrong(-1)
  }

  /** A path without the variable it begins with. */
  #property(path: string): string {
    const [first = '', ...rest] = path.split('/')
    return this.#variables.includes(first) ? rest.join('/') : path
  }

  #take(kind: Token['kind']): Token {
    const token = this.#tokens[this.#next]
    if (token?.kind !== kind) throw this.#wrong()
    this.#next++
    return token
  }

  #takeWord(word: string): boolean {
    const token = this.#tokens[this.#next]
    if (token?.kind !== 'word' || token.text.toLowerCase() !== word) return false
    this.#next++
    return true
  }

  #takeMark(mark: string): boolean {
    const token = this.#tokens[this.#next]
    if (token?.kind !== 'mark' || token.text !== mark) return false
    this.#next++
    return true
  }

  #mark(mark: string): void {
    if (!this.#takeMark(mark)) throw this.#wrong()
  }

  /** @param back How many pieces before the next one the mistake is. */
  #wrong(back = 0) {
    return syntaxError(this.#text, this.#tokens[this.#next + back]?.at ?? this.#text.length)
  }
}
