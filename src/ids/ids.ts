/** Where every new id comes from, so that a seeded run draws the same ones again. */
export interface Ids {
  /** An id as Graph issues it: a lower-case GUID with dashes. */
  guid(): string
  /** So many decimal digits, the first of which is no zero: what people type to join. */
  digits(length: number): string
  /** Ids of a part of the world, which do not depend on what is drawn elsewhere. */
  within(name: string): Ids
  /** A short id for what Graph has no name for: journal entries, secrets. URL-safe. */
  short(): string
}
