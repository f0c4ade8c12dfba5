import type { House } from '../house.js'

export interface CallsOptions {
  readonly house: House
  readonly version: 'v1.0' | 'beta'
  /** False for the alias `/app/calls`, which would name every operation twice in the document. */
  readonly documented: boolean
}
