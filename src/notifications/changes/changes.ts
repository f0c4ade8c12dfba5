import type { StateReader } from '../../domain/state.js'
import type { RecordedEvent } from '../../engine/tenant.js'
import { artifactChanges } from './artifacts.js'
import { callRecordChanges } from './call-records.js'
import type { Change } from './change.js'
import { meetingCallChanges } from './meeting-call-events.js'
import { presenceChanges } from './presence.js'

/**
 * What an event changes for those who listen; most change nothing. The one place where a subject is added.
 *
 * @param draw Draws an id, for what has none of its own.
 */
export function changesOf(event: RecordedEvent, state: StateReader, draw: () => string): Change[] {
  switch (event.type) {
    case 'presenceChanged':
      return presenceChanges(event)
    case 'callRecordWritten':
      return callRecordChanges(event)
    case 'artifactCreated':
      return artifactChanges(event.artifact, state.tenantId)
    case 'conversationStarted':
    case 'conversationEnded':
    case 'participantWaiting':
    case 'participantJoined':
    case 'participantLeft':
      return meetingCallChanges(event, state, draw)
    default:
      return []
  }
}
