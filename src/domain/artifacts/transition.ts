import { callerAndCallee } from '../calls/call.js'
import type { IdentitySet } from '../directory/identity-set.js'
import { Refusal } from '../refusals.js'
import type { Outcome, StateReader } from '../state.js'
import { type Artifact, type ArtifactKind, artifactIdOf, correlationIdOf } from './artifact.js'
import type { ArtifactCommand, StartArtifact } from './commands.js'

/** Recordings and transcripts are made while people speak, and can be read once they are finished. */
export function artifactTransition(state: StateReader, command: ArtifactCommand): Outcome {
  switch (command.type) {
    case 'startArtifact':
      return start(state, command)
    case 'stopArtifact': {
      const running = runningOf(state, command.of, command.kind)
      return finished({
        ...running,
        endedAt: command.at,
        content: command.content,
        userIds: Array.from(new Set([...running.userIds, ...(subjectOf(state, command.of)?.userIds ?? [])]))
      })
    }
    case 'addTranscriptLine': {
      const running = runningOf(state, command.of, 'transcripts')
      return {
        artifact: { ...running, lines: [...running.lines, command.line] },
        events: [{ type: 'transcriptLineAdded', artifactId: running.id, line: command.line }]
      }
    }
    case 'addArtifact':
      return finished(command.artifact)
  }
}

function start(state: StateReader, { at, of, kind, artifactGuid, correlationGuid }: StartArtifact): Outcome {
  const subject = subjectOf(state, of)
  if (subject === undefined) throw new Refusal('callNotFound', 'Nobody is in the call or the meeting now.')
  if (state.runningArtifacts(of).some(artifact => artifact.kind === kind)) {
    throw new Refusal('alreadyExists', `There are ${kind} being made already: stop that first.`)
  }
  const { meetingId } = subject
  const allowed = meetingId === undefined || isAllowed(state, meetingId, kind)
  if (!allowed) throw new Refusal('farEndNotThere', `The meeting does not allow ${kind}: its organizer has said so.`)
  // Two that run side by side belong together.
  const [other] = state.runningArtifacts(of)
  const artifact: Artifact = {
    ...subject,
    id: artifactIdOf(artifactGuid),
    ...{ kind, of },
    startedAt: at,
    correlationId: other?.correlationId ?? correlationIdOf(correlationGuid, at, meetingId),
    lines: []
  }
  return { artifact, events: [{ type: 'artifactStarted', artifact }] }
}

function isAllowed(state: StateReader, meetingId: string, kind: ArtifactKind): boolean {
  const { allowRecording = true, allowTranscription = true } = state.meeting(meetingId)?.options ?? {}
  return kind === 'recordings' ? allowRecording : allowTranscription
}

function finished(artifact: Artifact): Outcome {
  return { artifact, events: [{ type: 'artifactCreated', artifact }] }
}

function runningOf(state: StateReader, of: string, kind: ArtifactKind): Artifact {
  const running = state.runningArtifacts(of).find(artifact => artifact.kind === kind)
  if (running !== undefined) return running
  throw new Refusal('farEndNotThere', `No ${kind} are being made: start that first.`)
}

type Subject = Pick<Artifact, 'callId' | 'meetingId' | 'organizerId' | 'userIds'>

/** What is recorded: a meeting, a group call or a peer-to-peer call, with the users who are there now. */
function subjectOf(state: StateReader, of: string): Subject | undefined {
  const conversation = state.conversation(of)
  if (conversation !== undefined) {
    const { callChainId: callId, meetingId, startedBy = {} } = conversation
    const userIds = usersIn([
      ...state.sessions(of).map(({ caller }) => caller),
      ...Array.from(state.participants(of), ({ info }) => info.identity)
    ])
    const meeting = meetingId === undefined ? undefined : state.meeting(meetingId)
    return { callId, meetingId, organizerId: meeting?.organizerId ?? startedBy.user?.id ?? userIds[0] ?? '', userIds }
  }
  const call = state.call(of)
  if (call === undefined) return undefined
  const { caller, callee } = callerAndCallee(call)
  const userIds = usersIn([caller, callee])
  return { callId: call.callChainId, organizerId: caller.user?.id ?? userIds[0] ?? '', userIds }
}

function usersIn(identities: readonly IdentitySet[]): string[] {
  return Array.from(new Set(identities.flatMap(({ user }) => user?.id ?? [])))
}
