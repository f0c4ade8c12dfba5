import { Refusal } from '../refusals.js'

export type Tone = (typeof tones)[number]

/** Graph's names of the keys. */
export const tones = [
  'tone0',
  'tone1',
  'tone2',
  'tone3',
  'tone4',
  'tone5',
  'tone6',
  'tone7',
  'tone8',
  'tone9',
  'star',
  'pound',
  'a',
  'b',
  'c',
  'd',
  'flash'
] as const

const toneOfKey = new Map<string, Tone>([
  ...tones.filter(tone => tone.startsWith('tone')).map(tone => [tone.slice(4), tone] as const),
  ['*', 'star'],
  ['#', 'pound'],
  ['a', 'a'],
  ['b', 'b'],
  ['c', 'c'],
  ['d', 'd']
])

/** The tones of keys as written on a phone: `12#` is `tone1`, `tone2`, `pound`. */
export function tonesOfKeys(keys: string): Tone[] {
  return Array.from(keys.toLowerCase(), key => {
    const tone = toneOfKey.get(key)
    if (tone === undefined)
      throw new Refusal('invalidArgument', `'${key}' is no key of a phone: press 0-9, *, # or A-D.`)
    return tone
  })
}
