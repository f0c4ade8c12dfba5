/** What every request of a bot about one of its calls carries. */
export interface BotCommand {
  at: number
  callId: string
  /** Whose token came with the request: another app's call does not exist for it. */
  appId: string
}

/** What every action that leaves an operation behind carries. */
export interface OperationCommand extends BotCommand {
  operationId: string
  clientContext?: string | undefined
}
