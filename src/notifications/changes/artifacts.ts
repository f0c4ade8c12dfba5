import type { Artifact } from '../../domain/artifacts/artifact.js'
import { type ArtifactScope, artifactTopic } from '../../domain/subscriptions/resource.js'
import { artifactToWire } from '../../wire/artifact.js'
import type { Change } from './change.js'

/** Told to those who had subscribed before it was begun. Source: https://learn.microsoft.com/graph/teams-changenotifications-callrecording-and-calltranscript */
export function artifactChanges(artifact: Artifact, tenantId: string): Change[] {
  const { id, kind, meetingId, callId, organizerId, userIds, startedAt } = artifact
  const scopes: ArtifactScope[] =
    meetingId === undefined
      ? [{ of: 'tenant' }, { of: 'call', callId }, ...userIds.map(userId => ({ of: 'organizer' as const, userId }))]
      : [{ of: 'tenant' }, { of: 'meeting', meetingId }, { of: 'organizer', userId: organizerId }]
  const adhoc = meetingId === undefined
  const resource = adhoc
    ? `communications/adhocCalls('${callId}')/${kind}('${id}')`
    : `users/${organizerId}/onlineMeetings('${meetingId}')/${kind}('${id}')`
  const type = kind === 'recordings' ? '#Microsoft.Graph.callRecording' : '#Microsoft.Graph.callTranscript'
  const told = {
    resource,
    resourceData: { id, '@odata.type': type, '@odata.id': resource },
    content: { '@odata.type': type, '@odata.id': resource, ...artifactToWire(artifact, tenantId, '') }
  }
  return [
    {
      topics: scopes.map(scope => artifactTopic(kind, adhoc, scope)),
      changeType: 'created',
      concerns: ({ createdAt }) => createdAt <= startedAt,
      tell: () => told
    }
  ]
}
