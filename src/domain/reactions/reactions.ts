import type { Event, StateReader } from '../state.js'
import { companyReactions } from './company.js'
import { peerReactions } from './peers.js'
import type { Draw, Reaction } from './reaction.js'
import { recorderReactions } from './recorders.js'
import { revocationReactions } from './revocations.js'

/**
 * What an event brings about elsewhere, in the world as it is after it. What it asks for may no longer concern anybody
 * by then; that is no failure.
 */
export function reactionsTo(event: Event, state: StateReader, draw: Draw): Reaction[] {
  return [
    ...(event.type === 'callReplaced' ? [{ type: 'replaced', callId: event.replacesCallId } as const] : []),
    ...companyReactions(event, state),
    ...peerReactions(event, state, draw),
    ...recorderReactions(event, state, draw),
    ...revocationReactions(event, state)
  ]
}
