import type { ComplianceRecording } from '../compliance/policy.js'
import type { Conversation } from '../conversations/conversation.js'
import { expiry } from '../deadlines.js'
import type { Application } from '../directory/directory.js'
import { Refusal } from '../refusals.js'
import type { CallOutcome, StateReader } from '../state.js'
import type { Call, InvitationParticipantInfo, Modality, ParticipantInfo } from './call.js'
import { rungApplication } from './callee.js'
import type { RingApplication } from './commands.js'
import { callLimits } from './limits.js'
import { mayKnowCallers } from './permissions.js'

export interface Ring {
  readonly tenantId: string
  readonly callId: string
  readonly callChainId: string
  readonly myParticipantId: string
  readonly at: number
  readonly application: Application
  readonly source: ParticipantInfo
  readonly target: InvitationParticipantInfo
  readonly modalities: readonly Modality[]
  readonly callbackUri?: string | undefined
  readonly peerCallId?: string | undefined
  readonly recording?: ComplianceRecording | undefined
  readonly chatInfo?: Call['chatInfo']
  /** Set when the application is to come into a conversation. */
  readonly conversationId?: string | undefined
}

/** A call that rings an application, whoever rings it. */
export function incomingCall(ring: Ring): CallOutcome {
  const { application, conversationId, recording, at } = ring
  const callbackUri = ring.callbackUri ?? application.callbackUri
  if (callbackUri === undefined) {
    throw new Refusal(
      'noCallbackUri',
      `Where is '${application.displayName}' to be told? PATCH /_ringback/applications/${application.appId} with its callbackUri, or send one with the call.`
    )
  }
  const call: Call = {
    id: ring.callId,
    tenantId: ring.tenantId,
    appId: application.appId,
    direction: 'incoming',
    state: 'incoming',
    callbackUri,
    callChainId: ring.callChainId,
    source: ring.source,
    targets: [ring.target],
    requestedModalities: ring.modalities,
    myParticipantId: ring.myParticipantId,
    createdAt: at,
    farEndConnected: true,
    callerHidden: !mayKnowCallers(application.permissions),
    audioActive: false,
    toneSubscribed: false,
    tonesHeard: 0,
    mediaQueue: [],
    ...(conversationId && { conversationId, meetingInfo: { kind: 'token', conversationId }, chatInfo: ring.chatInfo }),
    ...(ring.peerCallId && { peerCallId: ring.peerCallId }),
    ...(recording && { recording })
  }
  const window = recording === undefined ? callLimits.answerWindow : callLimits.recorderWindow
  return {
    call,
    events: [{ type: 'callIncoming', callId: call.id, call }],
    deadlines: [expiry('answerWindow', at + window, { type: 'answerWindowEnds', callId: call.id })]
  }
}

/** An application is rung by another one, or invited into a conversation. */
export function ringApplication(state: StateReader, command: RingApplication): CallOutcome {
  const { target, conversationId, callChainId } = command
  const { id = '' } = target.identity.applicationInstance ?? target.identity.application ?? {}
  const application = rungApplication(state, id)
  if (application === undefined) throw new Refusal('applicationNotFound', `No application has the id '${id}'.`)
  const conversation = conversationId === undefined ? undefined : state.conversation(conversationId)
  const rung = incomingCall({
    ...command,
    tenantId: state.tenantId,
    application,
    callChainId,
    chatInfo: conversation?.chatInfo
  })
  return conversation === undefined ? rung : { ...rung, conversation: withLeg(conversation, rung.call) }
}

export function withLeg(conversation: Conversation, { id }: Call): Conversation {
  return { ...conversation, legs: [...conversation.legs, id] }
}
