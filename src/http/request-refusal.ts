/** Why a request is refused before any rule is asked. Status, code and wording are in `http/errors.ts`. */
export type RequestRefusalReason =
  | 'unknownSegment'
  | 'unknownVersion'
  | 'methodNotAllowed'
  | 'callMethodNotAllowed'
  | 'notEmulated'
  | 'emptyBody'
  | 'malformedBody'
  | 'contentType'
  | 'notAcceptable'
  | 'throttled'
  | 'meOfNobody'
  | 'tenantSegment'
  | 'preconditionFailed'
  | 'bodyTooLarge'
  | 'unknownProperty'
  | 'unknownParameter'
  | 'wrongType'
  | 'invalidValue'
  | 'invalidProperty'
  | 'invalidSubscription'
  | 'recordingToken'
  | 'dependencyFailed'

/** The gateway's no. */
export class RequestRefusal extends Error {
  readonly reason: RequestRefusalReason
  /** Where in the body, as `prompts[0].mediaInfo.uri`. */
  readonly target: string | undefined
  /** After how long it would be answered. */
  readonly retryAfterSeconds: number | undefined

  constructor(reason: RequestRefusalReason, detail: string, target?: string, retryAfterSeconds?: number) {
    super(detail)
    this.reason = reason
    this.target = target
    this.retryAfterSeconds = retryAfterSeconds
  }
}
