import type { Clock } from '../clock/clock.js'
import type { Ids } from '../ids/ids.js'
/** What the authority must know of an app registration. */
export interface RegisteredApplication {
  readonly appId: string
  readonly servicePrincipalId: string
  readonly displayName: string
  /** Absent for an adopted application, for which every secret is right. */
  readonly secret?: string | undefined
  /** When the secret ends, in milliseconds since 1970 on the wall; never when absent. */
  readonly secretExpires?: number | undefined
  readonly permissions: readonly string[]
  readonly delegatedPermissions: readonly string[]
  /** Those it signs assertions with, as PEM. */
  readonly certificates?: readonly string[] | undefined
}

/** What the authority must know of a person. */
export interface RegisteredUser {
  readonly id: string
  readonly displayName: string
  readonly userPrincipalName: string
  /** Any password is right when absent. */
  readonly password?: string | undefined
}

/** Where the authority looks tenants and applications up. */
export interface Registrations {
  /** The tenant that a path names by id, by domain, or as `common`; undefined if there is none and none is adopted. */
  tenant(name: string): string | undefined
  /** By which clock, and with which ids, things happen in a tenant. */
  timeOf(tenantId: string): { readonly clock: Clock; readonly ids: Ids }
  /** Somebody of the tenant by id or address. */
  user(tenantId: string, name: string): RegisteredUser | undefined
  users(tenantId: string): RegisteredUser[]
  /** What an application has been granted by now, for itself or for acting on somebody's behalf. */
  permissions(tenantId: string, appId: string, of: 'itself' | 'somebody'): readonly string[] | undefined
  /** The application, adopted on first sight in open mode; undefined if it is not registered and not adopted. */
  application(tenantId: string, appId: string): Promise<RegisteredApplication | undefined>
}
