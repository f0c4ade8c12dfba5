import { lapse } from '../deadlines.js'
import { Refusal } from '../refusals.js'
import type { PresenceOutcome, StateReader } from '../state.js'
import { current, nextChange, shownAt } from './aggregation.js'
import type { CallShows, PresenceCommand, SetPresence } from './commands.js'
import { type CallEngagement, pairOf, strongestAfter } from './in-calls.js'
import { clientPairs, preferredDuration, preferredPairs, sessionDuration, sessionPairs } from './limits.js'
import { absent, type Presence, type PresencePair, type PresenceSession } from './presence.js'

/** What a command does to somebody's presence; the same for all of them: change, look what is shown now, tell if it differs. */
export function presenceTransition(state: StateReader, command: PresenceCommand): PresenceOutcome {
  const { userId, at, askedBy = userId } = command
  if (askedBy !== userId) {
    throw new Refusal('presenceOfOther', 'The token is for somebody else than the path: use /me/presence.')
  }
  if (state.user(userId) === undefined) {
    throw new Refusal('presenceNotFound', `No user of this tenant has the id '${userId}'.`)
  }
  const before = current(state.presence(userId) ?? absent(userId), at)
  if (command.type === 'callShows') return callShows(state, before, command)
  return settle(before, change(before, command, state.settings.permissionsAsked), at)
}

/** All calls of somebody together are one session, as telling as the most telling of them. */
function callShows(
  state: StateReader,
  before: Presence,
  { userId, sessionId, activity, at }: CallShows
): PresenceOutcome {
  const strongest = strongestAfter(state.inCalls(userId), { sessionId, activity })
  const engagement: CallEngagement = { userId, sessionId, activity }
  const shown = before.sessions.find(({ kind }) => kind === 'call')?.activity
  if (strongest === shown) return { presence: before, engagement, events: [] }
  const after =
    strongest === undefined
      ? withoutSession(before, inCalls)
      : withSession(before, { id: inCalls, kind: 'call', setAt: at, ...pairOf(strongest) })
  return { ...settle(before, after, at), engagement }
}

/** The id of the session that all calls of somebody make together. */
const inCalls = 'calls'

function change(presence: Presence, command: Exclude<PresenceCommand, CallShows>, strict: boolean): Presence {
  switch (command.type) {
    case 'setPresence':
      return withSession(presence, sessionOf(command, strict))
    case 'clearPresence': {
      const { sessions } = withoutSession(presence, command.sessionId)
      if (sessions.length === presence.sessions.length) {
        throw new Refusal('presenceSessionNotFound', `There is no session '${command.sessionId}' to clear.`)
      }
      return { ...presence, sessions }
    }
    case 'setUserPreferredPresence': {
      const pair = oneOf(preferredPairs, command)
      return {
        ...presence,
        preferred: { ...pair, expiresAt: command.at + (command.durationMs ?? preferredDuration(pair)) }
      }
    }
    case 'clearUserPreferredPresence':
      return { ...presence, preferred: undefined }
    case 'setStatusMessage': {
      const { content, expiresAt, at } = command
      const over = content === '' || (expiresAt !== undefined && expiresAt <= at)
      return { ...presence, statusMessage: over ? undefined : { content, publishedAt: at, expiresAt } }
    }
    case 'setLocation':
      return { ...presence, locations: { ...presence.locations, [command.layer]: command.location } }
    case 'clearLocation': {
      const kept = Object.entries(presence.locations).filter(([layer]) => !command.layers.some(one => one === layer))
      return { ...presence, locations: Object.fromEntries(kept) }
    }
    case 'clientShows': {
      const { sessionId: id, pair, at } = command
      if (pair === undefined) return withoutSession(presence, id)
      return withSession(presence, { id, kind: 'client', setAt: at, ...oneOf(clientPairs, pair) })
    }
    case 'setOutOfOffice': {
      const { isOutOfOffice, message } = command
      return { ...presence, outOfOffice: { isOutOfOffice, message } }
    }
    case 'presenceLapses':
      return presence
  }
}

function settle(before: Presence, after: Presence, at: number): PresenceOutcome {
  const shown = shownAt(after, at)
  const { userId } = after
  const differs = shown.availability !== before.shown.availability || shown.activity !== before.shown.activity
  const touched = differs || after !== before
  const due = nextChange(after, at)
  return {
    presence: { ...after, shown, sequence: touched ? before.sequence + 1 : before.sequence },
    events: differs
      ? [{ type: 'presenceChanged', userId, ...shown }]
      : touched
        ? [{ type: 'presenceDetailsChanged', userId }]
        : [],
    deadlines: [
      due === undefined
        ? { change: 'cancel', of: userId, name: 'presenceLapses' }
        : lapse('presenceLapses', due, { type: 'presenceLapses', userId })
    ]
  }
}

function sessionOf(command: SetPresence, strict: boolean): PresenceSession {
  const { sessionId: id, appId, at, durationMs = sessionDuration.usual } = command
  if (strict && id !== appId) {
    throw new Refusal('invalidPresence', `'sessionId' must be the application's own id, '${appId}', not '${id}'.`)
  }
  if (durationMs < sessionDuration.least || durationMs > sessionDuration.most) {
    throw new Refusal('invalidPresence', "'expirationDuration' must be from PT5M to PT4H.")
  }
  return { id, kind: 'application', setAt: at, expiresAt: at + durationMs, ...oneOf(sessionPairs, command) }
}

/** The pair that is meant, spelled as the service does. */
function oneOf(pairs: readonly PresencePair[], { availability, activity }: PresencePair): PresencePair {
  const wanted = `${availability}/${activity}`.toLowerCase()
  const pair = pairs.find(one => `${one.availability}/${one.activity}`.toLowerCase() === wanted)
  if (pair !== undefined) return pair
  const known = pairs.map(one => `${one.availability}/${one.activity}`).join(', ')
  throw new Refusal(
    'invalidPresence',
    `'availability' '${availability}' and 'activity' '${activity}' do not go together here. Take one of ${known}.`
  )
}

function withSession(presence: Presence, session: PresenceSession): Presence {
  return { ...presence, sessions: [...withoutSession(presence, session.id).sessions, session] }
}

function withoutSession(presence: Presence, id: string): Presence {
  return { ...presence, sessions: presence.sessions.filter(session => session.id !== id) }
}
