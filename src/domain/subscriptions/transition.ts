import { type DeadlineChange, lapse } from '../deadlines.js'
import { Refusal } from '../refusals.js'
import type { StateReader, SubscriptionOutcome } from '../state.js'
import { admitted } from './admission.js'
import type { CreateSubscription, HandshakeOutcome, SubscriptionCommand, UpdateSubscription } from './commands.js'
import { duplicateClaim, mayRead, quotasOf, subscribable } from './limits.js'
import { nextReminder } from './reminders.js'
import { expiryOf, refuseCertificate } from './rules.js'
import type { Subscription, SubscriptionOwner } from './subscription.js'

/** What a command does to a subscription. */
export function subscriptionTransition(state: StateReader, command: SubscriptionCommand): SubscriptionOutcome {
  switch (command.type) {
    case 'createSubscription':
      return create(state, command)
    case 'updateSubscription':
      return update(ownSubscription(state, command), command)
    case 'reauthorizeSubscription': {
      const { authorizedUntil } = command
      const subscription = { ...ownSubscription(state, command), authorizedUntil }
      return outcome('subscriptionReauthorized', subscription, remindersOf(subscription, command.at))
    }
    case 'deleteSubscription': {
      const subscription = { ...ownSubscription(state, command), ended: true }
      return outcome('subscriptionDeleted', subscription, [{ change: 'cancelAll', of: subscription.id }])
    }
    case 'subscriptionExpires': {
      const subscription = { ...known(state, command.subscriptionId), ended: true }
      return outcome('subscriptionExpired', subscription, [{ change: 'cancelAll', of: subscription.id }])
    }
    case 'reauthorizationDue': {
      const subscription = known(state, command.subscriptionId)
      const lifecycleEvent = 'reauthorizationRequired' as const
      const events = [{ type: 'lifecycleEventDue' as const, subscription, lifecycleEvent }]
      return { subscription, events, deadlines: remindersOf(subscription, command.at) }
    }
    case 'sendLifecycleEvent': {
      const { lifecycleEvent, subscriptionId } = command
      const subscription = known(state, subscriptionId)
      const removed = lifecycleEvent === 'subscriptionRemoved'
      return {
        subscription: removed ? { ...subscription, ended: true } : subscription,
        events: [{ type: 'lifecycleEventDue', subscription, lifecycleEvent }],
        deadlines: removed ? [{ change: 'cancelAll', of: subscriptionId }] : []
      }
    }
  }
}

/** A subscription as its owner may see it: those of others do not exist for them. */
export function ownSubscription(
  state: StateReader,
  { subscriptionId, appId, userId }: SubscriptionOwner & { subscriptionId: string }
): Subscription {
  const subscription = state.subscription(subscriptionId)
  if (subscription?.appId === appId && subscription.userId === userId) return subscription
  throw new Refusal(
    'subscriptionNotFound',
    `No subscription of this ${userId === undefined ? 'application' : 'user'} has the id '${subscriptionId}': it ended, or never was.`
  )
}

function known(state: StateReader, subscriptionId: string): Subscription {
  const subscription = state.subscription(subscriptionId)
  if (subscription !== undefined) return subscription
  throw new Refusal('subscriptionNotFound', `There is no subscription '${subscriptionId}'.`)
}

function create(state: StateReader, command: CreateSubscription): SubscriptionOutcome {
  const subscription = admitted(command)
  refusePermission(command, subscription)
  refuseDuplicate(state, subscription)
  for (const { claim, most, what } of quotasOf(subscription)) {
    if (state.subscriptionsClaiming(claim) < most) continue
    throw new Refusal(
      'subscriptionQuota',
      `Operation: Create; Exception: [Status Code: Forbidden; Reason: There may be ${what}.]`
    )
  }
  refuseHandshake(command.handshake)
  return outcome('subscriptionCreated', subscription, deadlinesOf(subscription, command.at))
}

/** Who cannot subscribe at all is refused in either mode; who lacks a permission only where it is asked for. */
function refusePermission({ granted, userId }: CreateSubscription, { about }: Subscription): void {
  const { application, delegated } = subscribable(about)
  const needed = userId === undefined ? application : delegated
  if (needed !== undefined && (granted === undefined || mayRead(about, { userId, granted }))) return
  const advice =
    needed === undefined
      ? `Use a token ${userId === undefined ? 'on behalf of somebody' : 'of the application itself'}.`
      : `It takes one of '${needed.join(', ')}'.`
  throw new Refusal(
    'subscriptionNotAuthorized',
    `Operation: Create; Exception: [Status Code: Forbidden; Reason: The request is not authorized for this user or application.] ${advice}`
  )
}

function refuseDuplicate(state: StateReader, subscription: Subscription): void {
  const [existing] = state.subscriptionsUnder(duplicateClaim(subscription))
  if (existing === undefined) return
  if (subscription.about.kind === 'presence') {
    throw new Refusal(
      'presenceSubscriptionExists',
      'Operation: Create; Exception: [Status Code: Conflict; Reason: A subscripton already exists. It must be deleted before a another can be made]'
    )
  }
  throw new Refusal('subscriptionExists', `Subscription Id ${existing.id} already exists for the requested combination`)
}

function update(subscription: Subscription, command: UpdateSubscription): SubscriptionOutcome {
  const { at, expiresAt, notificationUrl, certificate, handshake, authorizedUntil } = command
  if (expiresAt === undefined && notificationUrl === undefined && certificate === undefined) {
    throw new Refusal(
      'subscriptionInvalid',
      "Subscription must contain either the 'expirationDateTime' or 'notificationUrl' property and its value."
    )
  }
  const changed: Subscription = {
    ...subscription,
    authorizedUntil,
    ...(expiresAt !== undefined && { expiresAt: expiryOf({ ...subscription, expiresAt }, at, 'Update') }),
    ...(notificationUrl !== undefined && { notificationUrl }),
    ...(certificate !== undefined && { certificate: refuseCertificate(certificate) })
  }
  if (notificationUrl !== undefined) refuseHandshake(handshake)
  return outcome('subscriptionUpdated', changed, deadlinesOf(changed, at))
}

function refuseHandshake(handshake: HandshakeOutcome | undefined): void {
  if (handshake?.ok !== false) return
  throw new Refusal(
    'endpointNotValidated',
    `${handshake.problem} GET /_ringback/deliveries?type=validation tells what it answered.`
  )
}

function outcome(
  type: Exclude<SubscriptionOutcome['events'][number]['type'], 'lifecycleEventDue'>,
  subscription: Subscription,
  deadlines: readonly DeadlineChange[]
): SubscriptionOutcome {
  return { subscription, events: [{ type, subscription }], deadlines }
}

function deadlinesOf(subscription: Subscription, at: number): DeadlineChange[] {
  const { id: subscriptionId, expiresAt } = subscription
  return [
    lapse('subscriptionExpires', expiresAt, { type: 'subscriptionExpires', subscriptionId }),
    ...remindersOf(subscription, at)
  ]
}

/** It ends with its time, or earlier with the token it is bound to. */
function remindersOf(subscription: Subscription, at: number): DeadlineChange[] {
  const { id: subscriptionId, expiresAt, authorizedUntil = expiresAt, lifecycleNotificationUrl } = subscription
  const remaining = Math.min(expiresAt, authorizedUntil) - at
  const wait = lifecycleNotificationUrl === undefined ? undefined : nextReminder(remaining)
  if (wait === undefined) return [{ change: 'cancel', of: subscriptionId, name: 'reauthorizationDue' }]
  return [lapse('reauthorizationDue', at + wait, { type: 'reauthorizationDue', subscriptionId })]
}
