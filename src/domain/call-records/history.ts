import { randomOf } from '../../random.js'
import type { User } from '../directory/directory.js'
import type { IdentitySet } from '../directory/identity-set.js'
import type { CallRecord, Session } from './call-record.js'

/** How much of a past is made up. */
export interface HistoryWish {
  /** The same one makes up the same past. */
  readonly seed: number
  readonly days: number
  readonly callsPerDay: number
}

type Random = () => number

const day = 24 * 60 * 60 * 1_000
const minute = 60 * 1_000

/** A past for reports to tell of: calls between two, meetings and telephone calls, in working hours, some of them missed. */
export function historyOf(
  { seed, days, callsPerDay }: HistoryWish,
  { tenantId, users, trunk, now }: { tenantId: string; users: readonly User[]; trunk: string | undefined; now: number }
): CallRecord[] {
  const random = randomOf(`history ${seed} ${tenantId}`)
  const today = Math.floor(now / day) * day
  const records: CallRecord[] = []
  for (let past = days; past > 0; past--) {
    for (let call = 0; call < callsPerDay; call++) {
      const startedAt = today - past * day + Math.floor((8 + 10 * random()) * 60) * minute
      records.push(madeUp(startedAt, tenantId, users, random() < 0.5 ? trunk : undefined, random))
    }
  }
  return records.sort((a, b) => a.startedAt - b.startedAt)
}

function madeUp(
  startedAt: number,
  tenantId: string,
  users: readonly User[],
  trunk: string | undefined,
  random: Random
): CallRecord {
  const kind = random()
  const one = userIdentity(users, tenantId, random)
  const other = kind < 0.45 ? userIdentity(users, tenantId, random) : phone(random)
  const record = kind < 0.75 ? between(startedAt, one, other, random) : together(startedAt, users, tenantId, random)
  return { ...record, ...(trunk && { trunk }) }
}

function between(startedAt: number, one: IdentitySet, other: IdentitySet, random: Random): CallRecord {
  const id = guid(random)
  const [caller, callee] = random() < 0.5 ? [one, other] : [other, one]
  const missed = random() < 0.12
  const endedAt = startedAt + (missed ? 30_000 : seconds(random, 20, 1_800))
  const session: Session = {
    ...{ id, caller, callee, joinedAt: startedAt, leftAt: endedAt, role: 'attendee' },
    modalities: other.user !== undefined && random() < 0.3 ? ['audio', 'video'] : ['audio'],
    failure: missed ? { stage: 'callSetup', reason: 'The callee did not answer.' } : undefined
  }
  return {
    ...{ id, version: 1, type: 'peerToPeer', organizer: caller, startedAt, endedAt, sessions: [session] },
    lastModifiedAt: endedAt + 15 * minute
  }
}

function together(startedAt: number, users: readonly User[], tenantId: string, random: Random): CallRecord {
  const length = seconds(random, 900, 3_600)
  const there = users.filter((_user, index) => index < 2 || random() < 0.5)
  const sessions = there.map((user, index): Session => {
    const joinedAt = startedAt + (index === 0 ? 0 : seconds(random, 0, 240))
    return {
      id: guid(random),
      caller: identityOf(user, tenantId),
      joinedAt,
      leftAt: startedAt + length - (index === 0 ? 0 : seconds(random, 0, 120)),
      modalities: random() < 0.4 ? ['audio', 'video'] : ['audio'],
      role: index === 0 ? 'organizer' : 'presenter'
    }
  })
  const dialsIn: Session = {
    ...{ id: guid(random), caller: phone(random), joinedAt: startedAt + 60_000, leftAt: startedAt + length },
    ...{ modalities: ['audio'], role: 'attendee' }
  }
  const endedAt = startedAt + length
  return {
    ...{ id: guid(random), version: 1, type: 'groupCall', startedAt, endedAt },
    organizer: sessions[0]?.caller ?? {},
    sessions: random() < 0.3 ? [...sessions, dialsIn] : sessions,
    lastModifiedAt: endedAt + 15 * minute
  }
}

function userIdentity(users: readonly User[], tenantId: string, random: Random): IdentitySet {
  const user = users[Math.floor(random() * users.length)]
  return user === undefined ? phone(random) : identityOf(user, tenantId)
}

function identityOf({ id }: User, tenantId: string): IdentitySet {
  return { user: { id, tenantId, identityProvider: 'AAD' } }
}

/** A number that is set aside for stories. */
function phone(random: Random): IdentitySet {
  return { phone: { id: `+1202555${String(100 + Math.floor(random() * 100)).padStart(4, '0')}` } }
}

function seconds(random: Random, least: number, most: number): number {
  return Math.floor(least + random() * (most - least)) * 1_000
}

function guid(random: Random): string {
  const hex = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`
}
