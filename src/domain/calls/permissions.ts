import { permissionName } from '../directory/permissions.js'
import { Refusal } from '../refusals.js'
import type { DirectoryReader } from '../state.js'
import type { CreateCall } from './commands.js'

/** One of each list must have been granted. */
type Needed = readonly (readonly string[])[]

const media: Needed = [['Calls.AccessMedia.All']]

/** What it takes to be in a conversation of several that others began. */
export const toBeInGroups: Needed = [['Calls.JoinGroupCall.All', 'Calls.JoinGroupCallAsGuest.All']]

/** What it takes to add somebody to a call. Source: https://learn.microsoft.com/graph/api/participant-invite */
export const toInvite: Needed = [['Calls.InitiateGroupCall.All']]

/**
 * What an application must have been granted to place a call. Most of what it does in a call afterwards is not asked
 * again. Source: https://learn.microsoft.com/graph/api/application-post-calls
 */
function toCreate({ meetingInfo, source, targets, mediaConfig }: CreateCall): Needed {
  const needed = () => {
    if (meetingInfo === undefined) return targets.length > 1 ? 'Calls.InitiateGroupCall.All' : 'Calls.Initiate.All'
    return source?.identity.guest === undefined ? 'Calls.JoinGroupCall.All' : 'Calls.JoinGroupCallAsGuest.All'
  }
  return [[needed()], ...(mediaConfig.kind === 'appHosted' ? media : [])]
}

/** Refuses a call that the real tenant would not let the application place. Where permissions are not asked, none is. */
export function refuseUnlessGranted(directory: DirectoryReader, command: CreateCall): void {
  const { granted, appId } = command
  if (granted === undefined) return
  if (directory.application(appId)?.callbackUri === undefined) {
    throw new Refusal('notCallingEnabled', `Application '${appId}' has no calling webhook: give it a callbackUri.`)
  }
  refuseWithout(toCreate(command), command)
}

/** Refuses what takes a permission that the token does not carry. */
export function refuseWithout(
  needed: Needed,
  { granted, appId }: { granted: readonly string[] | undefined; appId: string }
): void {
  if (granted === undefined) return
  const missing = needed.filter(oneOf => !holds(granted, oneOf)).map(oneOf => oneOf.join(' or '))
  if (missing.length === 0) return
  throw new Refusal(
    'permissionMissing',
    `The token lacks ${missing.join(' and ')}: grant it by PATCH /_ringback/applications/${appId}.`
  )
}

/** Whether an application holds everything that is needed. */
export function isGranted(granted: readonly string[], needed: Needed): boolean {
  return needed.every(oneOf => holds(granted, oneOf))
}

/** A call comes from the application itself, from an instance of its own, or from a guest it makes up. */
export function refuseForeignSource(directory: DirectoryReader, { source, appId, granted }: CreateCall): void {
  const { application, applicationInstance } = source?.identity ?? {}
  if (application !== undefined && application.id !== appId) {
    throw new Refusal('sourceNotOwned', `'source' names application '${application.id}', the token '${appId}'.`)
  }
  const own = directory.application(appId)?.instances ?? []
  if (applicationInstance === undefined || own.some(({ id }) => id === applicationInstance.id)) return
  // An application that was taken in as it came has no instances we know of.
  if (granted === undefined && own.length === 0) return
  throw new Refusal('sourceNotOwned', `'${applicationInstance.id}' is no instance of application '${appId}'.`)
}

/** Whether a bot is told who calls it: with any permission on calls. */
export function mayKnowCallers(permissions: readonly string[]): boolean {
  return permissions.some(permission => permissionName(permission).startsWith('calls.'))
}

function holds(granted: readonly string[], oneOf: readonly string[]): boolean {
  const held = new Set(granted.map(permissionName))
  return oneOf.some(permission => held.has(permissionName(permission)))
}
