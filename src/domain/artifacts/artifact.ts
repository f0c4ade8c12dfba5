/** Graph's collections of them. */
export const artifactKinds = ['recordings', 'transcripts'] as const
export type ArtifactKind = (typeof artifactKinds)[number]

/** Something said, as it stands in a transcript. */
export interface TranscriptLine {
  /** Milliseconds since 1970. */
  readonly from: number
  readonly until: number
  readonly speaker: string
  readonly text: string
  /** BCP 47, in lower case. */
  readonly language: string
}

/** A recording or a transcript of a call or of one time a meeting was held. Graph's `callRecording` and `callTranscript`. */
export interface Artifact {
  readonly id: string
  readonly kind: ArtifactKind
  /** The call chain: the id of the call record. */
  readonly callId: string
  /** The conversation or the call it is made in. */
  readonly of: string
  readonly meetingId?: string | undefined
  /** Who organized the meeting, or began the call. */
  readonly organizerId: string
  /** The users who were there. */
  readonly userIds: readonly string[]
  /** Milliseconds since 1970. */
  readonly startedAt: number
  /** Absent while it is made; nobody can read it until then. */
  readonly endedAt?: number | undefined
  /** Shared by a recording and a transcript that were made side by side. */
  readonly correlationId: string
  readonly lines: readonly TranscriptLine[]
  /** Of a recording: an MP4 file in base64, if somebody gave one. */
  readonly content?: string | undefined
}

/** The id as the service writes it; its older form. */
export function artifactIdOf(guid: string): string {
  return btoa(`1##0##${guid}`).replaceAll('=', '')
}

/** What pairs a recording with its transcript: in meetings and in ad hoc calls each has a form of its own; seen. */
export function correlationIdOf(guid: string, startedAt: number, meetingId: string | undefined): string {
  if (meetingId !== undefined) return `${guid}-0`
  const [date = '', time = ''] = new Date(startedAt).toISOString().split(/[T.]/)
  return `${guid}-${date.replaceAll('-', '')}_${time.replaceAll(':', '')}`
}
