/** Why a query option is refused. Status, code and wording are in `http/errors.ts`. */
export type QueryRefusalReason = 'queryOptionUnsupported' | 'queryOptionInvalid' | 'expandNotSupported'

/** The no to a query option; the text names the option and what would be right. */
export class QueryRefusal extends Error {
  readonly reason: QueryRefusalReason

  constructor(reason: QueryRefusalReason, detail: string) {
    super(detail)
    this.reason = reason
  }
}
