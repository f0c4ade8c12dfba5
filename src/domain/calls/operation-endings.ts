import type { Ending } from './result-info.js'

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
  },
  silence: {
    code: 200,
    subcode: 8509,
    message: 'Action completed as the caller stopped speaking.',
    when: 'The pause in a recording lasted for maxSilenceTimeoutInSeconds.',
    advice: 'Nothing.',
    source: 'azureCommunicationServices'
  },
  noSpeech: {
    code: 400,
    subcode: 8510,
    message: 'Action failed, initial silence timeout reached.',
    when: 'Nothing was said within initialSilenceTimeoutInSeconds.',
    advice: 'Ask again, or allow more time.',
    source: 'azureCommunicationServices'
  },
  stopTone: {
    code: 200,
    subcode: 8514,
    message: 'Action completed as stop tone was detected.',
    when: 'A key of stopTones was pressed.',
    advice: 'Nothing.',
    source: 'azureCommunicationServices'
  },
  longest: {
    code: 200,
    subcode: 8515,
    message: 'Action completed as max record duration was reached.',
    when: 'The recording lasted for maxRecordDurationInSeconds.',
    advice: 'Nothing.',
    source: 'documented'
  },
  promptNotPlayed: {
    code: 500,
    subcode: 8511,
    message: 'Action failed, the prompt could not be played.',
    when: 'The prompt of a recording could not be fetched or is no WAV file.',
    advice: 'Play it with playPrompt to see what is wrong with it.',
    source: 'azureCommunicationServices'
  },
  inviteeDeclined: {
    code: 400,
    subcode: 8538,
    message: 'The invitee declined.',
    when: 'Somebody who was invited declined.',
    advice: 'Nothing, unless they were expected to come.',
    source: 'azureCommunicationServices'
  },
  inviteeBusy: {
    code: 400,
    subcode: 8539,
    message: 'The invitee is busy.',
    when: 'Somebody who was invited is in another call.',
    advice: 'Try again later.',
    source: 'azureCommunicationServices'
  },
  inviteeSilent: {
    code: 408,
    subcode: 8544,
    message: 'Callee could not be reached.',
    when: 'Somebody who was invited did not pick up.',
    advice: 'Try again later.',
    source: 'azureCommunicationServices'
  },
  inviteeUnavailable: {
    code: 400,
    subcode: 8541,
    message: 'The invitee is unavailable. DiagCode: 480#10076.@',
    when: 'Somebody who was invited could not be reached.',
    advice: 'Try again later.',
    source: 'observed'
  },
  inviteeCancelled: {
    code: 400,
    subcode: 8542,
    message: 'The invitation was cancelled.',
    when: 'The bot deleted the participant while they were rung.',
    advice: 'Nothing.',
    source: 'azureCommunicationServices'
  },
  inviteeUnknown: {
    code: 400,
    subcode: 8543,
    message: 'The invitee does not exist.',
    when: 'Somebody who was invited is not in this tenant.',
    advice: 'Compare the id with GET /_ringback/directory.',
    source: 'azureCommunicationServices'
  },
  inviteeThere: {
    code: 400,
    subcode: 8519,
    message: 'The invitee is in the call already.',
    when: 'Somebody was invited who is there already.',
    advice: 'Look at the roster before inviting.',
    source: 'guess'
  },
  replacedCallGone: {
    code: 400,
    subcode: 8522,
    message: 'The call to be replaced was not found.',
    when: 'replacesCallId names no established call of the application.',
    advice: 'Invite while the other call goes on.',
    source: 'guess'
  }
} as const satisfies Record<string, Ending>

export type OperationEnding = keyof typeof operationEndings
