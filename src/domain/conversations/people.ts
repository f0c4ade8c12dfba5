import type { Call } from '../calls/call.js'
import type {
  FarEndCommand,
  FarEndDecides,
  FarEndHolds,
  FarEndJoins,
  FarEndMutes,
  FarEndResumes,
  FarEndShares,
  FarEndStopsSharing
} from '../calls/far-end-commands.js'
import { identityOf } from '../directory/people.js'
import type { CallOutcome, StateReader } from '../state.js'
import { type ContentSharing, isSharing, isThere, type Participant } from './conversation.js'
import type { RefusedBecause } from './events.js'
import { refuse } from './invitations.js'
import { admit, meetingOf, personEnters } from './joining.js'
import { leave } from './leaving.js'
import { isNamed, type Leg, meant } from './naming.js'
import { changeRoster } from './roster.js'
import { directed, paused } from './streams.js'
import { answered, ignored } from './transition.js'

/** What people do in a conversation that an application is in. */

const isRung = ({ presence }: Participant) => presence === 'ringing'
const waits = ({ presence }: Participant) => presence === 'lobby'

/** Somebody who was invited reacts. */
export function invitedReacts(leg: Leg, command: FarEndCommand, state: StateReader): CallOutcome {
  const rung = meant(state, leg, command.participant, isRung)
  const because = refusals[command.type]
  if (because !== undefined) return at(leg, refuse(state, leg.conversation, rung, because))
  if (command.type === 'farEndIgnores') return at(leg, ignored(leg.conversation, rung))
  return at(leg, answered(state, leg.conversation, rung, command))
}

const refusals: Partial<Record<FarEndCommand['type'], RefusedBecause>> = {
  farEndDeclines: 'inviteeDeclined',
  farEndIsBusy: 'inviteeBusy'
}

export function personLeaves(leg: Leg, { participant }: FarEndCommand, state: StateReader): CallOutcome {
  const person = meant(
    state,
    leg,
    participant,
    ({ presence, callId }) => presence !== 'ringing' && callId === undefined
  )
  return at(leg, leave(state, leg.conversation, person, { reason: 'left' }))
}

/** Somebody more comes, through the lobby if the meeting says so. */
export function personJoins(leg: Leg, command: FarEndJoins, state: StateReader): CallOutcome {
  const { conversation } = leg
  const { person, participantId, at: now } = command
  const identity = identityOf(state, person, participantId)
  return at(
    leg,
    personEnters(state, conversation, meetingOf(state, conversation), { participantId, identity, at: now })
  )
}

/** Somebody who may lets in from the lobby, or does not, or removes; the bot unless somebody else is named. */
export function personDecides(leg: Leg, command: FarEndDecides, state: StateReader): CallOutcome {
  const { conversation } = leg
  const subject = subjectOf(leg, command, state)
  switch (command.type) {
    case 'farEndAdmits':
      return at(leg, admit(state, conversation, [subject], command.at))
    case 'farEndDenies':
      return at(leg, leave(state, conversation, subject, { reason: 'removed', ending: 'notAdmitted' }))
    case 'farEndRemoves':
      return at(leg, leave(state, conversation, subject, { reason: 'removed', ending: 'removed' }))
  }
}

function subjectOf(leg: Leg, { participant, type }: FarEndDecides, state: StateReader): Participant {
  const fits = type === 'farEndRemoves' ? isThere : waits
  const self = state.participant(leg.conversation.id, leg.call.myParticipantId)
  if (self !== undefined && fits(self) && (participant === undefined || isNamed(state, self, participant))) return self
  return meant(state, leg, participant, fits)
}

/** Mutes, holds and shares of somebody; each is told by the roster. */
export function personChanges(
  leg: Leg,
  command: FarEndMutes | FarEndHolds | FarEndResumes,
  state: StateReader
): CallOutcome {
  const person = meant(state, leg, command.participant)
  switch (command.type) {
    case 'farEndMutes':
      return changes(leg, command, state, { ...person, muted: true })
    case 'farEndUnmutes':
      return changes(leg, command, state, { ...person, muted: false, serverMuted: false })
    case 'farEndHolds':
      return changes(leg, command, state, { ...person, onHold: true, streams: paused(person.streams, true) })
    case 'farEndResumes':
      return changes(leg, command, state, { ...person, onHold: false, streams: paused(person.streams, false) })
  }
}

/** A screen shows in the streams, a presentation as a session of its own; observed. */
export function personShares(leg: Leg, command: FarEndShares, state: StateReader): CallOutcome {
  const person = meant(state, leg, command.participant)
  if (command.what === 'screen') {
    const turned = directed(leg.conversation, person.streams, 'videoBasedScreenSharing', 'sendOnly')
    return changes({ ...leg, conversation: turned.conversation }, command, state, {
      ...person,
      streams: turned.streams
    })
  }
  const session: ContentSharing = { id: command.sessionId, presenterId: person.id }
  const contentSharing = [...leg.conversation.contentSharing, session]
  return sharingChanges(
    { ...leg, conversation: { ...leg.conversation, contentSharing } },
    state,
    'contentSharingStarted',
    [session]
  )
}

export function personStopsSharing(leg: Leg, command: FarEndStopsSharing, state: StateReader): CallOutcome {
  const { contentSharing } = leg.conversation
  const person = meant(
    state,
    leg,
    command.participant,
    participant => isThere(participant) && isSharing(leg.conversation, participant)
  )
  const stopped = contentSharing.filter(({ presenterId }) => presenterId === person.id)
  if (stopped.length === 0) {
    const turned = directed(leg.conversation, person.streams, 'videoBasedScreenSharing', 'inactive')
    return changes(leg, command, state, { ...person, streams: turned.streams })
  }
  const left = contentSharing.filter(({ presenterId }) => presenterId !== person.id)
  const conversation = { ...leg.conversation, contentSharing: left }
  return sharingChanges({ ...leg, conversation }, state, 'contentSharingStopped', stopped)
}

/** Told to those who asked to be told of content sharing. */
function sharingChanges(
  { call, conversation }: Leg,
  state: StateReader,
  type: 'contentSharingStarted' | 'contentSharingStopped',
  sessions: readonly ContentSharing[]
): CallOutcome {
  const legs = conversation.legs.map(id => state.call(id)).filter(leg => leg !== undefined)
  const events = sessions.flatMap(session => legs.map(leg => ({ type, callId: leg.id, call: leg, session })))
  return { call, conversation, events }
}

function changes(leg: Leg, { type }: FarEndCommand, state: StateReader, person: Participant): CallOutcome {
  const event = {
    type: 'participantChanged' as const,
    conversationId: leg.conversation.id,
    participant: person,
    change: type
  }
  return at(leg, changeRoster(state, { conversation: leg.conversation, participants: [person], events: [event] }))
}

const at = <O extends object>({ call }: Leg, outcome: O): O & { call: Call } => ({ ...outcome, call })
