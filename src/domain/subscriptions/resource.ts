import type { Meeting } from '../meetings/meeting.js'
import { nameKey } from '../meetings/names.js'

/** Recordings and transcripts exist in several places; what somebody wants to hear of is one of these. */
export type ArtifactScope =
  | { of: 'tenant' }
  | { of: 'organizer'; userId: string }
  | { of: 'meeting'; meetingId: string }
  | { of: 'call'; callId: string }
  | { of: 'installation'; appId: string }

/** What a subscription is about, as its resource says it. Read once, when the subscription is made. */
export type SubscribedResource =
  | { readonly kind: 'presence'; readonly userIds: readonly string[] }
  | { readonly kind: 'callRecords'; readonly participantIds?: readonly string[] | undefined }
  | { readonly kind: 'meetingCallEvents'; readonly joinWebUrl: string; readonly legacy: boolean }
  | { readonly kind: 'recordings' | 'transcripts'; readonly adhoc: boolean; readonly scope: ArtifactScope }

export type SubscribedKind = SubscribedResource['kind']

/**
 * The topics a resource listens to. Whatever changes names its topics as well, so that those who listen are found without
 * looking at the others.
 */
export function topicsOf(resource: SubscribedResource): string[] {
  switch (resource.kind) {
    case 'presence':
      return resource.userIds.map(id => `presence/${id}`)
    case 'callRecords':
      return resource.participantIds?.map(id => `callRecords/participant/${id}`) ?? ['callRecords']
    case 'meetingCallEvents':
      return [`meetingCallEvents/${nameKey({ joinWebUrl: resource.joinWebUrl })}`]
    default:
      return [artifactTopic(resource.kind, resource.adhoc, resource.scope)]
  }
}

/** Those who listen to what befalls a meeting may have named it by either of its links. */
export function meetingTopics({ joinWebUrl, joinMeetingId }: Pick<Meeting, 'joinWebUrl' | 'joinMeetingId'>): string[] {
  return [nameKey({ joinWebUrl }), nameKey({ joinMeetingId })].map(name => `meetingCallEvents/${name}`)
}

export function artifactTopic(kind: 'recordings' | 'transcripts', adhoc: boolean, scope: ArtifactScope): string {
  const { of, ...named } = scope
  return [kind, adhoc ? 'adhoc' : 'meetings', of, ...Object.values(named)].join('/')
}
