/** Who a valid token speaks for. */
export interface Caller {
  readonly tenantId: string
  readonly appId: string
  /** Application permissions, as in the token; undefined where nobody asks for them, as in open mode. */
  readonly granted: readonly string[] | undefined
  /** The same whether or not it is asked for, by the names under which permissions are compared. */
  readonly holds: ReadonlySet<string>
}
