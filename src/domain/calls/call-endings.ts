import type { Ending } from './result-info.js'

/** How calls end. Codes from the catalogue in Microsoft's troubleshooting pages and public threads. */
export const callEndings = {
  endedByBot: {
    code: 200,
    subcode: 5001,
    message: 'Call ended.',
    when: 'The bot deleted the call.',
    advice: 'Nothing: this is how a bot hangs up.',
    source: 'documented'
  },
  otherPartyHungUp: {
    code: 200,
    subcode: 4521,
    message: 'The other party ended the call.',
    when: 'The person at the other end hung up.',
    advice: 'Nothing: release what the call held. Operations still running send no notification of their own.',
    source: 'documented'
  },
  pstnUserHungUp: {
    code: 200,
    subcode: 540000,
    message: 'The PSTN user ended the call.',
    when: 'The person on the phone hung up.',
    advice: 'Nothing: release what the call held.',
    source: 'documented'
  },
  callerCancelled: {
    code: 487,
    subcode: 0,
    message: 'The call was cancelled by the caller.',
    when: 'The caller hung up before the bot answered.',
    advice: 'Expect a 404 with code 8522 if the bot answers now; answer sooner if callers give up often.',
    source: 'azureCommunicationServices'
  },
  declined: {
    code: 603,
    subcode: 0,
    message: 'The call was declined.',
    when: 'The callee declined, or the bot rejected the call.',
    advice: 'Nothing, unless a person was expected to answer.',
    source: 'azureCommunicationServices'
  },
  transferred: {
    code: 0,
    subcode: 7015,
    message: 'GracefulTransferCompleted',
    when: 'A transfer was completed.',
    advice: 'Nothing: release what the call held.',
    source: 'documented'
  },
  blindTransferFailed: {
    code: 500,
    subcode: 7000,
    message: 'The blind transfer failed.',
    when: 'The target of a transfer declined or did not answer.',
    advice: 'The call goes on: tell the caller.',
    source: 'documented'
  },
  consultativeTransferFailed: {
    code: 500,
    subcode: 7700,
    message: 'The consultative transfer failed.',
    when: 'The target of a transfer could not be joined.',
    advice: 'The call goes on: tell the caller.',
    source: 'documented'
  },
  refusedByAll: {
    code: 487,
    subcode: 10024,
    message: 'Declined by all endpoints.',
    when: 'Everybody the bot redirected the caller to declined or was busy.',
    advice: 'Redirect to somebody who can take the call, or answer it.',
    source: 'azureCommunicationServices'
  },
  busy: {
    code: 486,
    subcode: 8539,
    message: 'The callee is busy.',
    when: 'The user the bot called is in another call.',
    advice: 'Try again later.',
    source: 'guess'
  },
  pstnBusy: {
    code: 486,
    subcode: 560486,
    message: 'The PSTN number called was busy.',
    when: 'The phone number the bot called is busy.',
    advice: 'Try again later.',
    source: 'azureCommunicationServices'
  },
  notAnswered: {
    code: 487,
    subcode: 10004,
    message: 'The call was not answered in time.',
    when: 'Nobody answered while it rang: the bot within 15 seconds, or the person within the ringing timeout.',
    advice: 'Incoming: answer, reject or redirect within 15 seconds of the notification, and look whether it arrived.',
    source: 'azureCommunicationServices'
  },
  calleeUnreachable: {
    code: 408,
    subcode: 8544,
    message: 'Callee could not be reached.',
    when: "The incoming notification did not reach the bot's calling webhook, or the bot did not accept it.",
    advice: 'Read GET /_ringback/deliveries: the last attempt says what went wrong and what to do.',
    source: 'observed'
  },
  noKeepAlive: {
    code: 408,
    subcode: 8537,
    message: 'The call was ended because no keepAlive was received in time.',
    when: 'The bot sent no keepAlive for 45 minutes.',
    advice: 'POST keepAlive every 15 to 45 minutes for as long as the call lives.',
    source: 'documented'
  },
  over: {
    code: 200,
    subcode: 5003,
    message: 'The call ended.',
    when: 'Somebody ended the meeting for everybody, or the call had lasted 24 hours.',
    advice: 'Release what the call held. Start a new call before a call is a day old.',
    source: 'documented'
  },
  noEndpoint: {
    code: 480,
    subcode: 10037,
    message: 'The callee has no endpoint.',
    when: 'The user the bot called does not exist in this tenant, or has nothing to be rung on.',
    advice: 'Compare the id in targets with GET /_ringback/directory.',
    source: 'documented'
  },
  removed: {
    code: 200,
    subcode: 5300,
    message: 'Removed by another participant.',
    when: 'Somebody removed the bot.',
    advice: 'Join again only if you are asked to.',
    source: 'documented'
  },
  allOthersLeft: {
    code: 200,
    subcode: 5002,
    message: 'All other participants left.',
    when: 'The bot was the last one there.',
    advice: 'Nothing: release what the call held.',
    source: 'documented'
  },
  nobodyJoined: {
    code: 200,
    subcode: 5013,
    message: 'Nobody joined.',
    when: 'None of those who were called picked up.',
    advice: 'Look at how each invitation ended.',
    source: 'documented'
  },
  onlyHiddenLeft: {
    code: 200,
    subcode: 5020,
    message: 'No visible participant is left.',
    when: 'Only hidden participants, such as recorders, were left.',
    advice: 'Nothing: release what the call held.',
    source: 'documented'
  },
  notAdmitted: {
    code: 200,
    subcode: 5854,
    message: 'Not admitted from the lobby.',
    when: 'Somebody declined to let the bot in.',
    advice: 'Ask the organizer.',
    source: 'guess'
  },
  lobbyTimeout: {
    code: 200,
    subcode: 5855,
    message: 'Lobby inactivity.',
    when: 'Nobody admitted the bot from the lobby in time.',
    advice: "Look at the meeting's lobby settings.",
    source: 'documented'
  },
  joinFailed: {
    code: 500,
    subcode: 7106,
    message: 'Server Internal Error.',
    when: 'The meeting that was to be joined does not exist.',
    advice: 'Compare thread id, message id, organizer and tenant with the join link.',
    source: 'observed'
  },
  joinMismatch: {
    code: 500,
    subcode: 3003,
    message: 'Join failed.',
    when: 'The meeting that was to be joined has another organizer.',
    advice: 'Compare thread id, message id, organizer and tenant with the join link.',
    source: 'observed'
  },
  joinMalformed: {
    code: 400,
    subcode: 2203,
    message: 'Bad Request.',
    when: "The chat's thread id of the meeting that was to be joined is none.",
    advice: 'Compare thread id, message id, organizer and tenant with the join link.',
    source: 'observed'
  },
  joinTokenUnknown: {
    code: 400,
    subcode: 8526,
    message: 'Invalid join token.',
    when: 'The token of tokenMeetingInfo stands for no conversation that goes on.',
    advice: 'Use the token of the call it came with, while that conversation goes on.',
    source: 'azureCommunicationServices'
  },
  meetingLocked: {
    code: 403,
    subcode: 8560,
    message: 'The meeting is locked.',
    when: 'Somebody has locked the meeting.',
    advice: 'Ask the organizer.',
    source: 'azureCommunicationServices'
  },
  joinMeetingIdUnknown: {
    code: 404,
    subcode: 8561,
    message: 'Unknown join meeting id.',
    when: 'No meeting has the joinMeetingId, or the passcode is wrong.',
    advice: 'Type the digits and the passcode of the invitation again.',
    source: 'azureCommunicationServices'
  },
  recorderNotAnswered: {
    code: 408,
    subcode: 8587,
    message: 'The bot did not answer in time.',
    when: 'A recorder did not answer within five seconds.',
    advice: 'Answer first, and prepare the recording afterwards.',
    source: 'azureCommunicationServices'
  },
  recorderFailed: {
    code: 403,
    subcode: 8525,
    message: 'The party is not recorded.',
    when: "The user's recording policy is strict, and the recorder was not there.",
    advice: 'Look at how the call of the recorder ended.',
    source: 'guess'
  },
  promotionNotAllowed: {
    code: 403,
    subcode: 7504,
    message: 'Insufficient enterprise tenant permissions, cannot access this API.',
    when: 'Somebody was added to the call, and the bot may not be in group calls.',
    advice: 'Grant Calls.JoinGroupCall.All or Calls.InitiateGroupCall.All.',
    source: 'guess'
  }
} as const satisfies Record<string, Ending>

export type CallEnding = keyof typeof callEndings
