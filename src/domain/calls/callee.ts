import type { FarEndBehaviour } from '../directory/directory.js'
import { Refusal } from '../refusals.js'
import type { DirectoryReader } from '../state.js'
import { type Call, type IdentitySet, throughInstance } from './call.js'

/** What somebody does of whom the directory knows nothing: a stranger's phone, another application. */
const anyoneElse: FarEndBehaviour = { action: 'answer', afterMs: 1_000 }

/** What the one who is called does; undefined for a user the tenant does not have, whom nothing can reach. */
export function behaviourOf(directory: DirectoryReader, { user, phone }: IdentitySet): FarEndBehaviour | undefined {
  if (user !== undefined) return directory.user(user.id)?.farEnd
  const owner = phone && Array.from(directory.users()).find(candidate => candidate.phone === phone.id)
  return owner?.farEnd ?? anyoneElse
}

/** The telephone network is reached only from a call the application is in through its instance. */
export function refuseUnreachablePhones(call: Call, callees: readonly { identity: IdentitySet }[]): void {
  if (throughInstance(call) || callees.every(({ identity }) => identity.phone === undefined)) return
  throw new Refusal(
    'invalidArgument',
    'A phone number can be reached only if the application is in the call through its own instance.'
  )
}
