/** What may be asked of a resource beyond itself. What is not named is refused, with Graph's words. */
export interface Queryable {
  /** Its type, for the wording of refusals: `microsoft.graph.user`. */
  readonly type: string
  /** Its properties: what `$select`, `$filter` and `$orderby` may speak of. */
  readonly properties: readonly string[]
  /** Paths that can be filtered by, with `/` between their parts; everything below a `*`. */
  readonly filter?: readonly string[]
  /** Whether the names of those are read without case, as a few services do. */
  readonly filterAnyCase?: boolean
  readonly orderby?: readonly string[]
  readonly expand?: readonly string[]
  readonly search?: readonly string[]
  /** A collection's pages: how many entries one has, and how many it may have. */
  readonly page?: { readonly size: number; readonly most: number }
  /** Whether it takes `$deltatoken`. */
  readonly delta?: boolean
  /** Whether `$skip` is taken; only of collections. */
  readonly skip?: boolean
}

/** Whether it is a collection: those have pages. */
export function isCollection({ page }: Queryable): boolean {
  return page !== undefined
}
