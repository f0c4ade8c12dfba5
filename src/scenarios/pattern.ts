import { z } from 'zod'

const unreadable = 'this is no regular expression: write it as JavaScript does, or without / at both ends.'

/** A pattern in a file; see {@link fits}. */
export const pattern = z.string().min(1).refine(canBeRead, unreadable)

/** Anything in a file whose texts are patterns; see {@link holds}. */
export const patterns = z.unknown().refine(canBeRead, unreadable)

/**
 * Whether a text is what was meant: word for word without regard to case, with `*` for anything, or by a
 * `/regular expression/`.
 */
export function fits(pattern: string, text: string): boolean {
  const expression = expressionIn(pattern)
  if (expression !== undefined) return new RegExp(expression).test(text)
  const parts = pattern.split('*').map(part => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`, 'is').test(text)
}

/** The same for an address, of which the last part will do: `welcome.wav`. */
export function fitsUri(pattern: string, uri: string): boolean {
  const path = uri.split(/[?#]/)[0] ?? uri
  return fits(pattern, uri) || fits(pattern, path) || fits(pattern, path.split('/').at(-1) ?? path)
}

/** The same for a path of Graph, of which the end will do: `playPrompt`. */
export function fitsPath(pattern: string, path: string): boolean {
  const bare = path.split('?')[0] ?? path
  return fits(pattern, path) || fits(pattern, bare) || bare.toLowerCase().endsWith(`/${pattern.toLowerCase()}`)
}

/** Whether something holds what is wanted, at least; texts are patterns. */
export function holds(wanted: unknown, actual: unknown): boolean {
  if (typeof wanted === 'string') return typeof actual === 'string' && fits(wanted, actual)
  if (Array.isArray(wanted)) {
    return Array.isArray(actual) && wanted.every((one, index) => holds(one, actual[index]))
  }
  if (wanted === null || typeof wanted !== 'object') return wanted === actual
  if (actual === null || typeof actual !== 'object') return false
  return Object.entries(wanted).every(([name, value]) => holds(value, (actual as Record<string, unknown>)[name]))
}

function expressionIn(pattern: string): string | undefined {
  return /^\/(.+)\/$/.exec(pattern)?.[1]
}

function canBeRead(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(canBeRead)
  if (typeof value === 'object' && value !== null) return Object.values(value).every(canBeRead)
  const expression = typeof value === 'string' ? expressionIn(value) : undefined
  if (expression === undefined) return true
  try {
    return new RegExp(expression) instanceof RegExp
  } catch {
    return false
  }
}
