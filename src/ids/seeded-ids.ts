import { customRandom, urlAlphabet } from 'nanoid'
import { mulberry32 } from '../random.js'
import type { Ids } from './ids.js'

/** Ids that repeat: the same seed gives the same sequence, so that two runs can be compared byte by byte. */
export function seededIds(seed: number): Ids {
  const random = mulberry32(seed)
  const bytes = (size: number) => Uint8Array.from({ length: size }, () => random() * 256)
  const digits = (length: number) => String(Math.floor((1 + 9 * random()) * 10 ** (length - 1)))
  return {
    guid: () => guidFrom(bytes(16)),
    digits,
    short: customRandom(urlAlphabet, 21, bytes),
    within: name => seededIds(hashOf(`${seed} ${name}`))
  }
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return hash >>> 0
}

/** Lays sixteen bytes out as a version 4 GUID. */
function guidFrom(bytes: Uint8Array): string {
  const hex = Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
  const variant = '89ab'[(bytes[8] ?? 0) & 3]
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`
}
