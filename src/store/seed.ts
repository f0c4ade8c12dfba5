import type { Application, User } from '../domain/directory/directory.js'

/** What a tenant begins with, and goes back to on reset. Ids are in lower case. */
export interface TenantSeed {
  readonly id: string
  /** Its verified domain, by which clients may name it instead of by id. */
  readonly domain: string
  readonly users: readonly User[]
  readonly applications: readonly Application[]
}
