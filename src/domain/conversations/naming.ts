import type { Call } from '../calls/call.js'
import { answersTo } from '../directory/directory.js'
import { partyOf } from '../directory/identity-set.js'
import { Refusal } from '../refusals.js'
import type { DirectoryReader, StateReader } from '../state.js'
import { type Conversation, isListed, isThere, type Participant } from './conversation.js'

/** A call that is a leg of a conversation which goes on. */
export interface Leg {
  readonly call: Call
  readonly conversation: Conversation
}

/** Actions on participants make sense among several only. */
export function legOf(state: StateReader, call: Call): Leg {
  const conversation = call.conversationId === undefined ? undefined : state.conversation(call.conversationId)
  return conversation === undefined ? refusePeerToPeer() : { call, conversation }
}

export function refusePeerToPeer(): never {
  throw new Refusal('notGroupCall', 'It is a peer-to-peer call: invite somebody first.')
}

/** Somebody of the roster by id. */
export function participantOf(state: StateReader, leg: Leg, participantId: string): Participant {
  const found = invitedOrPresent(state, leg, participantId)
  return isListed(found) ? found : notThere(participantId)
}

/** The same, or somebody who is rung. */
export function invitedOrPresent(state: StateReader, { conversation }: Leg, participantId: string): Participant {
  return state.participant(conversation.id, participantId) ?? notThere(participantId)
}

function notThere(participantId: string): never {
  throw new Refusal('participantNotFound', `Nobody in the call has the participant id '${participantId}'.`)
}

/** Whoever people mean by a name, an id or a number; without one, the only other who fits. */
export function meant(
  state: StateReader,
  { call, conversation }: Leg,
  name: string | undefined,
  fits: (participant: Participant) => boolean = isThere
): Participant {
  const others = Array.from(state.participants(conversation.id)).filter(({ id }) => id !== call.myParticipantId)
  const named = name === undefined ? others : others.filter(participant => isNamed(state, participant, name))
  const [found, ...more] = named.filter(fits)
  if (found !== undefined && (name !== undefined || more.length === 0)) return found
  const there = others.map(participant => `'${nameOf(state, participant)}' (${participant.presence})`).join(', ')
  const wanted = name === undefined ? 'Say whom you mean by participant' : `'${name}' cannot do this`
  throw new Refusal('farEndNotThere', `${wanted}. Beside the bot there: ${there || 'nobody'}.`)
}

/** People only: an application leaves by its call. */
export const isPersonThere = (participant: Participant): boolean =>
  participant.callId === undefined && isThere(participant)

export function isNamed(state: DirectoryReader, { id, info }: Participant, name: string): boolean {
  const { user } = info.identity
  const known = user && state.user(user.id)
  if (known !== undefined && answersTo(known, name)) return true
  const wanted = name.toLowerCase()
  const party = partyOf(info.identity)
  return [id, party?.id, party?.displayName?.toLowerCase()].includes(wanted)
}

export function nameOf(state: DirectoryReader, { info: { identity } }: Participant): string {
  const { user } = identity
  const party = partyOf(identity)
  return (user && state.user(user.id)?.displayName) ?? party?.displayName ?? party?.id ?? 'somebody'
}
