import type { CallOutcome } from '../state.js'
import { type Call, isPstn, isUnanswered } from './call.js'
import { type CallEnding, callEndings } from './call-endings.js'
import type { EndedBy } from './events.js'
import { type Ending, resultInfo } from './result-info.js'

/** Ends the call at once: operations still running say nothing more, and the call's own ending is the last word. */
export function terminate(call: Call, ending: CallEnding, by: EndedBy): CallOutcome {
  return terminateWith(call, callEndings[ending], by)
}

/** The same, with any ending. */
export function terminateWith(call: Call, ending: Ending, by: EndedBy): CallOutcome {
  return over({ ...call, resultInfo: resultInfo(ending) }, by)
}

/** The same, with whatever the call has to tell of its end; a call that was picked up elsewhere has no result. */
export function over(call: Call, by: EndedBy): CallOutcome {
  const terminated: Call = { ...call, state: 'terminated', audioActive: false, mediaQueue: [] }
  return {
    call: terminated,
    events: [{ type: 'callTerminated', callId: call.id, call: terminated, endedBy: by }],
    deadlines: [{ change: 'cancelAll', of: call.id }]
  }
}

export const endedBy = {
  /** The bot's DELETE. Of a call it has not answered yet, it counts as a reject without a reason; guess. */
  bot(call: Call): CallOutcome {
    if (isUnanswered(call)) return terminate(call, 'declined', 'bot')
    const terminating: Call = { ...call, state: 'terminating' }
    const ended = terminate(terminating, 'endedByBot', 'bot')
    return { ...ended, events: [{ type: 'callTerminating', callId: call.id, call: terminating }, ...ended.events] }
  },

  busyFarEnd(call: Call): CallOutcome {
    return terminate(call, isPstn(call) ? 'pstnBusy' : 'busy', 'farEnd')
  }
}
