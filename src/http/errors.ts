import type { RefusalReason } from '../domain/refusals.js'
import type { TokenRefusalReason } from '../identity/token-refusal.js'
import type { QueryRefusalReason } from '../odata/query-refusal.js'
import type { RequestRefusalReason } from './request-refusal.js'

export type Reason = RefusalReason | TokenRefusalReason | RequestRefusalReason | QueryRefusalReason | 'defect'

export interface ErrorAnswer {
  readonly status: number
  /** `error.code`; the calling service prints its subcodes as text. */
  readonly code: string
  /** `error.innerError.code`, where there is one. */
  readonly innerCode?: string
  /** Graph's own wording, where there is one; the particulars follow it. */
  readonly wording: string
}

/**
 * Every way to say no, as Graph says it. Each is explained in `docs/errors.md`; a test holds the two together.
 * Sources: the error pages of Microsoft Graph and of Azure Communication Services, and public threads.
 */
export const errors: Record<Reason, ErrorAnswer> = {
  tokenMissing: { status: 401, code: 'InvalidAuthenticationToken', wording: 'Access token is empty.' },
  tokenMalformed: { status: 401, code: 'InvalidAuthenticationToken', wording: 'IDX14100: JWT is not well formed.' },
  tokenExpired: {
    status: 401,
    code: 'InvalidAuthenticationToken',
    wording: 'Lifetime validation failed, the token is expired.'
  },
  tokenAudience: {
    status: 401,
    code: 'InvalidAuthenticationToken',
    wording: 'Access token validation failure. Invalid audience.'
  },
  tokenSignature: {
    status: 401,
    code: 'InvalidAuthenticationToken',
    wording: 'Access token validation failure. Invalid signature.'
  },
  tokenTenant: {
    status: 401,
    code: 'InvalidAuthenticationToken',
    wording: 'Access token validation failure. Unknown tenant.'
  },
  unknownVersion: { status: 400, code: 'BadRequest', wording: 'Invalid version.' },
  unknownSegment: { status: 400, code: 'BadRequest', wording: 'Resource not found for the segment.' },
  methodNotAllowed: {
    status: 405,
    code: 'Request_BadRequest',
    wording: 'Specified HTTP method is not allowed for the request target.'
  },
  callMethodNotAllowed: {
    status: 405,
    code: '8520',
    wording: 'Specified HTTP method is not allowed for the request target.'
  },
  notEmulated: { status: 501, code: 'NotImplemented', wording: 'This operation target is not yet supported.' },
  emptyBody: { status: 400, code: 'BadRequest', wording: 'Empty Payload. JSON content expected.' },
  malformedBody: {
    status: 400,
    code: 'BadRequest',
    wording:
      'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.'
  },
  contentType: {
    status: 400,
    code: 'BadRequest',
    wording: 'Entity only allows writes with a JSON Content-Type header.'
  },
  throttled: { status: 429, code: 'TooManyRequests', wording: 'Please retry again later.' },
  notAcceptable: {
    status: 406,
    code: 'NotAcceptable',
    wording: 'The media types that are accepted are not supported.'
  },
  preconditionFailed: {
    status: 412,
    code: 'PreconditionFailed',
    wording: 'The resource has changed since the caller last read it.'
  },
  queryOptionUnsupported: { status: 400, code: 'Request_UnsupportedQuery', wording: '' },
  queryOptionInvalid: { status: 400, code: 'BadRequest', wording: '' },
  expandNotSupported: { status: 400, code: 'ExpandNotSupported', wording: '' },
  bodyTooLarge: { status: 413, code: 'RequestEntityTooLarge', wording: 'The request body is too large.' },
  unknownProperty: { status: 400, code: 'BadRequest', wording: '' },
  unknownParameter: { status: 400, code: 'BadRequest', wording: '' },
  wrongType: { status: 400, code: 'BadRequest', wording: '' },
  invalidValue: { status: 400, code: '8523', wording: 'Invalid argument.' },
  invalidProperty: { status: 400, code: 'BadRequest', wording: 'Invalid argument.' },
  invalidSubscription: {
    status: 400,
    code: 'InvalidRequest',
    wording:
      'Could not process subscription creation payload. Are all property names spelled and camelCased properly? Also are the Datatypes for the properties correct?'
  },
  invalidArgument: { status: 400, code: '8523', wording: 'Invalid argument.' },
  invalidMediaMode: { status: 400, code: '8500', wording: 'Invalid media mode.' },
  transferConflict: { status: 409, code: '8607', wording: 'Transfer conflict.' },
  conflict: { status: 409, code: '8519', wording: 'Conflict.' },
  notGroupCall: { status: 400, code: '8548', wording: 'Call is not a group call.' },
  participantNotFound: { status: 404, code: '8558', wording: 'Participant is not present in the call.' },
  organizerStays: { status: 403, code: '8552', wording: 'The organizer cannot be removed.' },
  unmuteNotAllowed: { status: 403, code: '8566', wording: 'Unmute is not allowed.' },
  sourceNotOwned: { status: 403, code: '7507', wording: 'Call source identity invalid.' },
  audioRoutingGroupNotFound: { status: 404, code: 'ItemNotFound', wording: 'Audio routing group not found.' },
  contentSharingSessionNotFound: { status: 404, code: 'ItemNotFound', wording: 'Content sharing session not found.' },
  invalidMeeting: { status: 400, code: 'InvalidArgument', wording: 'Invalid argument.' },
  onlineMeetingInvalid: { status: 400, code: 'InvalidArgument', wording: '' },
  onlineMeetingNotFound: { status: 404, code: 'NotFound', wording: '' },
  onlineMeetingForbidden: { status: 403, code: 'Forbidden', wording: '' },
  callRecordNotFound: {
    status: 404,
    code: 'NotFound',
    wording:
      'Could not find the requested call record. Records about calls or online meetings that started more than 30 days ago are not available.'
  },
  artifactNotFound: { status: 404, code: 'NotFound', wording: '' },
  transcriptAccessDisabled: {
    status: 403,
    code: 'Forbidden',
    innerCode: 'GraphAccessToTranscriptsDisabled',
    wording: 'Graph API access to transcripts is disabled for this tenant.'
  },
  artifactFormat: { status: 400, code: 'BadRequest', wording: '' },
  functionParameters: { status: 400, code: 'BadRequest', wording: '' },
  logRangeTooLong: { status: 406, code: 'NotAcceptable', wording: '' },
  deltaTokenExpired: {
    status: 410,
    code: 'syncStateNotFound',
    wording: 'The sync state generation is not found; resync is required.'
  },
  meetingNotFound: { status: 404, code: 'ResourceNotFound', wording: 'Meeting not found.' },
  dependencyFailed: { status: 424, code: 'FailedDependency', wording: 'A request this one depends on has failed.' },
  recordingToken: {
    status: 401,
    code: 'InvalidAuthenticationToken',
    wording: 'The access token is not that of the recording.'
  },
  recordingNotFound: { status: 404, code: 'ItemNotFound', wording: 'Recording not found.' },
  notComplianceRecording: {
    status: 403,
    code: '8506',
    wording: 'API call not allowed for non-Compliance Recording call.'
  },
  callNotEstablished: { status: 400, code: '8501', wording: 'Call is not established.' },
  callTerminating: { status: 400, code: '8528', wording: 'Call is terminated.' },
  notValidInThisState: { status: 400, code: '8585', wording: 'Action is not valid in the current state of the call.' },
  delegatedNotSupported: { status: 403, code: 'Forbidden', wording: 'Delegated permissions are not supported.' },
  notCallingEnabled: { status: 403, code: '7503', wording: 'Application is not registered in our store.' },
  permissionMissing: {
    status: 403,
    code: '7504',
    wording: 'Insufficient enterprise tenant permissions, cannot access this API.'
  },
  presenceNotFound: { status: 404, code: 'NotFound', wording: 'Presence not found.' },
  presenceSessionNotFound: { status: 404, code: 'NotFound', wording: 'Presence session not found.' },
  presenceOfOther: { status: 401, code: 'Unauthorized', wording: 'Cannot set the presence of another user.' },
  invalidPresence: { status: 400, code: 'InvalidArgument', wording: 'Invalid argument.' },
  directoryObjectNotFound: { status: 404, code: 'Request_ResourceNotFound', wording: '' },
  consistencyLevelMissing: { status: 400, code: 'Request_UnsupportedQuery', wording: '' },
  subscriptionNotFound: { status: 404, code: 'ResourceNotFound', wording: 'The object was not found.' },
  subscriptionInvalid: { status: 400, code: 'InvalidRequest', wording: '' },
  subscriptionRefused: { status: 400, code: 'ExtensionError', wording: '' },
  subscriptionNotAuthorized: { status: 403, code: 'ExtensionError', wording: '' },
  subscriptionQuota: { status: 403, code: 'ExtensionError', wording: '' },
  subscriptionExists: { status: 409, code: 'ObjectIdentifierInUse', wording: '' },
  presenceSubscriptionExists: { status: 409, code: 'ExtensionError', wording: '' },
  endpointNotValidated: { status: 400, code: 'InvalidRequest', wording: '' },
  rolesMissing: { status: 403, code: 'Forbidden', wording: 'Missing role permissions on the request.' },
  scopesMissing: { status: 403, code: 'Forbidden', wording: 'Missing scope permissions on the request.' },
  applicationNotSupported: { status: 403, code: 'Forbidden', wording: 'Application permissions are not supported.' },
  noApplicationAccessPolicy: { status: 403, code: 'Forbidden', wording: '' },
  meOfNobody: {
    status: 400,
    code: 'BadRequest',
    wording: '/me request is only valid with delegated authentication flow.'
  },
  tenantSegment: {
    status: 400,
    code: 'BadRequest',
    wording:
      'TenantId in the optional tenants/{tenantId} segment should match the tenantId(tid) in the token used to call Graph.'
  },
  tenantMismatch: { status: 403, code: '7505', wording: 'Request authorization tenant mismatch.' },
  callNotFound: { status: 404, code: '8522', wording: 'Call not found.' },
  operationNotFound: { status: 404, code: 'ItemNotFound', wording: 'Operation not found.' },
  applicationNotFound: { status: 404, code: 'ResourceNotFound', wording: 'Application not found.' },
  userNotFound: { status: 404, code: 'ResourceNotFound', wording: 'User not found.' },
  tenantNotFound: { status: 404, code: 'ResourceNotFound', wording: 'Tenant not found.' },
  noCallbackUri: { status: 400, code: 'BadRequest', wording: 'The application has no calling webhook.' },
  farEndNotThere: { status: 409, code: 'Conflict', wording: 'The far end cannot do this now.' },
  alreadyExists: { status: 409, code: 'Conflict', wording: 'It exists already.' },
  snapshotUnfit: { status: 400, code: 'BadRequest', wording: 'The snapshot cannot be read.' },
  faultNotFound: { status: 404, code: 'ResourceNotFound', wording: 'Fault not found.' },
  runNotFound: { status: 404, code: 'ResourceNotFound', wording: 'Run not found.' },
  deliveryNotFound: { status: 404, code: 'ResourceNotFound', wording: 'Delivery not found.' },
  controlRefused: { status: 403, code: 'Forbidden', wording: 'The control API is not for everybody.' },
  timeMovesByItself: { status: 409, code: 'Conflict', wording: 'Time cannot be moved.' },
  defect: {
    status: 500,
    code: 'generalException',
    wording: 'Ringback failed. This is a defect of Ringback, not of your bot.'
  }
}
