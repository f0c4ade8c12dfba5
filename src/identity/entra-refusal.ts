/** Why Entra ID refuses, with its AADSTS number. Source: https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
export const entraErrors = {
  parameterMissing: { status: 400, error: 'invalid_request', number: 900144 },
  tenantUnknown: { status: 400, error: 'invalid_request', number: 90002 },
  applicationUnknown: { status: 400, error: 'unauthorized_client', number: 700016 },
  secretMissing: { status: 401, error: 'invalid_client', number: 7000218 },
  secretWrong: { status: 401, error: 'invalid_client', number: 7000215 },
  scopeWrong: { status: 400, error: 'invalid_scope', number: 1002012 },
  assertionWrong: { status: 401, error: 'invalid_client', number: 700027 },
  userUnknown: { status: 400, error: 'invalid_grant', number: 50034 },
  passwordWrong: { status: 400, error: 'invalid_grant', number: 50126 },
  consentMissing: { status: 400, error: 'invalid_grant', number: 65001, suberror: 'consent_required' },
  resourceUnknown: { status: 400, error: 'invalid_resource', number: 500011 },
  secretExpired: { status: 401, error: 'invalid_client', number: 7000222 },
  codeExpired: { status: 400, error: 'invalid_grant', number: 70008 },
  codeRedeemed: { status: 400, error: 'invalid_grant', number: 54005 },
  verifierWrong: { status: 400, error: 'invalid_grant', number: 501481 },
  refreshTokenWrong: { status: 400, error: 'invalid_grant', number: 700082 },
  assertionOfNobody: { status: 400, error: 'invalid_grant', number: 500133 },
  scopesOfSeveral: { status: 400, error: 'invalid_scope', number: 70011 },
  devicePending: { status: 400, error: 'authorization_pending', number: 70016 },
  deviceDeclined: { status: 400, error: 'authorization_declined', number: 70000 },
  deviceExpired: { status: 400, error: 'expired_token', number: 70020 },
  deviceCodeWrong: { status: 400, error: 'bad_verification_code', number: 70018 },
  grantUnsupported: { status: 400, error: 'unsupported_grant_type', number: 70003 }
} as const

export class EntraRefusal extends Error {
  readonly reason: keyof typeof entraErrors

  constructor(reason: keyof typeof entraErrors, detail: string) {
    super(detail)
    this.reason = reason
  }
}

export interface EntraErrorContext {
  /** Milliseconds since 1970, on the wall. */
  at: number
  traceId: string
  correlationId: string
}

/** The error body of the identity endpoints; clients parse it on any status. */
export function entraErrorToWire({ reason, message }: EntraRefusal, context: EntraErrorContext) {
  const { status: _status, error, number, ...more } = entraErrors[reason]
  const timestamp = `${new Date(context.at).toISOString().slice(0, 19).replace('T', ' ')}Z`
  const trace = `Trace ID: ${context.traceId} Correlation ID: ${context.correlationId} Timestamp: ${timestamp}`
  return {
    error,
    ...more,
    error_description: `AADSTS${number}: ${message} ${trace}`,
    error_codes: [number],
    timestamp,
    trace_id: context.traceId,
    correlation_id: context.correlationId,
    error_uri: `https://login.microsoftonline.com/error?code=${number}`
  }
}
