import { type Call, isPstn } from '../domain/calls/call.js'
import type { CallEvent } from '../domain/calls/events.js'
import { callEndings } from '../domain/calls/result-info.js'
import type { Event } from '../domain/state.js'
import { audioActive, audioInactive, incomingContextToWire, sourceToWire } from '../wire/call.js'
import type { CommsNotification } from '../wire/comms-notification.js'
import { operationToWire } from '../wire/comms-operation.js'
import { invitationToWire, participantInfoToWire } from '../wire/identity-set.js'
import { resultInfoToWire } from '../wire/result-info.js'

type ResourceData = CommsNotification['resourceData']

/** What the bot is told of an event; undefined when nothing. Source: shown in the actions' pages, section "Notification". */
export function commsNotification(event: Event): CommsNotification | undefined {
  switch (event.type) {
    case 'callIncoming':
      return onCall(event, 'created', { ...wholeCall(event.call), incomingContext: incomingContextToWire(event.call) })
    case 'callEstablishing':
      return onCall(event, 'updated', partialCall(event.call))
    case 'callEstablished':
      return onCall(event, 'updated', { ...partialCall(event.call), direction: event.call.direction })
    case 'audioActivated':
      return onCall(event, 'updated', { ...partialCall(event.call), mediaState: audioActive })
    case 'tonePressed':
      return event.sequenceId === undefined ? undefined : onCall(event, 'updated', toneHeard(event, event.sequenceId))
    case 'callTerminating':
      return onCall(event, 'updated', partialCall(event.call))
    case 'callTransferring':
    case 'transferAccepted':
      return onCall(event, 'updated', partialCall(event.call))
    case 'audioDeactivated':
      return onCall(event, 'updated', { ...partialCall(event.call), mediaState: audioInactive })
    case 'transferFailed':
      return onCall(event, 'updated', transferFailed(event))
    case 'callTerminated':
      return onCall(event, 'deleted', terminatedCall(event.call))
    case 'operationEnded':
      return onOperation(event)
    default:
      return undefined
  }
}

function onCall(event: CallEvent, changeType: CommsNotification['changeType'], data: ResourceData): CommsNotification {
  return about(event.call, '', changeType, data)
}

function onOperation({ call, operation }: Extract<CallEvent, { type: 'operationEnded' }>): CommsNotification {
  return about(call, `/operations/${operation.id}`, 'deleted', operationToWire(operation))
}

function about(
  { id, callbackUri }: Call,
  path: string,
  changeType: CommsNotification['changeType'],
  resourceData: ResourceData
): CommsNotification {
  return {
    '@odata.type': '#microsoft.graph.commsNotification',
    changeType,
    resource: `/app/calls/${id}${path}`,
    resourceUrl: `/communications/calls/${id}${path}`,
    callbackUri,
    resourceData
  }
}

/** Every notification names the call and its state; what else it tells is what changed. */
function partialCall({ id, state }: Call) {
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

function terminatedCall(call: Call) {
  const { resultInfo, answeredBy } = call
  return {
    ...wholeCall(call),
    ...(resultInfo && { resultInfo: resultInfoToWire(resultInfo) }),
    ...(answeredBy && { answeredBy: participantInfoToWire(answeredBy) }),
    ...(resultInfo?.subcode === callEndings.transferred.subcode && { terminationReason: 'AppTransferred' })
  }
}

function transferFailed({ call, replacesCallId }: Extract<CallEvent, { type: 'transferFailed' }>) {
  return {
    ...partialCall(call),
    ...(call.resultInfo && { resultInfo: resultInfoToWire(call.resultInfo) }),
    ...(replacesCallId && { replacesContext: replacesCallId })
  }
}

/** Without media state: a bot without memory could take it for a fresh connect. */
function toneHeard({ call, tone }: Extract<CallEvent, { type: 'tonePressed' }>, sequenceId: number) {
  return { ...partialCall(call), toneInfo: { '@odata.type': '#microsoft.graph.toneInfo', sequenceId, tone } }
}

/** Where in the world a caller is; told in a header of the incoming notification. */
export function callerRegion(call: Call): string {
  return isPstn(call) ? 'amer' : (call.source.region ?? 'amer')
}
