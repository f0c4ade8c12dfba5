import { recorderIdentity } from '../compliance/recorder.js'
import { newConversation } from '../conversations/conversation.js'
import { newParticipant, personInfo } from '../conversations/joining.js'
import { type Application, type ApplicationInstance, reached } from '../directory/directory.js'
import { identityOf } from '../directory/people.js'
import { Refusal } from '../refusals.js'
import type { CallOutcome, DirectoryReader, StateReader } from '../state.js'
import type { InvitationParticipantInfo, ParticipantInfo } from './call.js'
import type { FarEndCalls, RecordedCall } from './commands.js'
import { incomingCall } from './incoming-call.js'

/** Somebody rings the bot: the bot has fifteen seconds to answer. */
export function farEndCalls(state: StateReader, command: FarEndCalls): CallOutcome {
  const { application, instance } = called(state, command.to)
  const ring = {
    ...command,
    tenantId: state.tenantId,
    conversationId: undefined,
    application,
    source: caller(state, command),
    target: target(application, instance, command.myParticipantId)
  }
  const { recordingPolicy } = command
  return recordingPolicy === undefined ? incomingCall(ring) : recordedCall(state, command, recordingPolicy)

  /** The caller speaks with somebody else, and the recorder is rung because of it. */
  function recordedCall(
    state: StateReader,
    command: FarEndCalls,
    { with: other, ...flags }: RecordedCall
  ): CallOutcome {
    const { conversationId, callChainId, callId, farEndParticipantId, otherParticipantId } = command
    const otherSide = { identity: identityOf(state, other, otherParticipantId), participantId: otherParticipantId }
    const recording = {
      observed: [{ userId: ring.source.identity.user?.id ?? '', participantId: farEndParticipantId, began: true }],
      capacity: 1,
      otherSide,
      isMultiParty: false,
      policy: { appId: application.appId, ...flags }
    }
    const target = { ...ring.target, identity: recorderIdentity(application) }
    const rung = incomingCall({ ...ring, target, conversationId, recording })
    return {
      ...rung,
      conversation: newConversation({
        ...{ id: conversationId, tenantId: state.tenantId, kind: 'groupCall', callChainId },
        ...{ legs: [callId], metSomebody: true, startedAt: command.at, startedBy: ring.source.identity }
      }),
      participants: [
        { ...newParticipant(farEndParticipantId, conversationId, ring.source), joinedAt: command.at },
        { ...newParticipant(otherParticipantId, conversationId, personInfo(otherSide.identity)), joinedAt: command.at }
      ]
    }
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
  return { ...personInfo(identityOf(state, from, participantId)), participantId }
}

function target(
  { appId, displayName }: Application,
  instance: ApplicationInstance | undefined,
  participantId: string
): InvitationParticipantInfo {
  const identity =
    instance === undefined
      ? { application: { id: appId, displayName } }
      : { applicationInstance: { id: instance.id, displayName: instance.displayName } }
  return { identity, participantId, endpointType: 'default' }
}
