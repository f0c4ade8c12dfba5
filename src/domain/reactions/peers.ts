import type { Call } from '../calls/call.js'
import { isRungByCall } from '../calls/callee.js'
import type { Participant } from '../conversations/conversation.js'
import type { Event, StateReader } from '../state.js'
import type { Draw, Reaction } from './reaction.js'

/** Applications that call each other: what one does happens to the other. */
export function peerReactions(event: Event, state: StateReader, draw: Draw): Reaction[] {
  switch (event.type) {
    case 'farEndRang':
      return event.call.peerCallId === undefined ? [] : [ringPeer(event.call, event.call.peerCallId, draw)]
    case 'participantInvited':
      return isRungByCall(state, event.participant.info.identity) ? [ringInvited(event.participant, state, draw)] : []
    case 'callEstablishing':
      return answersPeer(event.call, state)
    case 'callPromoted':
      return promotesPeer(event.call, state)
    case 'operationEnded':
      return event.operation.type === 'sendDtmfTones' && event.operation.tones !== undefined
        ? ofPeer(event.call, callId => ({ type: 'farEndPresses', callId, tones: event.operation.tones ?? [] }))
        : []
    case 'callTerminated': {
      const { resultInfo, answeredBy } = event.call
      return [
        ...ofPeer(event.call, callId => ({ type: 'peerEnds', callId, resultInfo, answeredBy })),
        ...refusesInvitation(event.call, state)
      ]
    }
    default:
      return []
  }
}

function ofPeer({ peerCallId, conversationId }: Call, reaction: (callId: string) => Reaction): Reaction[] {
  return peerCallId === undefined || conversationId !== undefined ? [] : [reaction(peerCallId)]
}

function ringPeer(call: Call, callId: string, draw: Draw): Reaction {
  const { callChainId, source, targets, requestedModalities: modalities } = call
  const [target] = targets
  const myParticipantId = target?.participantId ?? draw()
  return {
    type: 'ringApplication',
    ...{ callId, callChainId, myParticipantId, source, modalities },
    target: { identity: target?.identity ?? {}, participantId: myParticipantId, endpointType: 'default' },
    peerCallId: call.id
  }
}

/** An application that is invited into a conversation is rung by a call of its own. */
function ringInvited({ id, conversationId, info, invitedBy }: Participant, state: StateReader, draw: Draw): Reaction {
  const inviter = invitedBy?.callId === undefined ? undefined : state.call(invitedBy.callId)
  const own = inviter && (inviter.direction === 'incoming' ? inviter.targets[0]?.identity : inviter.source.identity)
  return {
    type: 'ringApplication',
    callId: draw(),
    callChainId: state.conversation(conversationId)?.callChainId ?? draw(),
    myParticipantId: id,
    source: { identity: own ?? {}, participantId: inviter?.myParticipantId },
    target: { identity: info.identity, participantId: id, endpointType: 'default' },
    modalities: ['audio'],
    conversationId
  }
}

/** The one who was called has picked up. */
function answersPeer(call: Call, state: StateReader): Reaction[] {
  const peer = call.peerCallId === undefined ? undefined : state.call(call.peerCallId)
  return call.direction === 'incoming' && peer !== undefined ? [{ type: 'farEndAnswers', callId: peer.id }] : []
}

function promotesPeer({ peerCallId, conversationId }: Call, state: StateReader): Reaction[] {
  const peer = peerCallId === undefined ? undefined : state.call(peerCallId)
  if (peer === undefined || peer.conversationId !== undefined || conversationId === undefined) return []
  return [{ type: 'peerPromotes', callId: peer.id, conversationId }]
}

/** An application that was rung into a conversation does not come. */
function refusesInvitation(call: Call, state: StateReader): Reaction[] {
  const { conversationId, myParticipantId: participantId } = call
  const rung = conversationId === undefined ? undefined : state.participant(conversationId, participantId)
  if (conversationId === undefined || rung?.presence !== 'ringing') return []
  const because = call.resultInfo?.code === 603 ? 'inviteeDeclined' : 'inviteeSilent'
  return [{ type: 'invitationRefused', conversationId, participantId, because }]
}
