import { type Leg, legOf, refusePeerToPeer } from '../conversations/naming.js'
import {
  invitedReacts,
  personChanges,
  personDecides,
  personJoins,
  personLeaves,
  personShares,
  personStopsSharing
} from '../conversations/people.js'
import { cancel } from '../deadlines.js'
import { Refusal } from '../refusals.js'
import type { CallOutcome, StateReader } from '../state.js'
import { type Call, isPstn, isUnanswered } from './call.js'
import { endingOf } from './catalogue.js'
import { endedBy, terminate, terminateWith } from './ending.js'
import type { FarEndAnswers, FarEndCommand, FarEndFails } from './far-end-commands.js'
import { farEndAdds, farEndChanges, farEndTransfers } from './far-end-moves.js'
import { connecting } from './handling.js'
import { farEndPresses, type OperationReader, running } from './media.js'
import { farEndSpeaks } from './record-response.js'

/** What somebody at the other end does: the one there is, or one of several in the conversation. */
export function farEnd(call: Call, command: FarEndCommand, state: StateReader): CallOutcome {
  const operation: OperationReader = id => state.operation(call.id, id)
  switch (command.type) {
    case 'farEndPresses':
      return farEndPresses(call, command, operation)
    case 'farEndSpeaks':
      return farEndSpeaks(call, command, running(call, operation))
    case 'farEndFails':
      return farEndFails(call, command)
    case 'farEndTransfers':
      return farEndTransfers(call, command, state)
    case 'farEndAdds':
      return farEndAdds(call, command, state)
    default:
      return isInConversation(call, state)
        ? amongSeveral(legOf(state, call), command, state)
        : peerToPeer(call, command)
  }
}

type OneOrSeveral = Exclude<
  FarEndCommand,
  { type: 'farEndPresses' | 'farEndSpeaks' | 'farEndFails' | 'farEndTransfers' | 'farEndAdds' }
>

/** While a bot is rung into a conversation, whoever rings it is not yet one of several for it. */
function isInConversation({ conversationId, state: callState }: Call, state: StateReader): boolean {
  return callState !== 'incoming' && conversationId !== undefined && state.conversation(conversationId) !== undefined
}

function amongSeveral(leg: Leg, command: OneOrSeveral, state: StateReader): CallOutcome {
  switch (command.type) {
    case 'farEndAnswers':
    case 'farEndDeclines':
    case 'farEndIsBusy':
    case 'farEndIgnores':
      return invitedReacts(leg, command, state)
    case 'farEndHangsUp':
      return personLeaves(leg, command, state)
    case 'farEndMutes':
    case 'farEndUnmutes':
    case 'farEndHolds':
    case 'farEndResumes':
      return personChanges(leg, command, state)
    case 'farEndShares':
      return personShares(leg, command, state)
    case 'farEndStopsSharing':
      return personStopsSharing(leg, command, state)
    case 'farEndJoins':
      return personJoins(leg, command, state)
    case 'farEndAdmits':
    case 'farEndDenies':
    case 'farEndRemoves':
      return personDecides(leg, command, state)
  }
}

function peerToPeer(call: Call, command: OneOrSeveral): CallOutcome {
  switch (command.type) {
    case 'farEndAnswers':
      return farEndAnswers(call, command)
    case 'farEndDeclines':
      return terminate(refuseUnlessRinging(call), 'declined', 'farEnd')
    case 'farEndIsBusy':
      return endedBy.busyFarEnd(refuseUnlessRinging(call))
    case 'farEndIgnores':
      return { call: refuseUnlessRinging(call), events: [], deadlines: [cancel(call, 'farEndReacts')] }
    case 'farEndHangsUp':
      return farEndHangsUp(call)
    case 'farEndMutes':
    case 'farEndUnmutes':
    case 'farEndHolds':
    case 'farEndResumes':
      return farEndChanges(call, command)
    case 'farEndShares':
    case 'farEndStopsSharing':
    case 'farEndJoins':
    case 'farEndAdmits':
    case 'farEndDenies':
    case 'farEndRemoves':
      return refusePeerToPeer()
  }
}

/** The person the bot calls picks up. */
function farEndAnswers(call: Call, command: FarEndAnswers): CallOutcome {
  const answered: Call = { ...refuseUnlessRinging(call), farEndConnected: true }
  return {
    call: answered,
    events: [{ type: 'farEndAnswered', callId: call.id, call: answered }],
    deadlines: [cancel(call, 'farEndReacts'), cancel(call, 'ringing'), connecting(call, command.at)]
  }
}

/** The person hangs up: the caller before or after the bot answered, the one called once connected. */
function farEndHangsUp(call: Call): CallOutcome {
  if (isUnanswered(call)) return terminate(call, 'callerCancelled', 'farEnd')
  if (!call.farEndConnected) {
    throw new Refusal('farEndNotThere', 'The far end has not picked up: it can answer, decline, be busy or ignore.')
  }
  return terminate(call, isPstn(call) ? 'pstnUserHungUp' : 'otherPartyHungUp', 'farEnd')
}

/** Brings about an ending of the catalogue that would take a real network, a real policy or a real outage. */
function farEndFails(call: Call, { code, subcode }: FarEndFails): CallOutcome {
  const ending = endingOf({ code, subcode })
  if (ending !== undefined) return terminateWith(call, ending, 'service')
  throw new Refusal(
    'invalidArgument',
    `No ending has the code ${code} and the subcode ${subcode}: docs/endings.md lists them.`
  )
}

/** Only somebody who is being rung can answer, decline, be busy or ignore. */
function refuseUnlessRinging(call: Call): Call {
  if (call.direction === 'outgoing' && !call.farEndConnected) return call
  throw new Refusal(
    'farEndNotThere',
    call.direction === 'incoming'
      ? 'The far end is the caller here: it can hang-up and press.'
      : 'The far end has picked up already: it can hang-up and press.'
  )
}
