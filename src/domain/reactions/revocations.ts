import type { Event, StateReader } from '../state.js'
import { mayRead } from '../subscriptions/limits.js'
import { applicationClaim } from '../subscriptions/subscription.js'
import type { Reaction } from './reaction.js'

const ofPermissions = ['permissions', 'delegatedPermissions']

/** An application that may no longer read what it has subscribed to is asked to reauthorize. */
export function revocationReactions(event: Event, state: StateReader): Reaction[] {
  if (event.type !== 'applicationChanged' || !event.changed.some(name => ofPermissions.includes(name))) return []
  const { permissions = [], delegatedPermissions = [] } = state.application(event.appId) ?? {}
  return state.subscriptionsUnder(applicationClaim(event.appId)).flatMap(({ id: subscriptionId, about, userId }) => {
    const granted = userId === undefined ? permissions : delegatedPermissions
    if (mayRead(about, { userId, granted })) return []
    return [{ type: 'sendLifecycleEvent', subscriptionId, lifecycleEvent: 'reauthorizationRequired' } as const]
  })
}
