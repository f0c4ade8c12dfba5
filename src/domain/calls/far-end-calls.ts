import { type Application, type ApplicationInstance, answersTo, reached } from '../directory/directory.js'
import { Refusal } from '../refusals.js'
import type { CallOutcome, DirectoryReader, StateReader } from '../state.js'
import type { Call, IdentitySet, InvitationParticipantInfo, ParticipantInfo } from './call.js'
import type { FarEndCalls } from './commands.js'
import { expiry } from './deadlines.js'
import { callLimits } from './limits.js'
import { mayKnowCallers } from './permissions.js'

/** Somebody rings the bot: the bot has fifteen seconds to answer. */
export function farEndCalls(state: StateReader, command: FarEndCalls): CallOutcome {
  const { application, instance } = called(state, command.to)
  const callbackUri = command.callbackUri ?? application.callbackUri
  if (callbackUri === undefined) {
    throw new Refusal(
      'noCallbackUri',
      `Where is '${application.displayName}' to be told? PATCH /_ringback/applications/${application.appId} with its callbackUri, or send one with the call.`
    )
  }
  const call: Call = {
    id: command.callId,
    tenantId: state.tenantId,
    appId: application.appId,
    direction: 'incoming',
    state: 'incoming',
    callbackUri,
    callChainId: command.callChainId,
    source: caller(state, command),
    targets: [target(application, instance, command.myParticipantId)],
    requestedModalities: command.modalities,
    myParticipantId: command.myParticipantId,
    createdAt: command.at,
    farEndConnected: true,
    callerHidden: !mayKnowCallers(application.permissions),
    audioActive: false,
    toneSubscribed: false,
    tonesHeard: 0,
    mediaQueue: []
  }
  return {
    call,
    events: [{ type: 'callIncoming', callId: call.id, call }],
    deadlines: [
      expiry('answerWindow', command.at + callLimits.answerWindow, { type: 'answerWindowEnds', callId: call.id })
    ]
  }
}

interface Called {
  application: Application
  instance: ApplicationInstance | undefined
}

function called(directory: DirectoryReader, to: FarEndCalls['to']): Called {
  for (const application of directory.applications()) {
    const found = reached(application, to)
    if (found !== undefined) return { application, instance: found.instance }
  }
  const wanted = to.application ?? to.phone
  const known = Array.from(directory.applications(), ({ displayName }) => `'${displayName}'`).join(', ')
  throw new Refusal('applicationNotFound', `No application answers to '${wanted}'. Known here: ${known || 'none'}.`)
}

function caller(state: StateReader, { from, farEndParticipantId: participantId }: FarEndCalls): ParticipantInfo {
  const endpoint = { participantId, endpointType: 'default', region: 'amer', languageId: 'en-US' }
  if (from.phone !== undefined) return { ...endpoint, identity: { phone: { id: from.phone } } }
  if (from.guest !== undefined)
    return { ...endpoint, identity: { guest: { id: participantId, displayName: from.guest } } }
  return { ...endpoint, identity: userCalled(state, from.user ?? '') }
}

function userCalled(state: StateReader, name: string): IdentitySet {
  const user = Array.from(state.users()).find(candidate => answersTo(candidate, name))
  if (user !== undefined) return { user: { id: user.id, tenantId: state.tenantId, identityProvider: 'AAD' } }
  const known = Array.from(state.users(), ({ displayName }) => `'${displayName}'`).join(', ')
  throw new Refusal('userNotFound', `Nobody here answers to '${name}'. Known here: ${known || 'nobody'}.`)
}

function target(
  { appId, displayName }: Application,
  instance: ApplicationInstance | undefined,
  participantId: string
): InvitationParticipantInfo {
  const identity: IdentitySet =
    instance === undefined
      ? { application: { id: appId, displayName } }
      : { applicationInstance: { id: instance.id, displayName: instance.displayName } }
  return { identity, participantId, endpointType: 'default' }
}
