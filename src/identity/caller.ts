/** Who a valid token speaks for. */
export interface Caller {
  readonly tenantId: string
  readonly appId: string
  /** On whose behalf the application asks; undefined when it is on its own. */
  readonly userId?: string | undefined
  /** Application permissions, as in the token; undefined where nobody asks for them, as in open mode. */
  readonly granted: readonly string[] | undefined
  /** The same whether or not it is asked for, by the names under which permissions are compared. */
  readonly holds: ReadonlySet<string>
}
