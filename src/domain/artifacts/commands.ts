import type { Artifact, ArtifactKind, TranscriptLine } from './artifact.js'

interface OfArtifacts {
  at: number
  /** The conversation, or the peer-to-peer call. */
  of: string
}

/** Somebody has the service record or transcribe. */
export interface StartArtifact extends OfArtifacts {
  type: 'startArtifact'
  kind: ArtifactKind
  artifactGuid: string
  correlationGuid: string
}

export interface StopArtifact extends OfArtifacts {
  type: 'stopArtifact'
  kind: ArtifactKind
  /** An MP4 file in base64, for a recording. */
  content?: string | undefined
}

/** Somebody says something that is transcribed. */
export interface AddTranscriptLine extends OfArtifacts {
  type: 'addTranscriptLine'
  line: TranscriptLine
}

/** A finished one of a call that is over. */
export interface AddArtifact {
  type: 'addArtifact'
  at: number
  artifact: Artifact
}

export type ArtifactCommand = StartArtifact | StopArtifact | AddTranscriptLine | AddArtifact

export type ArtifactEvent =
  | { type: 'artifactStarted'; artifact: Artifact }
  | { type: 'transcriptLineAdded'; artifactId: string; line: TranscriptLine }
  /** It can be read. */
  | { type: 'artifactCreated'; artifact: Artifact }
