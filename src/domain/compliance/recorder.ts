import { type Call, farEndIdentity } from '../calls/call.js'
import { incomingCall, type Ring, withLeg } from '../calls/incoming-call.js'
import type { JoiningReplied } from '../calls/service-commands.js'
import { type Conversation, isThere, newConversation, type Participant } from '../conversations/conversation.js'
import { newParticipant } from '../conversations/joining.js'
import type { Application } from '../directory/directory.js'
import type { IdentitySet } from '../directory/identity-set.js'
import { Refusal } from '../refusals.js'
import type { CallOutcome, StateReader } from '../state.js'
import type { PolicyUserCalls, PolicyUserJoins, PolicyUserLeaves, RecorderIds } from './commands.js'
import type { ComplianceRecording, Observed, OtherSide, RecordingPolicy } from './policy.js'

/**
 * Somebody under a recording policy is in a conversation: a recorder that can take one more is asked whether it does,
 * otherwise one is rung. Source: https://learn.microsoft.com/graph/api/resources/participantjoiningnotification
 */
export function policyUserJoins(state: StateReader, command: PolicyUserJoins): CallOutcome {
  const conversation = theConversation(state, command.conversationId)
  const participant = state.participant(conversation.id, command.participantId)
  const { user } = participant?.info.identity ?? {}
  const policy = user && state.user(user.id)?.recordingPolicy
  if (participant === undefined || user === undefined || policy === undefined) throw nothingToRecord
  const recorder = free(state, conversation, policy)
  if (recorder !== undefined) {
    return {
      call: recorder,
      events: [
        {
          type: 'policyParticipantJoining',
          callId: recorder.id,
          call: recorder,
          participantId: participant.id,
          identity: participant.info.identity
        }
      ]
    }
  }
  return rung(state, conversation, command, {
    observed: [{ userId: user.id, participantId: participant.id, began: conversation.kind === 'groupCall' }],
    capacity: 1,
    otherSide: otherSide(state, conversation, participant),
    isMultiParty: true,
    policy
  })
}

/** Somebody under a policy is in a peer-to-peer call with another application, which is not told of the recorder. */
export function policyUserCalls(state: StateReader, command: PolicyUserCalls): CallOutcome {
  const recorded = state.call(command.recordedCallId)
  const { user } = recorded === undefined ? {} : farEndIdentity(recorded)
  const policy = user && state.user(user.id)?.recordingPolicy
  if (recorded === undefined || user === undefined || policy === undefined) throw nothingToRecord
  const { direction, source, targets, myParticipantId, callChainId } = recorded
  const [own, far] = direction === 'incoming' ? [targets[0], source] : [source, targets[0]]
  const conversationId = command.conversationId
  const conversation = newConversation({
    ...{ id: conversationId, tenantId: state.tenantId, kind: 'groupCall', callChainId },
    metSomebody: true
  })
  const observed = newParticipant(far?.participantId ?? '', conversationId, { identity: { user } })
  const other = newParticipant(myParticipantId, conversationId, { identity: own?.identity ?? {} })
  const ringing = rung(state, conversation, command, {
    observed: [{ userId: user.id, participantId: observed.id, began: direction === 'incoming' }],
    capacity: 1,
    otherSide: { identity: other.info.identity, participantId: other.id },
    isMultiParty: false,
    policy,
    recordedCallId: recorded.id
  })
  return { ...ringing, calls: [{ ...recorded, recordedIn: conversationId }], participants: [observed, other] }
}

/** One of several under the policy is gone: their recorder is told, unless nobody is left for it. */
export function policyUserLeaves(state: StateReader, { callId, participantId }: PolicyUserLeaves): CallOutcome {
  const call = state.call(callId)
  if (call?.recording === undefined) throw nothingToRecord
  const observed = call.recording.observed.filter(one => one.participantId !== participantId)
  if (observed.length === 0) return { call, events: [] }
  const left: Call = { ...call, recording: { ...call.recording, observed } }
  return { call: left, events: [{ type: 'policyParticipantLeft', callId, call: left, participantId }] }
}

/** What the recorder said to one more: it takes them, it does not, or another instance of it is to be rung. */
export function joiningReplied(call: Call, command: JoiningReplied, state: StateReader): CallOutcome {
  const { participantId, reply } = command
  const { recording, conversationId } = call
  const conversation = conversationId === undefined ? undefined : state.conversation(conversationId)
  const participant = conversation && state.participant(conversation.id, participantId)
  const { user } = participant?.info.identity ?? {}
  if (recording === undefined || conversation === undefined || user === undefined) return { call, events: [] }
  const observed: Observed = { userId: user.id, participantId, began: false }
  if (reply.accept) {
    return { call: { ...call, recording: { ...recording, observed: [...recording.observed, observed] } }, events: [] }
  }
  if (reply.inviteUri === undefined) {
    return { call, events: [{ type: 'recorderRejected', callId: call.id, call, participantId }] }
  }
  const next = { ...command.ids, at: command.at, callbackUri: reply.inviteUri }
  const ringing = rung(state, conversation, next, { ...recording, observed: [observed], capacity: 1 })
  return { ...ringing, calls: [ringing.call], call }
}

/** Whether a user may not be in the call or the meeting while their recorder is not; asked once it has ended. */
export function isRequired({ recording, mediaConfig }: Call, { kind }: Pick<Conversation, 'kind'>): boolean {
  const policy = recording?.policy
  if (policy === undefined) return false
  const wasThere = mediaConfig !== undefined
  if (kind === 'meeting') return wasThere ? policy.requiredDuringMeeting : policy.requiredBeforeMeetingJoin
  return wasThere ? policy.requiredDuringCall : policy.requiredBeforeCallEstablishment
}

function rung(
  state: StateReader,
  conversation: Conversation,
  { at, callbackUri, ...ids }: RecorderIds & { at: number; callbackUri?: string | undefined },
  recording: ComplianceRecording
): CallOutcome & { call: Call } {
  const application = state.application(recording.policy.appId)
  const [observed] = recording.observed
  if (application === undefined || observed === undefined) throw nothingToRecord
  const ring: Ring = {
    ...ids,
    at,
    tenantId: state.tenantId,
    application,
    callChainId: conversation.callChainId,
    callbackUri,
    source: {
      identity: { user: { id: observed.userId, tenantId: state.tenantId, identityProvider: 'AAD' } },
      participantId: observed.participantId
    },
    target: {
      identity: recorderIdentity(application),
      participantId: ids.myParticipantId,
      endpointType: 'default'
    },
    modalities: ['audio'],
    conversationId: conversation.id,
    chatInfo: conversation.chatInfo,
    recording
  }
  const rings = incomingCall(ring)
  return { ...rings, conversation: withLeg(conversation, rings.call) }
}

/** A recorder is rung through its resource account. */
export function recorderIdentity({ instances, servicePrincipalId, displayName }: Application): IdentitySet {
  const { id, displayName: name } = instances[0] ?? { id: servicePrincipalId, displayName }
  return { applicationInstance: { id, displayName: name } }
}

/** A recorder of the policy that is there and could take one more. */
function free(state: StateReader, { legs }: Conversation, { appId }: RecordingPolicy): Call | undefined {
  return legs
    .flatMap((id): Call[] => {
      const call = state.call(id)
      return call?.recording === undefined ? [] : [call]
    })
    .find(
      ({ state: callState, recording }) =>
        callState === 'established' &&
        recording !== undefined &&
        recording.policy.appId === appId &&
        recording.observed.length < recording.capacity
    )
}

function otherSide(state: StateReader, { id }: Conversation, self: Participant): OtherSide | undefined {
  for (const other of state.participants(id)) {
    if (other.id !== self.id && isThere(other)) return { identity: other.info.identity, participantId: other.id }
  }
  return undefined
}

function theConversation(state: StateReader, conversationId: string): Conversation {
  const conversation = state.conversation(conversationId)
  if (conversation === undefined) throw nothingToRecord
  return conversation
}

const nothingToRecord = new Refusal('callNotFound', 'Whoever was to be recorded is no longer there.')
