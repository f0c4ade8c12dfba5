/** How a call or an operation ended, as Graph tells it. */
export interface ResultInfo {
  readonly code: number
  readonly subcode: number
  readonly message: string
}

/** One way to end, with what a bot's developer wants to know about it. */
export interface Ending extends ResultInfo {
  /** What happened, for somebody who does not know the code. */
  readonly when: string
  /** What to look at next. */
  readonly advice: string
  /** `documented`, seen next door in Azure Communication Services, seen in public threads, or a `guess`. */
  readonly source: 'documented' | 'azureCommunicationServices' | 'observed' | 'guess'
}

/** The three members that go on the wire. */
export function resultInfo(ending: Ending, detail?: string): ResultInfo {
  const { code, subcode, message } = ending
  return { code, subcode, message: detail === undefined ? message : `${message} ${detail}` }
}
