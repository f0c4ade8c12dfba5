import type { Person } from '../meetings/commands.js'
import { Refusal } from '../refusals.js'
import type { DirectoryReader } from '../state.js'
import { answersTo } from './directory.js'
import type { IdentitySet } from './identity-set.js'

/** The identity of somebody as people name them: a user who answers to the name, a phone, a guest with that name. */
export function identityOf(directory: DirectoryReader, { user, phone, guest }: Person, guestId: string): IdentitySet {
  if (phone !== undefined) return { phone: { id: phone } }
  if (guest !== undefined) return { guest: { id: guestId, displayName: guest } }
  return userNamed(directory, user ?? '')
}

/** A user of the tenant. Throws a {@link Refusal} that tells who is known. */
export function userNamed(directory: DirectoryReader, name: string): IdentitySet {
  const user = Array.from(directory.users()).find(candidate => answersTo(candidate, name))
  if (user !== undefined) return { user: { id: user.id, tenantId: directory.tenantId, identityProvider: 'AAD' } }
  const known = Array.from(directory.users(), ({ displayName }) => `'${displayName}'`).join(', ')
  throw new Refusal('userNotFound', `Nobody here answers to '${name}'. Known here: ${known || 'nobody'}.`)
}
