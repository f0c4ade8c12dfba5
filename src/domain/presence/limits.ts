import type { PresencePair } from './presence.js'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** How long a session of an application lasts. Source: https://learn.microsoft.com/graph/api/presence-setpresence */
export const sessionDuration = { least: 5 * minute, most: 4 * hour, usual: 5 * minute }

/** When a session that says Available is taken to be idle, and when to be away. Source: as above. */
export const idleAfter = 5 * minute
export const awayAfter = 10 * minute

/** What idle is called; the list of values knows `Inactive` instead. Source: the text of the page above. */
export const idleActivity = 'AvailableInactive'

/** How long a wish lasts when nothing is said. Source: https://learn.microsoft.com/graph/api/presence-setuserpreferredpresence */
export function preferredDuration({ availability }: PresencePair): number {
  return availability === 'Busy' || availability === 'DoNotDisturb' ? day : 7 * day
}

/** What an application may say of somebody. */
export const sessionPairs = pairs(
  'Available/Available',
  'Busy/InACall',
  'Busy/InAConferenceCall',
  'Away/Away',
  'DoNotDisturb/Presenting'
)

/** What somebody may wish to be shown as. */
export const preferredPairs = pairs(
  'Available/Available',
  'Busy/Busy',
  'DoNotDisturb/DoNotDisturb',
  'BeRightBack/BeRightBack',
  'Away/Away',
  'Offline/OffWork'
)

/** What a Teams client may show besides; from the calendar, from the device, by hand. */
export const clientPairs = [
  ...sessionPairs,
  ...preferredPairs,
  ...pairs('Busy/InAMeeting', 'DoNotDisturb/Focusing', 'Available/Inactive', 'Offline/Offline')
]

/** How many can be asked for at once. Source: https://learn.microsoft.com/graph/api/cloudcommunications-getpresencesbyuserid */
export const mostPresencesAtOnce = 650

function pairs(...texts: string[]): PresencePair[] {
  return texts.map(text => {
    const [availability = '', activity = ''] = text.split('/')
    return { availability, activity }
  })
}
