import type { Artifact, ArtifactKind } from '../domain/artifacts/artifact.js'

/** Of which recordings or transcripts somebody asks. */
export type ArtifactsOf =
  | { readonly meetingId: string }
  | { readonly callId: string }
  /** Of everybody's meetings that somebody organized. */
  | { readonly organizerId: string }
  /** Of the ad hoc calls somebody was in. */
  | { readonly userId: string }

/** One that can be read, numbered in the order in which they were finished. */
export interface FinishedArtifact {
  readonly sequence: number
  readonly artifact: Artifact
}

/** Recordings and transcripts, by what they are of. */
export class ArtifactIndex {
  /** By the conversation or the call in which they are made. */
  #running = new Map<string, readonly Artifact[]>()
  #finished = new Map<string, FinishedArtifact[]>()
  #sequence = 0

  /** The number of the last one that was finished. */
  get sequence(): number {
    return this.#sequence
  }

  running(of: string): readonly Artifact[] {
    return this.#running.get(of) ?? []
  }

  /** Those that can be read, in the order in which they were finished. */
  finished(kind: ArtifactKind, of: ArtifactsOf): readonly FinishedArtifact[] {
    return this.#finished.get(key(kind, of)) ?? []
  }

  /** Those that are finished in the order in which they were, then those that are being made. */
  all(): Artifact[] {
    const finished = Array.from(new Set(Array.from(this.#finished.values()).flat()))
    const ordered = finished.sort((a, b) => a.sequence - b.sequence).map(({ artifact }) => artifact)
    return [...ordered, ...Array.from(this.#running.values()).flat()]
  }

  keep(artifact: Artifact): void {
    const others = this.running(artifact.of).filter(({ id }) => id !== artifact.id)
    const running = artifact.endedAt === undefined ? [...others, artifact] : others
    if (running.length === 0) this.#running.delete(artifact.of)
    else this.#running.set(artifact.of, running)
    if (artifact.endedAt === undefined) return
    const entry = { sequence: ++this.#sequence, artifact }
    for (const name of keysOf(artifact)) {
      const list = this.#finished.get(name)
      if (list === undefined) this.#finished.set(name, [entry])
      else list.push(entry)
    }
  }
}

function keysOf({ kind, meetingId, callId, organizerId, userIds }: Artifact): string[] {
  return meetingId === undefined
    ? [key(kind, { callId }), ...userIds.map(userId => key(kind, { userId }))]
    : [key(kind, { meetingId }), key(kind, { organizerId })]
}

function key(kind: ArtifactKind, of: ArtifactsOf): string {
  return [kind, ...Object.entries(of).flat()].join(' ')
}
