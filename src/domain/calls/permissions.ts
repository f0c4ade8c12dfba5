import { Refusal } from '../refusals.js'
import type { DirectoryReader } from '../state.js'
import type { CreateCall } from './commands.js'

/** Everything about calls: what an application may do of which nobody said otherwise. */
export const callPermissions: readonly string[] = [
  'Calls.Initiate.All',
  'Calls.InitiateGroupCall.All',
  'Calls.JoinGroupCall.All',
  'Calls.JoinGroupCallAsGuest.All',
  'Calls.AccessMedia.All'
]

/**
 * What an application must have been granted to place a call. Most of what it does in a call afterwards is not asked
 * again. Source: https://learn.microsoft.com/graph/api/application-post-calls
 */
function needed({ mediaConfig }: CreateCall): string[] {
  return mediaConfig.kind === 'appHosted' ? ['Calls.Initiate.All', 'Calls.AccessMedia.All'] : ['Calls.Initiate.All']
}

/** Refuses a call that the real tenant would not let the application place. Where permissions are not asked, none is. */
export function refuseUnlessGranted(directory: DirectoryReader, command: CreateCall): void {
  const { granted, appId } = command
  if (granted === undefined) return
  if (directory.application(appId)?.callbackUri === undefined) {
    throw new Refusal('notCallingEnabled', `Application '${appId}' has no calling webhook: give it a callbackUri.`)
  }
  const held = new Set(granted.map(normalised))
  const missing = needed(command).filter(permission => !held.has(normalised(permission)))
  if (missing.length === 0) return
  throw new Refusal(
    'permissionMissing',
    `The token lacks ${missing.join(' and ')}: grant it by PATCH /_ringback/applications/${appId} and get a new token.`
  )
}

/** Whether a bot is told who calls it: with any permission on calls. */
export function mayKnowCallers(permissions: readonly string[]): boolean {
  return permissions.some(permission => normalised(permission).startsWith('calls.'))
}

/** Permissions are compared without case, and the plural spellings of older pages count as the same. */
function normalised(permission: string): string {
  return permission.toLowerCase().replace('groupcalls.', 'groupcall.').replace('groupcallsas', 'groupcallas')
}
