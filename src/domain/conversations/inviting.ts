import { type Call, callerAndCallee, farEndIdentity, type InvitationParticipantInfo } from '../calls/call.js'
import { refuseUnreachablePhones } from '../calls/callee.js'
import { leaving, operationEnded } from '../calls/media.js'
import { type OperationEnding, operationEndings } from '../calls/operation-endings.js'
import type { Operation } from '../calls/operations.js'
import type { Invite } from '../calls/participant-commands.js'
import { resultInfo } from '../calls/result-info.js'
import { partyOf } from '../directory/identity-set.js'
import { Refusal } from '../refusals.js'
import type { OperationOutcome, StateReader } from '../state.js'
import { type Conversation, newConversation, type Participant } from './conversation.js'
import { ring } from './invitations.js'
import { newParticipant, personInfo } from './joining.js'
import { openStreams } from './streams.js'

/**
 * The bot asks others to come. A peer-to-peer call becomes a conversation by it.
 * Source: https://learn.microsoft.com/graph/api/participant-invite
 */
export function invite(call: Call, command: Invite, state: StateReader): OperationOutcome {
  const invited = asked(command)
  refuseUnreachablePhones(call, invited, 'invite')
  const existing = call.conversationId === undefined ? undefined : state.conversation(call.conversationId)
  refuseSeveral(invited, existing)
  const operation: Operation = {
    id: command.operationId,
    callId: call.id,
    type: 'invite',
    status: 'running',
    clientContext: command.clientContext,
    invited
  }
  const impossible = cannotCome(state, call, existing, invited)
  if (impossible !== undefined) return failed(call, operation, impossible)
  if (existing === undefined) return promoted(call, command, operation, invited, state)
  const running = leaving(call, operation)
  const ringing = rung(call, command, invited, existing, state)
  return { ...running, ...ringing, events: [...running.events, ...ringing.events] }
}

interface Invited extends InvitationParticipantInfo {
  /** Who they are in the conversation they are moved from. */
  readonly movedId: string | undefined
}

/** With a replacement only the first counts. */
function asked({ participants, participantIds }: Invite): Invited[] {
  const replaces = participants.some(({ replacesCallId }) => replacesCallId !== undefined)
  const counted = replaces ? participants.slice(0, 1) : participants
  return counted.map((participant, index) => ({
    ...participant,
    participantId: participantIds[index],
    movedId: participant.participantId
  }))
}

function refuseSeveral(invited: readonly InvitationParticipantInfo[], conversation: Conversation | undefined): void {
  if (invited.length < 2 || conversation?.chatInfo !== undefined) return
  throw new Refusal('invalidArgument', 'Into a call without chatInfo one can be invited at a time.')
}

/** Why somebody cannot even be rung. */
function cannotCome(
  state: StateReader,
  call: Call,
  conversation: Conversation | undefined,
  invited: readonly InvitationParticipantInfo[]
): OperationEnding | undefined {
  for (const { identity, replacesCallId } of invited) {
    if (replacesCallId !== undefined) {
      const replaced = state.call(replacesCallId)
      if (replaced?.appId !== call.appId || replaced.state !== 'established') return 'replacedCallGone'
    }
    const id = partyOf(identity)?.id
    const there = conversation === undefined ? [] : Array.from(state.participants(conversation.id))
    const ids =
      conversation === undefined
        ? [partyOf(farEndIdentity(call))?.id]
        : there.map(({ info }) => partyOf(info.identity)?.id)
    if (ids.includes(id)) return 'inviteeThere'
  }
  return undefined
}

function failed(call: Call, operation: Operation, ending: OperationEnding): OperationOutcome {
  const running = leaving(call, operation)
  const ended: Operation = { ...operation, status: 'failed', resultInfo: resultInfo(operationEndings[ending]) }
  return { ...running, operations: [ended], events: [...running.events, operationEnded(call, ended)] }
}

/** The service moves a peer-to-peer call into a conversation of its own, and says so. */
function promoted(
  call: Call,
  command: Invite,
  operation: Operation,
  invited: readonly Invited[],
  state: StateReader
): OperationOutcome {
  const { conversation, participants, call: leg } = promote(call, command.conversationId)
  const outcome = leaving(leg, operation)
  const ringing = rung(leg, command, invited, conversation, state)
  return {
    ...outcome,
    ...ringing,
    participants: [...participants, ...ringing.participants],
    events: [...outcome.events, { type: 'callPromoted', callId: leg.id, call: leg }, ...ringing.events]
  }
}

/** A peer-to-peer call as a leg of a conversation, which both sides are in. */
export function promote(call: Call, conversationId: string) {
  const { id, tenantId, callChainId, source, targets, direction, myParticipantId } = call
  // Both have been there since the call between the two of them was up.
  const { connectedAt: joinedAt } = call
  const leg: Call = { ...call, conversationId, meetingInfo: { kind: 'token', conversationId } }
  const begun = newConversation({
    ...{ id: conversationId, tenantId, kind: 'groupCall', callChainId },
    ...{ legs: [id], metSomebody: true, startedAt: joinedAt, startedBy: callerAndCallee(call).caller }
  })
  const [own, other] = direction === 'incoming' ? [targets[0], source] : [source, targets[0]]
  const bot = openStreams(begun, call.requestedModalities)
  const far = openStreams(bot.conversation, ['audio'])
  const hidden = call.callOptions?.hideBotAfterEscalation
  const participants: Participant[] = [
    {
      ...newParticipant(myParticipantId, conversationId, { identity: own?.identity ?? {}, endpointType: 'default' }),
      callId: id,
      joinedAt,
      hidden,
      streams: bot.streams
    },
    {
      ...newParticipant(other?.participantId ?? '', conversationId, personInfo(farEndIdentity(call))),
      callId: call.peerCallId,
      joinedAt,
      muted: call.farEnd?.muted ?? false,
      onHold: call.farEnd?.onHold ?? false,
      streams: far.streams
    }
  ]
  return { call: leg, conversation: far.conversation, participants }
}

/** Rings those who were asked. Those who come out of another call or meeting of the bot need not be rung. */
function rung(
  call: Call,
  { at, operationId }: Invite,
  invited: readonly Invited[],
  conversation: Conversation,
  state: StateReader
) {
  const participants = invited.map(({ identity, participantId = '', hidden, replacesCallId, movedId }) => ({
    ...newParticipant(participantId, conversation.id, personInfo(identity)),
    presence: 'ringing' as const,
    hidden,
    invitedBy: { callId: call.id, operationId, replacesCallId, movedFrom: movedFrom(state, call, movedId) }
  }))
  return { conversation, ...ring(state, participants, at) }
}

/** The other conversation of the application that somebody is in by this id. */
function movedFrom(state: StateReader, { appId }: Call, participantId: string | undefined) {
  if (participantId === undefined) return undefined
  for (const { appId: owner, conversationId } of state.calls()) {
    if (owner !== appId || conversationId === undefined) continue
    if (state.participant(conversationId, participantId) !== undefined) return { conversationId, participantId }
  }
  return undefined
}
