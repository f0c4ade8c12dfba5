/**
 * Whether a text is what was meant: word for word without regard to case, with `*` for anything, or by a
 * `/regular expression/`.
 */
export function fits(pattern: string, text: string): boolean {
  const expression = /^\/(.+)\/$/.exec(pattern)?.[1]
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
