import type { Replaced } from '../calls/service-commands.js'
import type { Event } from '../state.js'

/** What an event in one call brings about in another; `at` is the moment of the event. */
export type Reaction = Omit<Replaced, 'at'>

export function reactionsTo(event: Event): Reaction[] {
  return event.type === 'callReplaced' ? [{ type: 'replaced', callId: event.replacesCallId }] : []
}
