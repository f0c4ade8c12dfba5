import type { FarEndBehaviour } from '../directory/directory.js'
import { Refusal } from '../refusals.js'
import type { CallOutcome, DirectoryReader, StateReader } from '../state.js'
import type { Call, InvitationParticipantInfo, ParticipantInfo } from './call.js'
import { behaviourOf } from './callee.js'
import type { CreateCall } from './commands.js'
import { type DeadlineChange, expiry, progress } from './deadlines.js'
import { living } from './handling.js'
import { callLimits } from './limits.js'
import { refuseUnlessGranted } from './permissions.js'

/** The bot calls one person. Somebody who does not exist is not a refusal: the call is created and then ends. */
export function createCall(state: StateReader, command: CreateCall): CallOutcome {
  if (command.joinsMeeting)
    throw new Refusal('notYetEmulated', 'Joining meetings is not emulated yet: give one target.')
  refuseUnlessGranted(state, command)
  const target = soleTarget(command.targets)
  if (command.tenantId !== undefined && command.tenantId !== state.tenantId) {
    throw new Refusal(
      'tenantMismatch',
      `The token is for tenant '${state.tenantId}', the body names '${command.tenantId}'.`
    )
  }
  if (target.identity.phone !== undefined) refuseUnlessPstnAllowed(command)
  const call: Call = {
    id: command.callId,
    tenantId: state.tenantId,
    appId: command.appId,
    direction: 'outgoing',
    state: 'establishing',
    callbackUri: command.callbackUri,
    callChainId: command.callChainId,
    source: sourceOf(state, command),
    targets: [{ ...target, participantId: command.farEndParticipantId }],
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
  const behaviour = behaviourOf(state, target.identity)
  const establishing = { type: 'callEstablishing', callId: call.id, call } as const
  const deadlines = [living(call, command.at), ...ringing(call, behaviour)]
  if (behaviour === undefined) return { call, events: [establishing], deadlines }
  return { call, events: [establishing, { type: 'farEndRang', callId: call.id, call }], deadlines }
}

function soleTarget(targets: readonly InvitationParticipantInfo[]): InvitationParticipantInfo {
  const [target, ...others] = targets
  if (target === undefined) {
    throw new Refusal(
      'invalidArgument',
      "'targets' is required: name whom to call, or give 'meetingInfo' to join a meeting."
    )
  }
  if (others.length >= callLimits.groupTargets) {
    throw new Refusal('invalidArgument', `'targets' may hold ${callLimits.groupTargets} at the most.`)
  }
  if (others.length > 0) {
    throw new Refusal('notYetEmulated', 'Group calls are not emulated yet: give one target.')
  }
  return target
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

function ringing(call: Call, behaviour: FarEndBehaviour | undefined): DeadlineChange[] {
  const { id: callId, createdAt: at } = call
  if (behaviour === undefined) {
    return [progress('farEndReacts', at + callLimits.mediaConnects, { type: 'calleeHasNoEndpoint', callId })]
  }
  const window = call.ringingTimeoutSeconds === undefined ? callLimits.ringing : call.ringingTimeoutSeconds * 1_000
  const giveUp = expiry('ringing', at + window, { type: 'ringingEnds', callId })
  if (behaviour.action === 'ignore') return [giveUp]
  return [giveUp, progress('farEndReacts', at + behaviour.afterMs, { type: reactions[behaviour.action], callId })]
}
