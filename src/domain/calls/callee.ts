import type { Application, FarEndBehaviour } from '../directory/directory.js'
import type { IdentitySet } from '../directory/identity-set.js'
import { Refusal } from '../refusals.js'
import type { DirectoryReader } from '../state.js'
import { type Call, throughInstance } from './call.js'

/** What somebody does of whom the directory knows nothing: a stranger's phone, another application. */
const anyoneElse: FarEndBehaviour = { action: 'answer', afterMs: 1_000 }

/** What the one who is called does; undefined for a user the tenant does not have, whom nothing can reach. */
export function behaviourOf(directory: DirectoryReader, { user, phone }: IdentitySet): FarEndBehaviour | undefined {
  if (user !== undefined) return directory.user(user.id)?.farEnd
  const owner = phone && Array.from(directory.users()).find(candidate => candidate.phone === phone.id)
  return owner?.farEnd ?? anyoneElse
}

/** Whether somebody is rung by a call of their own: an application of the tenant that has a calling webhook. */
export function isRungByCall(directory: DirectoryReader, { application, applicationInstance }: IdentitySet): boolean {
  const found = application ?? applicationInstance
  return found !== undefined && rungApplication(directory, found.id)?.callbackUri !== undefined
}

/** The application with this id, or with this resource account. */
export function rungApplication(directory: DirectoryReader, id: string): Application | undefined {
  const own = directory.application(id)
  if (own !== undefined) return own
  for (const application of directory.applications()) {
    if (application.instances.some(instance => instance.id === id)) return application
  }
  return undefined
}

/**
 * The telephone network is reached only from a call the application is in through its instance; into a meeting it joined
 * by its coordinates it may invite phones in any case. Source: the support table of
 * https://learn.microsoft.com/graph/api/call-answer
 */
export function refuseUnreachablePhones(
  call: Call,
  callees: readonly { identity: IdentitySet }[],
  action: 'invite' | 'moveAway'
): void {
  if (callees.every(({ identity }) => identity.phone === undefined) || throughInstance(call)) return
  const byCoordinates = call.meetingInfo !== undefined && call.meetingInfo.kind !== 'token'
  if (action === 'invite' && byCoordinates) return
  throw new Refusal(
    'invalidArgument',
    'A phone number can be reached only if the application is in the call through its own instance.'
  )
}
