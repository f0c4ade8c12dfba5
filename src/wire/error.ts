import { z } from 'zod'

/** Graph's error body. Source: https://learn.microsoft.com/graph/errors */
export const errorOut = z
  .object({
    error: z.object({
      code: z.string(),
      message: z.string(),
      /** What is wrong, as a path into the body. */
      target: z.string().optional(),
      innerError: z.object({
        /** UTC, without a zone designator and without a fraction. */
        date: z.string(),
        'request-id': z.string(),
        'client-request-id': z.string(),
        /** Of a request that was throttled. */
        code: z.string().optional(),
        message: z.string().optional(),
        status: z.string().optional()
      })
    })
  })
  .meta({ id: 'microsoft.graph.errorResponse' })

export type GraphErrorBody = z.input<typeof errorOut>

export interface ErrorContext {
  /** Milliseconds since 1970. */
  at: number
  requestId: string
  clientRequestId: string
}

/** What an error tells beside its code and message. */
export interface ErrorDetails {
  readonly target?: string | undefined
  /** What the inner error tells besides. */
  readonly inner?: { code?: string; message?: string; status?: string }
}

export function errorToWire(
  code: string,
  message: string,
  context: ErrorContext,
  { target, inner = {} }: ErrorDetails = {}
): GraphErrorBody {
  return {
    error: {
      code,
      message,
      ...(target === undefined ? {} : { target }),
      innerError: {
        date: new Date(context.at).toISOString().slice(0, 19),
        'request-id': context.requestId,
        'client-request-id': context.clientRequestId,
        ...inner
      }
    }
  }
}
