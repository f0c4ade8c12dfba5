import { ring } from '../conversations/invitations.js'
import { promote } from '../conversations/inviting.js'
import { newParticipant, personInfo } from '../conversations/joining.js'
import { leave } from '../conversations/leaving.js'
import { isPersonThere, legOf, meant } from '../conversations/naming.js'
import type { IdentitySet } from '../directory/identity-set.js'
import { identityOf } from '../directory/people.js'
import type { CallOutcome, ConversationOutcome, StateReader } from '../state.js'
import type { Call } from './call.js'
import { terminate } from './ending.js'
import type { FarEndAdds, FarEndHolds, FarEndMutes, FarEndResumes, FarEndTransfers } from './far-end-commands.js'
import { isGranted, toBeInGroups, toInvite } from './permissions.js'

/** Mute and hold in a peer-to-peer call, of which bots are told nothing; observed. Unless it is to be announced. */
export function farEndChanges(call: Call, command: FarEndMutes | FarEndHolds | FarEndResumes): CallOutcome {
  const farEnd = { ...call.farEnd, ...changes[command.type] }
  if (command.type === 'farEndHolds' && command.announced) {
    const held: Call = { ...call, farEnd, state: 'hold' }
    return { call: held, events: [{ type: 'callHeld', callId: call.id, call: held }] }
  }
  if (command.type === 'farEndResumes' && call.state === 'hold') {
    const resumed: Call = { ...call, farEnd, state: 'established' }
    return { call: resumed, events: [{ type: 'callResumed', callId: call.id, call: resumed }] }
  }
  const changed: Call = { ...call, farEnd }
  return { call: changed, events: [{ type: 'farEndChanged', callId: call.id, call: changed, change: command.type }] }
}

const changes = {
  farEndMutes: { muted: true },
  farEndUnmutes: { muted: false },
  farEndHolds: { onHold: true },
  farEndResumes: { onHold: false }
} as const

/** The person hands the bot over to somebody else, who is simply there instead; of a peer-to-peer call nothing is told. */
export function farEndTransfers(call: Call, command: FarEndTransfers, state: StateReader): CallOutcome {
  const identity = identityOf(state, command.to, command.participantId)
  if (call.conversationId === undefined) {
    const changed: Call = { ...call, farEnd: { identity } }
    return {
      call: changed,
      events: [{ type: 'farEndChanged', callId: call.id, call: changed, change: command.type }]
    }
  }
  const leg = legOf(state, call)
  const gone = leave(state, leg.conversation, meant(state, leg, command.participant, isPersonThere), { reason: 'left' })
  return { ...also(gone, adds(gone.conversation, identity, command, state)), call }
}

/** Somebody at the other end adds somebody: a peer-to-peer call becomes a conversation by it. */
export function farEndAdds(call: Call, command: FarEndAdds, state: StateReader): CallOutcome {
  const identity = identityOf(state, command.person, command.participantId)
  if (call.conversationId !== undefined) {
    return { ...adds(legOf(state, call).conversation, identity, command, state), call }
  }
  if (state.settings.permissionsAsked && !mayBeInGroups(state, call))
    return terminate(call, 'promotionNotAllowed', 'service')
  const { call: leg, conversation, participants } = promote(call, command.conversationId)
  const promoted = {
    conversation,
    participants,
    events: [{ type: 'callPromoted' as const, callId: call.id, call: leg }]
  }
  return { ...also(promoted, adds(conversation, identity, command, state)), call: leg }
}

function mayBeInGroups(state: StateReader, { appId }: Call): boolean {
  const granted = state.application(appId)?.permissions ?? []
  return isGranted(granted, toBeInGroups) || isGranted(granted, toInvite)
}

function adds(
  conversation: ConversationOutcome['conversation'],
  identity: IdentitySet,
  { participantId, at }: { participantId: string; at: number },
  state: StateReader
): ConversationOutcome {
  const participant = {
    ...newParticipant(participantId, conversation.id, personInfo(identity)),
    presence: 'ringing' as const
  }
  return { conversation, ...ring(state, [participant], at) }
}

/** Two outcomes of which the second goes on from the first. */
function also(first: ConversationOutcome, second: ConversationOutcome): ConversationOutcome {
  return {
    ...first,
    ...second,
    participants: [...(first.participants ?? []), ...(second.participants ?? [])],
    events: [...first.events, ...second.events],
    deadlines: [...(first.deadlines ?? []), ...(second.deadlines ?? [])]
  }
}
