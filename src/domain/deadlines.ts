import type { CallRecordDue } from './call-records/commands.js'
import type { DeadlineCommand } from './calls/service-commands.js'
import type { ConversationDeadline } from './conversations/commands.js'
import type { PresenceLapses } from './presence/commands.js'
import type { SubscriptionDeadline } from './subscriptions/commands.js'

/** What can fall due for a call, in a conversation, for somebody. Setting one again moves it. */
export type DeadlineName =
  | 'answerWindow'
  | 'farEndReacts'
  | 'ringing'
  | 'mediaConnects'
  | 'life'
  | 'prompt'
  | 'silence'
  | 'recordingMaximum'
  | `tones ${string}`
  | `done ${string}`
  | `reacts ${string}`
  | `ringing ${string}`
  | `lobby ${string}`
  | 'presenceLapses'
  | 'subscriptionExpires'
  | 'reauthorizationDue'
  | 'callRecordDue'

type Undated<T> = T extends unknown ? Omit<T, 'at'> : never

/** A command that will be given when its time comes; `at` is then. */
export type DueCommand = Undated<
  DeadlineCommand | ConversationDeadline | PresenceLapses | SubscriptionDeadline | CallRecordDue
>

/** Something falling due on the clock unless cancelled. */
export type DeadlineChange =
  | { change: 'set'; name: DeadlineName; due: number; kind: 'progress' | 'expiry' | 'lapse'; command: DueCommand }
  | { change: 'cancel'; of: string; name: DeadlineName }
  | { change: 'cancelAll'; of: string }

/** The one whom a command that falls due is about. */
export function entityOf(command: DueCommand): string {
  if ('callId' in command) return command.callId
  if ('subscriptionId' in command) return command.subscriptionId
  if ('recordId' in command) return command.recordId
  return 'userId' in command ? command.userId : command.conversationId
}

/** @param of The call's or the conversation's. */
export const cancel = ({ id: of }: { id: string }, name: DeadlineName): DeadlineChange => ({
  change: 'cancel',
  of,
  name
})

/** Our own far side moving on. */
export const progress = (name: DeadlineName, due: number, command: DueCommand): DeadlineChange => ({
  change: 'set',
  name,
  due,
  kind: 'progress',
  command
})

/** Somebody's time to act running out. */
export const expiry = (name: DeadlineName, due: number, command: DueCommand): DeadlineChange => ({
  change: 'set',
  name,
  due,
  kind: 'expiry',
  command
})

/** What comes about if nobody does anything for long. */
export const lapse = (name: DeadlineName, due: number, command: DueCommand): DeadlineChange => ({
  change: 'set',
  name,
  due,
  kind: 'lapse',
  command
})
