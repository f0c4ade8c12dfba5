/** A notification with what became of it, in the journal or as the control API tells it. */
export interface Sent {
  readonly type: string
  readonly changeType: string
  readonly state: string
  /** What went wrong with it by rule. */
  readonly fault?: unknown
  /** What was wrong with its token, on purpose. */
  readonly spoiling?: unknown
  readonly token?: unknown
  readonly attempts: readonly { readonly diagnosis: string }[]
}

/** Notifications that did not arrive though nobody asked for that, each in a sentence with why. */
export function undeliveredInWords(sent: readonly Sent[]): string[] {
  return sent.filter(isMissing).map(({ type, changeType, state, attempts }) => {
    const why = attempts.at(-1)?.diagnosis ?? 'It was not sent.'
    return `${changeType || type} (${type}) is ${state} after ${attempts.length} attempts: ${why}`
  })
}

function isMissing({ state, fault, spoiling, token }: Sent): boolean {
  return state !== 'delivered' && fault === undefined && spoiling === undefined && token === undefined
}
