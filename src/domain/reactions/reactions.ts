import type { Event, StateReader } from '../state.js'
import { artifactReactions } from './artifacts.js'
import { callRecordReactions } from './call-records.js'
import { companyReactions } from './company.js'
import { peerReactions } from './peers.js'
import { presenceReactions } from './presences.js'
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
    ...revocationReactions(event, state),
    ...presenceReactions(event, state),
    ...artifactReactions(event, state, draw),
    // What is over is put on record last: what it was has been seen to by then.
    ...callRecordReactions(event, draw)
  ]
}
