import { z } from 'zod'
import type { Artifact, TranscriptLine } from '../domain/artifacts/artifact.js'
import { dateTimeOffset } from './graph-type.js'
import { emptyMp4 } from './mp4.js'

const organizerOut = z.object({
  application: z.null(),
  device: z.null(),
  user: z.object({
    '@odata.type': z.string(),
    id: z.string(),
    displayName: z.string().nullable(),
    userIdentityType: z.string(),
    tenantId: z.string()
  })
})

const common = {
  '@odata.context': z.string().optional(),
  '@odata.type': z.string().optional(),
  id: z.string(),
  meetingId: z.string().nullable(),
  callId: z.string(),
  contentCorrelationId: z.string(),
  createdDateTime: z.string(),
  endDateTime: z.string(),
  meetingOrganizer: organizerOut
}

/** Source: https://learn.microsoft.com/graph/api/resources/callrecording */
export const callRecordingOut = z
  .object({ ...common, recordingContentUrl: z.string() })
  .meta({ id: 'microsoft.graph.callRecording' })

/** Source: https://learn.microsoft.com/graph/api/resources/calltranscript */
export const callTranscriptOut = z
  .object({ ...common, transcriptContentUrl: z.string() })
  .meta({ id: 'microsoft.graph.callTranscript' })

export type ArtifactWire = z.input<typeof callRecordingOut> | z.input<typeof callTranscriptOut>

/** @param root Where its content is, up to the version, with a slash; empty in notifications. */
export function artifactToWire(artifact: Artifact, tenantId: string, root: string): ArtifactWire {
  const { id, kind, meetingId, callId, startedAt, endedAt = startedAt, correlationId, organizerId } = artifact
  const url = `${root}${artifactPath(artifact)}/content`
  return {
    id,
    meetingId: meetingId ?? null,
    callId,
    contentCorrelationId: correlationId,
    createdDateTime: dateTimeOffset(startedAt),
    endDateTime: dateTimeOffset(endedAt),
    meetingOrganizer: {
      application: null,
      device: null,
      user: {
        '@odata.type': '#microsoft.graph.teamworkUserIdentity',
        id: organizerId,
        displayName: null,
        userIdentityType: 'aadUser',
        tenantId
      }
    },
    ...(kind === 'recordings' ? { recordingContentUrl: url } : { transcriptContentUrl: url })
  } as ArtifactWire
}

/** Where it is, below the version. */
export function artifactPath({ id, kind, meetingId, callId, organizerId }: Artifact): string {
  const of = meetingId === undefined ? `adhocCalls/${callId}` : `onlineMeetings/${meetingId}`
  return `users/${organizerId}/${of}/${kind}/${id}`
}

/** What was said, as subtitles: offsets from when transcription began. */
export function transcriptText({ lines, startedAt }: Artifact): string {
  const cues = lines.map(({ from, until, speaker, text }) => {
    const times = `${unpadded(from - startedAt)} --> ${unpadded(until - startedAt)}`
    return `${times}\n<v ${speaker}>${text}</v>\n`
  })
  return ['WEBVTT\n', ...cues].join('\n')
}

/** The same with the moments of each line and its language. */
export function transcriptMetadata({ lines, startedAt }: Artifact): string {
  const cues = lines.map(line => {
    const { from, until, speaker: speakerName, text: spokenText, language: spokenLanguage } = line
    const told = { startDateTime: offset(from), endDateTime: offset(until), speakerName, spokenText, spokenLanguage }
    return `${padded(from - startedAt)} --> ${padded(until - startedAt)}\n${JSON.stringify(told)}\n`
  })
  return ['WEBVTT\n', ...cues].join('\n')
}

/** What was seen and heard: what somebody gave, else a file that lasts as long and shows nothing. */
export function recordingContent({ content, startedAt, endedAt = startedAt }: Artifact): Buffer {
  return content === undefined ? emptyMp4(startedAt, endedAt) : Buffer.from(content, 'base64')
}

/** A line that is to be transcribed, from when it is said. */
export function lineAt(
  from: number,
  line: Omit<TranscriptLine, 'from' | 'until'> & { durationMs: number }
): TranscriptLine {
  const { durationMs, speaker, text, language } = line
  return { from, until: from + durationMs, speaker, text, language }
}

/** Hours, minutes and seconds, without leading zeros; seen. */
function unpadded(milliseconds: number): string {
  const { sign, hours, minutes, seconds } = parts(milliseconds)
  return `${sign}${hours}:${minutes}:${seconds === 0 ? '0.0' : String(seconds)}`
}

function padded(milliseconds: number): string {
  const { sign, hours, minutes, seconds } = parts(milliseconds)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${sign}${two(hours)}:${two(minutes)}:${seconds.toFixed(3).padStart(6, '0')}`
}

function parts(milliseconds: number) {
  const whole = Math.abs(milliseconds)
  return {
    sign: milliseconds < 0 ? '-' : '',
    hours: Math.floor(whole / 3_600_000),
    minutes: Math.floor(whole / 60_000) % 60,
    seconds: (whole % 60_000) / 1_000
  }
}

const offset = (at: number) => dateTimeOffset(at).replace('Z', '0000+00:00')
