import { newConversation } from '../conversations/conversation.js'
import { ring } from '../conversations/invitations.js'
import { newParticipant, personInfo } from '../conversations/joining.js'
import { type DeadlineChange, expiry, progress } from '../deadlines.js'
import type { FarEndBehaviour } from '../directory/directory.js'
import { Refusal } from '../refusals.js'
import type { CallOutcome, DirectoryReader, StateReader } from '../state.js'
import type { Call, InvitationParticipantInfo, ParticipantInfo } from './call.js'
import { behaviourOf, isRungByCall } from './callee.js'
import type { CreateCall } from './commands.js'
import { connecting, living } from './handling.js'
import { joinMeeting } from './join-meeting.js'
import { callLimits } from './limits.js'
import { refuseForeignSource, refuseUnlessGranted } from './permissions.js'

/**
 * The bot calls one person, calls several together, or joins a meeting. Somebody who does not exist is not a refusal,
 * nor is a meeting: the call is created and then ends.
 */
export function createCall(state: StateReader, command: CreateCall): CallOutcome {
  const { targets, meetingInfo } = command
  refuseUnlessGranted(state, command)
  refuseForeignSource(state, command)
  refuseForeignTenant(state, command)
  if (meetingInfo !== undefined) return joinMeeting(state, newCall(state, command), { ...command, meetingInfo })
  const [target, ...others] = targets
  if (target === undefined) {
    throw new Refusal(
      'invalidArgument',
      "'targets' is required: name whom to call, or give 'meetingInfo' to join a meeting."
    )
  }
  if (targets.length > callLimits.groupTargets) {
    throw new Refusal('invalidArgument', `'targets' may hold ${callLimits.groupTargets} at the most.`)
  }
  if (targets.some(({ identity }) => identity.phone !== undefined)) refuseUnlessPstnAllowed(command)
  return others.length === 0 ? callOne(state, command, target) : callSeveral(state, command)
}

function callOne(state: StateReader, command: CreateCall, target: InvitationParticipantInfo): CallOutcome {
  const byCall = isRungByCall(state, target.identity)
  const call: Call = {
    ...newCall(state, command),
    ...(byCall && { peerCallId: command.peerCallId })
  }
  const behaviour = behaviourOf(state, target.identity)
  const establishing = { type: 'callEstablishing', callId: call.id, call } as const
  const deadlines = [living(call, command.at), ...ringing(call, behaviour, byCall)]
  if (behaviour === undefined && !byCall) return { call, events: [establishing], deadlines }
  return { call, events: [establishing, { type: 'farEndRang', callId: call.id, call }], deadlines }
}

/** All targets ring at once, and each comes when they pick up. */
function callSeveral(state: StateReader, command: CreateCall): CallOutcome {
  const { conversationId, at } = command
  const call: Call = { ...newCall(state, command), conversationId }
  const { id, tenantId, callChainId } = call
  const conversation = newConversation({
    id: conversationId,
    tenantId,
    kind: 'groupCall',
    callChainId,
    legs: [id],
    startedBy: command.source?.identity
  })
  const rung = call.targets.map(({ identity, participantId = '', hidden }) => ({
    ...newParticipant(participantId, conversationId, personInfo(identity)),
    presence: 'ringing' as const,
    hidden,
    invitedBy: { callId: call.id }
  }))
  const { participants, events, deadlines } = ring(state, rung, at)
  return {
    call,
    conversation,
    participants,
    events: [{ type: 'callEstablishing', callId: call.id, call }, ...events],
    deadlines: [living(call, at), connecting(call, at), ...deadlines]
  }
}

function newCall(state: StateReader, command: CreateCall): Call {
  const { targets, targetParticipantIds } = command
  return {
    id: command.callId,
    tenantId: state.tenantId,
    appId: command.appId,
    direction: 'outgoing',
    state: 'establishing',
    callbackUri: command.callbackUri,
    callChainId: command.callChainId,
    source: sourceOf(state, command),
    targets: targets.map((target, index) => ({ ...target, participantId: targetParticipantIds[index] })),
    requestedModalities: command.requestedModalities,
    mediaConfig: command.mediaConfig,
    callOptions: command.callOptions,
    myParticipantId: command.myParticipantId,
    subject: command.subject,
    ringingTimeoutSeconds: command.ringingTimeoutSeconds,
    createdAt: command.at,
    farEndConnected: false,
    callerHidden: false,
    audioActive: false,
    toneSubscribed: false,
    tonesHeard: 0,
    mediaQueue: [],
    scenarioId: command.scenarioId
  }
}

function refuseForeignTenant(state: StateReader, { tenantId, meetingInfo }: CreateCall): void {
  const organizer = meetingInfo?.kind === 'organizer' ? meetingInfo.organizer.user?.tenantId : undefined
  for (const named of [tenantId, organizer]) {
    if (named === undefined || named === state.tenantId) continue
    throw new Refusal('tenantMismatch', `The token is for tenant '${state.tenantId}', the body names '${named}'.`)
  }
}

/** PSTN goes out through the application's resource account, in that account's tenant. */
function refuseUnlessPstnAllowed({ source, tenantId }: CreateCall): void {
  if (source?.identity.applicationInstance === undefined) {
    throw new Refusal('invalidArgument', "'source.identity.applicationInstance' is required to call a phone number.")
  }
  if (tenantId === undefined) throw new Refusal('invalidArgument', "'tenantId' is required to call a phone number.")
}

function sourceOf(directory: DirectoryReader, { source, appId, myParticipantId }: CreateCall): ParticipantInfo {
  const displayName = directory.application(appId)?.displayName
  return { ...(source ?? { identity: { application: { id: appId, displayName } } }), participantId: myParticipantId }
}

const reactions = { answer: 'farEndAnswers', decline: 'farEndDeclines', busy: 'farEndIsBusy' } as const

function ringing(call: Call, behaviour: FarEndBehaviour | undefined, byCall: boolean): DeadlineChange[] {
  const { id: callId, createdAt: at } = call
  const window = call.ringingTimeoutSeconds === undefined ? callLimits.ringing : call.ringingTimeoutSeconds * 1_000
  const giveUp = expiry('ringing', at + window, { type: 'ringingEnds', callId })
  if (byCall) return [giveUp]
  if (behaviour === undefined) {
    return [progress('farEndReacts', at + callLimits.mediaConnects, { type: 'calleeHasNoEndpoint', callId })]
  }
  if (behaviour.action === 'ignore') return [giveUp]
  return [giveUp, progress('farEndReacts', at + behaviour.afterMs, { type: reactions[behaviour.action], callId })]
}
