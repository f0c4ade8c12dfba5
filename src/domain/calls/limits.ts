const second = 1_000
const minute = 60 * second
const hour = 60 * minute

/**
 * Times (milliseconds) and sizes of calls. `documented` on Microsoft's pages unless the line says otherwise;
 * `guess` marks what nobody has published and may be changed here alone.
 */
export const callLimits = {
  /** How long a bot may take to answer, reject or redirect an incoming call. */
  answerWindow: 15 * second,
  /** How long an outgoing call rings when the bot does not say; guess. */
  ringing: 60 * second,
  /** How long those ring whom the bot redirects to, when it does not say. */
  ringingOne: 55 * second,
  ringingSeveral: 60 * second,
  redirectSeconds: { least: 15, most: 90 },
  redirectTargets: 25,
  /** The most `ringingTimeoutInSeconds` may be (beta). */
  longestRingingSeconds: 115,
  /** How long a call lives without keepAlive. */
  keepAlive: 45 * minute,
  /** How long a call lives at all; from samples. */
  longestCall: 24 * hour,
  /** From answered to media connected; guess. */
  mediaConnects: 300,
  /** From placed to joined, for meetings; guess. */
  joinConnects: 1 * second,
  /** How long an application waits in the lobby; guess. */
  lobby: 10 * minute,
  /** How long a recorder that a policy rings may take to answer. */
  recorderWindow: 5 * second,
  /** Until hold music plays, a large gallery is there, a mixer is set; guess. */
  inPlace: 100,
  /** The beep before a recording; guess. */
  beep: 200,
  /** Of recordResponse. */
  recordingSeconds: { least: 1, most: 120, default: 5 },
  promptsPerRecording: 1,
  /** How long a recording can be fetched after its call ended; guess. */
  recordingKept: 10 * minute,
  /** People invited by one request. */
  invitees: 5,
  /** How long a key the bot presses sounds; guess. */
  sentTone: 100,
  /** Between two of them when the bot does not say; guess. */
  betweenSentTones: 250,
  promptsPerOperation: 20,
  clientContextLength: 256,
  /** Targets of a group call. */
  groupTargets: 5
} as const
