import { awayAfter, idleActivity, idleAfter } from './limits.js'
import {
  type LocationLayer,
  locationLayers,
  offline,
  type Presence,
  type PresencePair,
  type PresenceSession,
  type WorkLocation
} from './presence.js'

/**
 * What is shown of somebody at a moment: their wish if they have one and are there at all, else the most telling of
 * their sessions, and over it that they are out of office.
 * Source: https://learn.microsoft.com/graph/cloud-communications-manage-presence-state
 */
export function shownAt(presence: Presence, now: number): PresencePair {
  const { sessions, preferred, outOfOffice } = current(presence, now)
  const shown = sessions.length === 0 ? offline : (preferred ?? strongest(sessions, now))
  const { availability, activity } = shown
  return { availability, activity: outOfOffice.isOutOfOffice ? outOfOfficeActivity(shown) : activity }
}

/** The same without what has run out by then. */
export function current(presence: Presence, now: number): Presence {
  const still = <T extends { expiresAt?: number | undefined }>(thing: T | undefined) =>
    thing?.expiresAt !== undefined && thing.expiresAt <= now ? undefined : thing
  const { manual, automatic, scheduled } = presence.locations
  return {
    ...presence,
    sessions: presence.sessions.filter(session => still(session) !== undefined),
    preferred: still(presence.preferred),
    statusMessage: still(presence.statusMessage),
    locations: present({ manual: still(manual), automatic: still(automatic), scheduled })
  }
}

/** When something will change without anybody doing anything; undefined when nothing will. */
export function nextChange(
  { sessions, preferred, statusMessage, locations }: Presence,
  now: number
): number | undefined {
  const fading = sessions.filter(fades).flatMap(({ setAt }) => [setAt + idleAfter, setAt + awayAfter])
  const ending = [...sessions, preferred, statusMessage, ...Object.values(locations)].map(one => one?.expiresAt)
  const coming = [...fading, ...ending].filter(due => due !== undefined && due > now)
  return coming.length === 0 ? undefined : Math.min(...(coming as number[]))
}

/** Where somebody works today, as the strongest layer has it: what they said, what their device saw, what was planned. */
export function workLocation({ locations }: Presence): { layer: LocationLayer; location: WorkLocation } | undefined {
  for (const layer of locationLayers) {
    const location = locations[layer]
    if (location !== undefined) return { layer, location }
  }
  return undefined
}

/** Not the order of courtesy, but that of the service: who presents is not to be disturbed, whatever else they do. */
const ranks = ['Offline', 'Away', 'BeRightBack', 'Available', 'Busy', 'DoNotDisturb']
/** Among the equally available; a guess. */
const activityRanks = [
  idleActivity,
  'Inactive',
  'Available',
  'InAMeeting',
  'InACall',
  'InAConferenceCall',
  'Presenting'
]

function strongest(sessions: readonly PresenceSession[], now: number): PresencePair {
  const faded = sessions.map(session => ({ ...effective(session, now), setAt: session.setAt }))
  const [first = { ...offline, setAt: 0 }] = faded.sort(
    (a, b) =>
      ranks.indexOf(b.availability) - ranks.indexOf(a.availability) ||
      activityRanks.indexOf(b.activity) - activityRanks.indexOf(a.activity) ||
      b.setAt - a.setAt
  )
  return first
}

/** A session that says Available and is not renewed is idle after a while, and away after another. */
function effective(session: PresenceSession, now: number): PresencePair {
  const age = now - session.setAt
  if (!fades(session) || age < idleAfter) return session
  return age < awayAfter
    ? { availability: 'Available', activity: idleActivity }
    : { availability: 'Away', activity: 'Away' }
}

/** What people do in calls and at their own client does not fade: they are seen to be there. */
function fades({ availability, kind }: PresenceSession): boolean {
  return availability === 'Available' && kind === 'application'
}

/** A guess, from what Teams shows. */
function outOfOfficeActivity({ availability, activity }: PresencePair): string {
  const idle = availability === activity && (availability === 'Available' || availability === 'Offline')
  return idle ? 'OutOfOffice' : activity
}

function present(locations: Record<LocationLayer, WorkLocation | undefined>): Presence['locations'] {
  return Object.fromEntries(Object.entries(locations).filter(([, location]) => location !== undefined))
}
