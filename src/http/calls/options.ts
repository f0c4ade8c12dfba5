import type { House } from '../house.js'

export interface CallsOptions {
  readonly house: House
  readonly version: 'v1.0' | 'beta'
}
