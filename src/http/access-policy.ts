import { Refusal } from '../domain/refusals.js'
import type { StateReader } from '../domain/state.js'
import type { Caller } from '../identity/caller.js'

/**
 * An application on its own touches the meetings only of those whom its application access policy names; everybody's
 * where it has none here.
 * Source: https://learn.microsoft.com/graph/cloud-communication-online-meeting-application-access-policy; the wording was observed.
 *
 * @param ownerId Whose they are.
 */
export function refuseWithoutPolicy(state: StateReader, { appId, userId }: Caller, ownerId: string): void {
  const policy = state.application(appId)?.applicationAccessPolicy
  if (policy === undefined || userId !== undefined || policy.users.includes(ownerId)) return
  throw new Refusal(
    'noApplicationAccessPolicy',
    `No application access policy found for this app ${appId} on the user. Grant it by PATCH /_ringback/applications/${appId} with applicationAccessPolicy.`
  )
}
