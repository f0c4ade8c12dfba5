import { permissionName } from '../directory/permissions.js'
import type { SubscribedKind, SubscribedResource } from './resource.js'
import { applicationClaim, type ChangeType, ownerClaim, type Subscription, userClaim } from './subscription.js'

const minute = 60_000

/** A life shorter than this is made this long. Source: https://learn.microsoft.com/graph/api/resources/subscription */
export const shortestLife = 45 * minute

/** What clocks may differ by; a guess. */
export const clockSkew = 10_000

/** Beyond this, subscriptions to what Teams has need a lifecycleNotificationUrl. Source: as above. */
export const lifeWithoutLifecycle = 60 * minute

/** What is allowed of a kind of resource. Source: https://learn.microsoft.com/graph/change-notifications-overview */
export interface Subscribable {
  readonly changeTypes: readonly ChangeType[]
  readonly longestLife: number
  readonly rich: boolean
  /** Whether a longer life needs a lifecycleNotificationUrl. */
  readonly lifecycleNeeded: boolean
  /** What an application on its own needs, one of them; absent where it cannot subscribe at all. */
  readonly application?: readonly string[]
  readonly delegated?: readonly string[]
  readonly betaOnly?: boolean
}

const readMeetings = ['OnlineMeetings.Read.All', 'OnlineMeetings.ReadWrite.All']

const ofTeams = { longestLife: 4_320 * minute, rich: true, lifecycleNeeded: true }

/** Whether somebody who holds these may read what a subscription is about; never of what they cannot subscribe to. */
export function mayRead(
  about: SubscribedResource,
  { userId, granted }: { userId?: string | undefined; granted: readonly string[] }
): boolean {
  const { application = [], delegated = [] } = subscribable(about)
  const held = new Set(granted.map(permissionName))
  return (userId === undefined ? application : delegated).some(name => held.has(permissionName(name)))
}

export function subscribable(resource: SubscribedResource): Subscribable {
  switch (resource.kind) {
    case 'presence':
      return {
        changeTypes: ['updated'],
        longestLife: 60 * minute,
        rich: true,
        lifecycleNeeded: false,
        delegated: ['Presence.Read.All']
      }
    case 'callRecords':
      return {
        changeTypes: ['created', 'updated'],
        longestLife: 4_230 * minute,
        rich: false,
        lifecycleNeeded: false,
        application: ['CallRecords.Read.All']
      }
    case 'meetingCallEvents':
      return { changeTypes: ['updated'], ...ofTeams, application: readMeetings, betaOnly: true }
    default:
      return { changeTypes: ['created'], ...ofTeams, ...artifactPermissions(resource) }
  }
}

type Artifacts = Extract<SubscribedResource, { kind: 'recordings' | 'transcripts' }>

function artifactPermissions({ kind, adhoc, scope }: Artifacts): Partial<Subscribable> {
  const name = kind === 'recordings' ? 'Recording' : 'Transcript'
  const permission = adhoc ? [`Call${name}s.Read.All`] : [`OnlineMeeting${name}.Read.All`]
  // Older pages have ad hoc calls in beta only, newer ones in both.
  const betaOnly = scope.of === 'installation'
  if (scope.of === 'tenant' || scope.of === 'installation') return { application: permission, betaOnly }
  return { application: permission, delegated: permission, betaOnly }
}

/** How many subscriptions may share a claim. */
export interface Quota {
  readonly claim: string
  readonly most: number
  readonly what: string
}

/** Source: https://learn.microsoft.com/graph/change-notifications-overview, "Subscription limits" and the pages of each resource */
export function quotasOf(subscription: Pick<Subscription, 'about' | 'appId' | 'userId'>): Quota[] {
  const { about, appId } = subscription
  switch (about.kind) {
    case 'presence':
      return []
    case 'callRecords':
      return [{ claim: 'quota callRecords', most: 100, what: '100 subscriptions to call records in a tenant' }]
    case 'meetingCallEvents':
      return [
        {
          claim: `quota meetingCallEvents ${appId} ${about.joinWebUrl}`,
          most: 1,
          what: 'one subscription of an application to the call events of a meeting'
        }
      ]
    default:
      return artifactQuotas(about, appId)
  }
}

function artifactQuotas({ kind, scope }: Artifacts, appId: string): Quota[] {
  const all = { claim: `quota ${kind}`, most: 10_000, what: `10,000 subscriptions to ${kind} in a tenant` }
  if (scope.of === 'meeting') {
    const claim = `quota ${kind} ${appId} meeting ${scope.meetingId}`
    return [all, { claim, most: 1, what: `one subscription of an application to the ${kind} of a meeting` }]
  }
  if (scope.of !== 'organizer') return [all]
  return [
    all,
    {
      claim: `quota ${kind} ${appId} organizer ${scope.userId}`,
      most: 1,
      what: `one subscription of an application to the ${kind} of a user`
    },
    { claim: `quota ${kind} organizer ${scope.userId}`, most: 10, what: `ten subscriptions to the ${kind} of a user` }
  ]
}

/** Everything a subscription is found by, besides its id. */
export function claimsOf(subscription: Subscription): string[] {
  return [
    ownerClaim(subscription),
    applicationClaim(subscription.appId),
    ...(subscription.userId === undefined ? [] : [userClaim(subscription.userId)]),
    duplicateClaim(subscription),
    ...quotasOf(subscription).map(({ claim }) => claim)
  ]
}

/** Of presence there is one for each application and user, whoever it names. */
export function duplicateClaim({
  about,
  appId,
  userId,
  changeTypes,
  resource
}: Pick<Subscription, 'about' | 'appId' | 'userId' | 'changeTypes' | 'resource'>): string {
  const what = about.kind === 'presence' ? '' : `${[...changeTypes].sort().join()} ${resource.toLowerCase()}`
  return `same ${about.kind satisfies SubscribedKind} ${appId} ${userId ?? ''} ${what}`
}
