/** Who a valid token speaks for. */
export interface Caller {
  readonly tenantId: string
  readonly appId: string
  /** The object id of the application's service principal, or of whoever has signed in. */
  readonly objectId: string
  /** On whose behalf the application asks; undefined when it is on its own. */
  readonly userId?: string | undefined
  /** When the token ends, in milliseconds since 1970 on the wall. */
  readonly expires: number
  /** The permissions in the token. */
  readonly permissions: readonly string[]
  /** What of it is granted by now; undefined where nobody asks for it, as in open mode. */
  readonly granted: readonly string[] | undefined
  /** The same whether or not it is asked for, by the names under which permissions are compared. */
  readonly holds: ReadonlySet<string>
}
