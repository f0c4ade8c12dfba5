import { cancel } from '../deadlines.js'
import type { CallOutcome, StateReader } from '../state.js'
import type { Call } from './call.js'
import { callEndings } from './call-endings.js'
import { over, terminate } from './ending.js'
import { connecting } from './handling.js'
import { withLeg } from './incoming-call.js'
import type { PeerEnds, PeerPromotes } from './service-commands.js'

/** The other end is an application, too, and its call is over: what that means for this one. */
export function peerEnds(call: Call, { resultInfo, answeredBy, at }: PeerEnds): CallOutcome {
  const left: Call = { ...call, peerCallId: undefined }
  if (call.state === 'establishing' && !call.farEndConnected) {
    if (answeredBy === undefined) return over({ ...left, resultInfo }, 'farEnd')
    const answered: Call = { ...left, farEndConnected: true, farEnd: { identity: answeredBy.identity } }
    return {
      call: answered,
      events: [{ type: 'farEndAnswered', callId: call.id, call: answered }],
      deadlines: [cancel(call, 'ringing'), connecting(call, at)]
    }
  }
  // It has left its caller to somebody else, who is the other end from now on.
  if (resultInfo?.subcode === callEndings.transferred.subcode) return { call: left, events: [] }
  return terminate(left, call.state === 'incoming' ? 'callerCancelled' : 'otherPartyHungUp', 'farEnd')
}

/** The other end, an application, has made a conversation of it. */
export function peerPromotes(call: Call, { conversationId }: PeerPromotes, state: StateReader): CallOutcome {
  const conversation = state.conversation(conversationId)
  if (conversation === undefined) return { call, events: [] }
  const leg: Call = { ...call, conversationId, meetingInfo: { kind: 'token', conversationId } }
  return {
    call: leg,
    conversation: withLeg(conversation, leg),
    events: [{ type: 'callPromoted', callId: call.id, call: leg }]
  }
}
