import { forAll, type PermissionRules } from './permission-rule.js'

const presences = '/communications/presences'
const presence = `${presences}/{}`

/** Somebody's presence, under any of its addresses. */
export const presenceRules: PermissionRules = {
  ...forAll([`GET ${presence}`, `GET ${presences}`, `GET ${presences}/$count`], {
    application: ['Presence.Read.All', 'Presence.ReadWrite.All'],
    delegated: ['Presence.Read', 'Presence.Read.All'],
    ownOnly: ['Presence.Read']
  }),
  'POST /communications/getPresencesByUserId': {
    application: ['Presence.Read.All', 'Presence.ReadWrite.All'],
    delegated: ['Presence.Read.All']
  },
  ...forAll(
    [
      `POST ${presence}/setPresence`,
      `POST ${presence}/clearPresence`,
      `POST ${presence}/setUserPreferredPresence`,
      `POST ${presence}/clearUserPreferredPresence`,
      `POST ${presence}/setStatusMessage`
    ],
    { application: ['Presence.ReadWrite.All'], delegated: ['Presence.ReadWrite'] }
  ),
  ...forAll(
    [
      `POST ${presence}/setManualLocation`,
      `POST ${presence}/setAutomaticLocation`,
      `POST ${presence}/clearAutomaticLocation`,
      `POST ${presence}/clearLocation`
    ],
    { delegated: ['Presence.ReadWrite'] }
  )
}
