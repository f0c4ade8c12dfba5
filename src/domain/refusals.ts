/**
 * Why the domain says no. Each reason has its HTTP status, Graph code and wording in `http/errors.ts`, and its
 * paragraph in `docs/errors.md`; a test holds the three together.
 */
export type RefusalReason =
  | 'callNotFound'
  | 'operationNotFound'
  | 'callNotEstablished'
  | 'callTerminating'
  | 'notValidInThisState'
  | 'invalidMediaMode'
  | 'notComplianceRecording'
  | 'transferConflict'
  | 'conflict'
  | 'notGroupCall'
  | 'participantNotFound'
  | 'organizerStays'
  | 'unmuteNotAllowed'
  | 'sourceNotOwned'
  | 'audioRoutingGroupNotFound'
  | 'contentSharingSessionNotFound'
  | 'meetingNotFound'
  | 'invalidMeeting'
  | 'onlineMeetingInvalid'
  | 'onlineMeetingNotFound'
  | 'onlineMeetingForbidden'
  | 'callRecordNotFound'
  | 'artifactNotFound'
  | 'artifactFormat'
  | 'transcriptAccessDisabled'
  | 'functionParameters'
  | 'logRangeTooLong'
  | 'deltaTokenExpired'
  | 'recordingNotFound'
  | 'tenantMismatch'
  | 'permissionMissing'
  | 'rolesMissing'
  | 'subscriptionNotFound'
  | 'subscriptionInvalid'
  | 'subscriptionRefused'
  | 'subscriptionNotAuthorized'
  | 'subscriptionQuota'
  | 'subscriptionExists'
  | 'presenceSubscriptionExists'
  | 'endpointNotValidated'
  | 'presenceNotFound'
  | 'presenceSessionNotFound'
  | 'presenceOfOther'
  | 'invalidPresence'
  | 'directoryObjectNotFound'
  | 'consistencyLevelMissing'
  | 'scopesMissing'
  | 'applicationNotSupported'
  | 'noApplicationAccessPolicy'
  | 'notCallingEnabled'
  | 'delegatedNotSupported'
  | 'invalidArgument'
  | 'applicationNotFound'
  | 'userNotFound'
  | 'noCallbackUri'
  | 'farEndNotThere'
  | 'tenantNotFound'
  | 'alreadyExists'
  | 'timeMovesByItself'
  | 'controlRefused'
  | 'faultNotFound'
  | 'runNotFound'
  | 'snapshotUnfit'
  | 'deliveryNotFound'

/** The domain's no. Thrown by a transition; nothing has changed when it is. */
export class Refusal extends Error {
  readonly reason: RefusalReason

  /** @param detail What was wrong in this case and what to do next; shown to the user after Graph's own wording. */
  constructor(reason: RefusalReason, detail: string) {
    super(detail)
    this.reason = reason
  }
}
