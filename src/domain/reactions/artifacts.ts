import { artifactKinds } from '../artifacts/artifact.js'
import type { Event, StateReader } from '../state.js'
import type { Draw, Reaction } from './reaction.js'

/** Recordings and transcripts begin with the meeting where its organizer wants that, and end with it in any case. */
export function artifactReactions(event: Event, state: StateReader, draw: Draw): Reaction[] {
  switch (event.type) {
    case 'conversationStarted': {
      const { meetingId, id: of } = event.conversation
      const meeting = meetingId === undefined ? undefined : state.meeting(meetingId)
      if (!meeting?.options.recordAutomatically) return []
      return artifactKinds.map(kind => starts(of, kind, draw))
    }
    case 'transcriptionChanged': {
      const of = event.call.conversationId ?? event.callId
      return event.call.transcription?.state === 'active'
        ? [starts(of, 'transcripts', draw)]
        : [{ type: 'stopArtifact', of, kind: 'transcripts' }]
    }
    case 'conversationEnded':
      return stops(event.conversationId, state)
    case 'callTerminated':
      return event.call.conversationId === undefined ? stops(event.callId, state) : []
    default:
      return []
  }
}

function starts(of: string, kind: (typeof artifactKinds)[number], draw: Draw): Reaction {
  return { type: 'startArtifact', of, kind, artifactGuid: draw(), correlationGuid: draw() }
}

function stops(of: string, state: StateReader): Reaction[] {
  return state.runningArtifacts(of).map(({ kind }) => ({ type: 'stopArtifact', of, kind }))
}
