import type { Call } from '../domain/calls/call.js'
import { callEndings } from '../domain/calls/call-endings.js'
import type { CallEvent } from '../domain/calls/events.js'
import { incomingContextToWire, sourceToWire } from '../wire/call.js'
import { applicationMetadataToWire } from '../wire/compliance-recording.js'
import { invitationToWire, participantInfoToWire } from '../wire/identity-set.js'
import { chatInfoToWire, meetingInfoToWire } from '../wire/meeting-info.js'
import { resultInfoToWire } from '../wire/result-info.js'

/** Every notification names the call and its state; what else it tells is what changed. */
export function partialCall({ id, state }: Call) {
  return { '@odata.type': '#microsoft.graph.call', state, id }
}

function wholeCall(call: Call) {
  const { direction, callbackUri, requestedModalities, tenantId, myParticipantId, callChainId } = call
  return {
    ...partialCall(call),
    direction,
    callbackUri,
    source: sourceToWire(call),
    targets: call.targets.map(invitationToWire),
    requestedModalities: [...requestedModalities],
    tenantId,
    myParticipantId,
    callChainId
  }
}

/** What a call that is announced tells; a recorder that a policy rings learns why. */
export function incomingCall(call: Call) {
  const { recording, callChainId, tenantId } = call
  return {
    ...wholeCall(call),
    ...meetingOf(call),
    incomingContext: incomingContextToWire(call),
    ...(recording && { applicationMetadata: applicationMetadataToWire(callChainId, tenantId, recording) })
  }
}

/** A call on its way into a conversation tells how that is joined. */
export function joinedCall(call: Call) {
  return { ...partialCall(call), ...meetingOf(call) }
}

function meetingOf({ chatInfo, meetingInfo, callChainId }: Call) {
  if (meetingInfo === undefined) return {}
  return {
    callChainId,
    ...(chatInfo && { chatInfo: chatInfoToWire(chatInfo) }),
    meetingInfo: meetingInfoToWire(meetingInfo)
  }
}

/** One more person whom the recorder could take. */
export function policyParticipantJoining({
  call,
  participantId,
  identity
}: Extract<CallEvent, { type: 'policyParticipantJoining' }>) {
  const { source: _observed, incomingContext: _first, ...rest } = incomingCall(call)
  return {
    '@odata.type': '#microsoft.graph.participantJoiningNotification' as const,
    call: {
      ...rest,
      state: 'incoming' as const,
      source: participantInfoToWire({ identity, participantId }),
      incomingContext: {
        '@odata.type': '#microsoft.graph.incomingContext',
        sourceParticipantId: participantId,
        observedParticipantId: participantId
      }
    }
  }
}

export function policyParticipantLeft({ call, participantId }: Extract<CallEvent, { type: 'policyParticipantLeft' }>) {
  return {
    '@odata.type': '#microsoft.graph.participantLeftNotification' as const,
    call: partialCall(call),
    participantId
  }
}

export function terminatedCall(call: Call) {
  const { resultInfo, answeredBy } = call
  return {
    ...wholeCall(call),
    ...(resultInfo && { resultInfo: resultInfoToWire(resultInfo) }),
    ...(answeredBy && { answeredBy: participantInfoToWire(answeredBy) }),
    ...(resultInfo?.subcode === callEndings.transferred.subcode && { terminationReason: 'AppTransferred' })
  }
}

export function transferFailed({ call, replacesCallId }: Extract<CallEvent, { type: 'transferFailed' }>) {
  return {
    ...partialCall(call),
    ...(call.resultInfo && { resultInfo: resultInfoToWire(call.resultInfo) }),
    ...(replacesCallId && { replacesContext: replacesCallId })
  }
}

/** Without media state: a bot without memory could take it for a fresh connect. */
export function toneHeard({ call, tone }: Extract<CallEvent, { type: 'tonePressed' }>, sequenceId: number) {
  return { ...partialCall(call), toneInfo: { '@odata.type': '#microsoft.graph.toneInfo', sequenceId, tone } }
}
