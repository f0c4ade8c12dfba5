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
  tooLong: {
    code: 200,
    subcode: 5003,
    message: 'The call reached its maximum duration.',
    when: 'The call lasted 24 hours.',
    advice: 'Start a new call before a call is a day old.',
    source: 'guess'
  },
  noEndpoint: {
    code: 480,
    subcode: 10037,
    message: 'The callee has no endpoint.',
    when: 'The user the bot called does not exist in this tenant, or has nothing to be rung on.',
    advice: 'Compare the id in targets with GET /_ringback/directory.',
    source: 'documented'
  }
} as const satisfies Record<string, Ending>

export type CallEnding = keyof typeof callEndings

/** How operations end. */
export const operationEndings = {
  completed: {
    code: 200,
    subcode: 0,
    message: 'Action completed successfully.',
    when: 'All prompts were played.',
    advice: 'Nothing.',
    source: 'documented'
  },
  cancelled: {
    code: 400,
    subcode: 8508,
    message: 'Action failed, the operation was cancelled.',
    when: 'The bot cancelled media processing while the operation ran or waited.',
    advice: 'Nothing, unless cancelMediaProcessing was not meant to reach this operation.',
    source: 'documented'
  },
  mediaFileInvalid: {
    code: 400,
    subcode: 8535,
    message: 'Invalid media file format.',
    when: 'A prompt is not a WAV file of 16 kHz, 16-bit, mono PCM.',
    advice: 'Convert it, for example: ffmpeg -i prompt.mp3 -ar 16000 -ac 1 -c:a pcm_s16le prompt.wav',
    source: 'azureCommunicationServices'
  },
  mediaFileUnavailable: {
    code: 400,
    subcode: 8536,
    message: 'Media file could not be downloaded.',
    when: 'A prompt could not be fetched: not reachable, not found, too slow, too large or redirected too often.',
    advice: 'The service fetches it without credentials: open its uri in a private browser window.',
    source: 'azureCommunicationServices'
  }
} as const satisfies Record<string, Ending>

export type OperationEnding = keyof typeof operationEndings

/** The three members that go on the wire. */
export function resultInfo(ending: Ending, detail?: string): ResultInfo {
  const { code, subcode, message } = ending
  return { code, subcode, message: detail === undefined ? message : `${message} ${detail}` }
}
