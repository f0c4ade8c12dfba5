import type { Call } from './calls/call.js'
import type { CallCommand, CreateCall, FarEndCalls, OperationLeaving } from './calls/commands.js'
import type { DeadlineChange } from './calls/deadlines.js'
import type { CallEvent } from './calls/events.js'
import type { Operation } from './calls/operations.js'
import type { DirectoryCommand, DirectoryEvent } from './directory/commands.js'
import type { Application, User } from './directory/directory.js'

/** Who is in the tenant. Ids are compared in lower case. */
export interface DirectoryReader {
  user(id: string): User | undefined
  users(): Iterable<User>
  application(appId: string): Application | undefined
  applications(): Iterable<Application>
}

/** A tenant's world as a decision sees it. */
export interface StateReader extends DirectoryReader {
  readonly tenantId: string
  /** A call that lives. */
  call(id: string): Call | undefined
  operation(callId: string, operationId: string): Operation | undefined
}

export type Command = CreateCall | FarEndCalls | CallCommand | DirectoryCommand

export type Event = CallEvent | DirectoryEvent

/** What a command to a call comes to: the call as it is now, and what happened. */
export interface CallOutcome {
  readonly call: Call
  readonly operations?: readonly Operation[]
  readonly events: readonly CallEvent[]
  readonly deadlines?: readonly DeadlineChange[]
}

/** What an action that leaves an operation behind comes to. */
export interface OperationOutcome extends CallOutcome {
  readonly operation: Operation
}

export interface DirectoryOutcome {
  readonly application?: Application
  readonly user?: User
  readonly events: readonly DirectoryEvent[]
}

export type Outcome = CallOutcome | OperationOutcome | DirectoryOutcome

/** Which outcome which command has. */
export type OutcomeOf<C extends Command> = C extends OperationLeaving
  ? OperationOutcome
  : C extends DirectoryCommand
    ? DirectoryOutcome
    : CallOutcome
