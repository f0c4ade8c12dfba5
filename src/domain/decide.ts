import { artifactTransition } from './artifacts/transition.js'
import { callRecordTransition } from './call-records/transition.js'
import type { Call } from './calls/call.js'
import type { CallCommand } from './calls/commands.js'
import { createCall } from './calls/create-call.js'
import { farEndCalls } from './calls/far-end-calls.js'
import { ringApplication } from './calls/incoming-call.js'
import { liveCall, ownCall } from './calls/lookup.js'
import { transition } from './calls/transition.js'
import { policyUserCalls, policyUserJoins, policyUserLeaves } from './compliance/recorder.js'
import { conversationTransition } from './conversations/transition.js'
import { changeDirectory } from './directory/transition.js'
import { questionTransition } from './meetings/asking.js'
import { meetingTransition } from './meetings/transition.js'
import { presenceTransition } from './presence/transition.js'
import type { Command, Outcome, StateReader } from './state.js'
import { subscriptionTransition } from './subscriptions/transition.js'

/** The whole of the rules: what a command does to a tenant's world, or a {@link Refusal}. Changes nothing itself. */
export function decide(state: StateReader, command: Command): Outcome {
  switch (command.type) {
    case 'registerApplication':
    case 'changeApplication':
    case 'addUser':
    case 'changeUser':
      return changeDirectory(state, command)
    case 'createSubscription':
    case 'updateSubscription':
    case 'reauthorizeSubscription':
    case 'deleteSubscription':
    case 'sendLifecycleEvent':
    case 'subscriptionExpires':
    case 'reauthorizationDue':
      return subscriptionTransition(state, command)
    case 'setPresence':
    case 'clearPresence':
    case 'setUserPreferredPresence':
    case 'clearUserPreferredPresence':
    case 'setStatusMessage':
    case 'setLocation':
    case 'clearLocation':
    case 'clientShows':
    case 'callShows':
    case 'setOutOfOffice':
    case 'presenceLapses':
      return presenceTransition(state, command)
    case 'scheduleMeeting':
    case 'changeMeeting':
    case 'changeRegistration':
    case 'changeVirtualAppointment':
    case 'deleteMeeting':
    case 'lockMeeting':
    case 'joinMeeting':
    case 'leaveMeeting':
    case 'admitToMeeting':
    case 'denyFromMeeting':
    case 'endMeeting':
      return meetingTransition(state, command)
    case 'invitationAnswered':
    case 'invitationRefused':
    case 'lobbyTimesOut':
    case 'legEnds':
    case 'participantMovesAway':
    case 'conversationEnds':
      return conversationTransition(state, command)
    case 'sessionEnds':
    case 'concludeConversation':
    case 'concludeCall':
    case 'callRecordDue':
    case 'rateCall':
    case 'addCallHistory':
      return callRecordTransition(state, command)
    case 'askQuestion':
    case 'replyToQuestion':
    case 'reactToMessage':
    case 'moderateQuestion':
      return questionTransition(state, command)
    case 'startArtifact':
    case 'stopArtifact':
    case 'addTranscriptLine':
    case 'addArtifact':
      return artifactTransition(state, command)
    case 'policyUserJoins':
      return policyUserJoins(state, command)
    case 'policyUserCalls':
      return policyUserCalls(state, command)
    case 'policyUserLeaves':
      return policyUserLeaves(state, command)
    case 'ringApplication':
      return ringApplication(state, command)
    case 'createCall':
      return createCall(state, command)
    case 'farEndCalls':
      return farEndCalls(state, command)
    default:
      return transition(addressed(state, command), command, state)
  }
}

function addressed(state: StateReader, command: CallCommand): Call {
  return 'appId' in command ? ownCall(state, command) : liveCall(state, command.callId)
}
