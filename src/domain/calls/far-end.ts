import { Refusal } from '../refusals.js'
import type { CallOutcome } from '../state.js'
import { type Call, isPstn, isUnanswered } from './call.js'
import { endingOf } from './catalogue.js'
import { cancel } from './deadlines.js'
import { terminate, terminateWith } from './ending.js'
import { connecting } from './handling.js'
import type { FarEndAnswers, FarEndFails } from './service-commands.js'

/** The person the bot calls picks up. */
export function farEndAnswers(call: Call, command: FarEndAnswers): CallOutcome {
  const answered: Call = { ...refuseUnlessRinging(call), farEndConnected: true }
  return {
    call: answered,
    events: [{ type: 'farEndAnswered', callId: call.id, call: answered }],
    deadlines: [cancel('farEndReacts'), cancel('ringing'), connecting(call, command.at)]
  }
}

/** The person the bot calls lets it ring, whatever was planned for them. */
export function farEndIgnores(call: Call): CallOutcome {
  return { call: refuseUnlessRinging(call), events: [], deadlines: [cancel('farEndReacts')] }
}

/** The person hangs up: the caller before or after the bot answered, the one called once connected. */
export function farEndHangsUp(call: Call): CallOutcome {
  if (isUnanswered(call)) return terminate(call, 'callerCancelled', 'farEnd')
  if (!call.farEndConnected) {
    throw new Refusal('farEndNotThere', 'The far end has not picked up: it can answer, decline, be busy or ignore.')
  }
  return terminate(call, isPstn(call) ? 'pstnUserHungUp' : 'otherPartyHungUp', 'farEnd')
}

/** Brings about an ending of the catalogue that would take a real network, a real policy or a real outage. */
export function farEndFails(call: Call, { code, subcode }: FarEndFails): CallOutcome {
  const ending = endingOf({ code, subcode })
  if (ending !== undefined) return terminateWith(call, ending, 'service')
  throw new Refusal(
    'invalidArgument',
    `No ending has the code ${code} and the subcode ${subcode}: docs/endings.md lists them.`
  )
}

/** Only somebody who is being rung can answer, decline, be busy or ignore. */
export function refuseUnlessRinging(call: Call): Call {
  if (call.direction === 'outgoing' && !call.farEndConnected) return call
  throw new Refusal(
    'farEndNotThere',
    call.direction === 'incoming'
      ? 'The far end is the caller here: it can hang-up and press.'
      : 'The far end has picked up already: it can hang-up and press.'
  )
}
