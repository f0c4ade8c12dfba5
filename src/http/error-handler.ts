import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../domain/refusals.js'
import { TokenRefusal } from '../identity/token-refusal.js'
import { QueryRefusal } from '../odata/query-refusal.js'
import { errorToWire } from '../wire/error.js'
import { InjectedRefusal } from './answer-faults.js'
import { errors, type Reason } from './errors.js'
import { RequestRefusal } from './request-refusal.js'

interface Explanation {
  reason: Reason
  detail: string
  target?: string | undefined
  retryAfterSeconds?: number | undefined
}

/** The one place where a no becomes an answer. Whatever is not a refusal is a defect of ours and is logged. */
export function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  if (error instanceof InjectedRefusal) {
    const { status, code, message } = error as InjectedRefusal
    request.refusal = { code, message }
    reply.code(status).send(errorToWire(code, message, request.exchange))
    return
  }
  const { reason, detail, target, retryAfterSeconds } = explain(error)
  if (reason === 'defect') request.log.error(error, 'defect')
  const { status, code, wording, innerCode } = errors[reason]
  const message = [wording, detail].filter(Boolean).join(' ')
  request.refusal = { code, message }
  if (status === 401) reply.header('www-authenticate', challenge)
  if (retryAfterSeconds !== undefined) reply.header('retry-after', retryAfterSeconds)
  const inner = status === 429 ? throttledInner : innerCode === undefined ? {} : { code: innerCode }
  reply.code(status).send(errorToWire(code, message, request.exchange, { target, inner }))
}

/** Observed: a throttled request says so twice. */
const throttledInner = { code: '429', message: 'Please retry after', status: '429' }

/** From memory of the service; its realm is empty there, too. */
const challenge =
  'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000"'

const ofFastify: Record<string, Reason> = {
  FST_ERR_CTP_INVALID_JSON_BODY: 'malformedBody',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'emptyBody',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'malformedBody',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'contentType',
  FST_ERR_CTP_BODY_TOO_LARGE: 'bodyTooLarge',
  FST_ERR_BAD_URL: 'unknownSegment',
  FST_ERR_MAX_PARAM_LENGTH: 'unknownSegment'
}

function explain(error: FastifyError): Explanation {
  if (error instanceof RequestRefusal) {
    const { reason, message: detail, target, retryAfterSeconds } = error
    return { reason, detail, target, retryAfterSeconds }
  }
  if (error instanceof Refusal || error instanceof TokenRefusal || error instanceof QueryRefusal)
    return { reason: error.reason, detail: error.message }
  const reason = ofFastify[error.code]
  return reason === undefined ? { reason: 'defect', detail: '' } : { reason, detail: error.message }
}
