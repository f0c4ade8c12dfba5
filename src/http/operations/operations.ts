import { callRecordOperations } from './call-records.js'
import { betaCallOperations, callOperations } from './calls.js'
import { conversationOperations } from './conversations.js'
import {
  adhocCallOperations,
  adhocCallOperationsBeside,
  betaMeetingOperations,
  meetingOperations,
  meetingOperationsBeside
} from './meetings.js'
import { listed, type OperationEntry, proved } from './operation.js'
import { presenceOperations } from './presence.js'
import { subscriptionOperations } from './subscriptions.js'

/** Graph's v1.0 operations on communications and subscriptions. A test holds this list against the routes that exist. */
export const operations: readonly OperationEntry[] = [
  ...callOperations,
  ...presenceOperations,
  ...meetingOperations,
  ...conversationOperations,
  ...callRecordOperations,
  ...adhocCallOperations,
  ...subscriptionOperations,
  ...listed('refused', ['GET,PATCH /communications'])
]

/** What Graph has elsewhere in its path list, and bots need beside the rest. */
export const operationsBeside: readonly OperationEntry[] = [
  ...meetingOperationsBeside,
  ...adhocCallOperationsBeside,
  ...proved('http/batch.ts', ['POST /$batch']),
  ...proved('e2e/users.ts', ['GET /users', 'GET /users/$count', 'GET /users/{user-id}'])
]

/** What beta has beyond v1.0. */
export const betaOperations: readonly OperationEntry[] = [...betaCallOperations, ...betaMeetingOperations]
