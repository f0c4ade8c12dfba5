/** Who a valid token speaks for. */
export interface Caller {
  readonly tenantId: string
  readonly appId: string
  /** Application permissions, as in the token. */
  readonly roles: readonly string[]
}
