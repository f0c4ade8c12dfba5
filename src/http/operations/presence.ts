import { listed, type OperationEntry, proved } from './operation.js'

const actions = [
  ...['setPresence', 'clearPresence', 'setUserPreferredPresence', 'clearUserPreferredPresence', 'setStatusMessage'],
  ...['setManualLocation', 'setAutomaticLocation', 'clearAutomaticLocation', 'clearLocation']
]

const places = ['/communications/presences/{presence-id}', '/users/{user-id}/presence']

export const presenceOperations: readonly OperationEntry[] = [
  ...proved('e2e/presence.ts', [
    'GET /communications/presences',
    'GET /communications/presences/$count',
    'POST /communications/getPresencesByUserId',
    ...places.flatMap(place => [`GET ${place}`, ...actions.map(action => `POST ${place}/${action}`)])
  ]),
  ...listed('refused', ['POST /communications/presences', ...places.map(place => `PATCH,DELETE ${place}`)])
]
