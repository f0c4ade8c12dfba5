import type { ArtifactScope, SubscribedResource } from '../domain/subscriptions/resource.js'
import { type Filter, parseFilter } from '../odata/filter.js'

/** The most users one subscription may name. Source: https://learn.microsoft.com/graph/changenotifications-for-presence */
const mostUsers = 650

/**
 * What a `resource` means; undefined for what nobody can subscribe to. Throws a `QueryRefusal` for a filter that cannot be
 * read. Source: https://learn.microsoft.com/graph/change-notifications-overview, "Supported resources"
 */
export function subscribedResource(resource: string): SubscribedResource | undefined {
  const [, path = '', query] = /^\/?([^?]*?)\/?(?:\?(.*))?$/s.exec(resource) ?? []
  const filter = filterIn(query)
  for (const [pattern, read] of forms) {
    const found = pattern.exec(path)
    if (found !== null) return read(found.slice(1).map(decoded), filter)
  }
  return undefined
}

type Read = (named: string[], filter: Filter | undefined) => SubscribedResource | undefined

const key = String.raw`(?:/([^/()]+)|\('([^']+)'\))`

const artifact: Record<string, 'recordings' | 'transcripts'> = {
  getallrecordings: 'recordings',
  recordings: 'recordings',
  getalltranscripts: 'transcripts',
  transcripts: 'transcripts'
}

const forms: readonly (readonly [RegExp, Read])[] = [
  [/^communications\/callRecords$/i, (_named, filter) => callRecords(filter)],
  [/^communications\/presences$/i, (_named, filter) => presences(filter === undefined ? [] : idsIn(filter, 'id'))],
  [new RegExp(`^communications/presences${key}$`, 'i'), ([a, b]) => presences([a || b || ''])],
  [/^communications\/onlineMeetings$/i, (_named, filter) => legacyEvents(filter)],
  [
    /^communications\/onlineMeetings\(joinWebUrl='(.+)'\)\/meetingCallEvents$/i,
    ([joinWebUrl = '']) => ({ kind: 'meetingCallEvents', joinWebUrl: decoded(joinWebUrl), legacy: false })
  ],
  [/^communications\/(onlineMeetings|adhocCalls)\/(getAll\w+)$/i, ([of, all]) => artifacts(all, of, { of: 'tenant' })],
  [
    new RegExp(`^communications/onlineMeetings${key}/(recordings|transcripts)$`, 'i'),
    ([a, b, kind]) => artifacts(kind, 'onlineMeetings', { of: 'meeting', meetingId: a || b || '' })
  ],
  [
    new RegExp(`^communications/adhocCalls${key}/(recordings|transcripts)$`, 'i'),
    ([a, b, kind]) => artifacts(kind, 'adhocCalls', { of: 'call', callId: (a || b || '').toLowerCase() })
  ],
  [
    new RegExp(`^users${key}/(onlineMeetings|adhocCalls)/(getAll\\w+)$`, 'i'),
    ([a, b, of, all]) => artifacts(all, of, { of: 'organizer', userId: (a || b || '').toLowerCase() })
  ],
  [
    new RegExp(`^appCatalogs/teamsApps${key}/installedToOnlineMeetings/(getAll\\w+)$`, 'i'),
    ([a, b, all]) => artifacts(all, 'onlineMeetings', { of: 'installation', appId: (a || b || '').toLowerCase() })
  ]
]

function callRecords(filter: Filter | undefined): SubscribedResource | undefined {
  if (filter === undefined) return { kind: 'callRecords' }
  if (filter.kind !== 'any' || !/^participants(_v2)?$/i.test(filter.property)) return undefined
  return { kind: 'callRecords', participantIds: idsIn(filter.of, 'id') }
}

function presences(ids: readonly string[]): SubscribedResource | undefined {
  const userIds = [...new Set(ids.map(id => id.toLowerCase()))]
  const taken = userIds.length > 0 && userIds.length <= mostUsers && userIds.every(id => id !== '')
  return taken ? { kind: 'presence', userIds } : undefined
}

function legacyEvents(filter: Filter | undefined): SubscribedResource | undefined {
  if (filter?.kind !== 'compare' || filter.property.toLowerCase() !== 'joinweburl') return undefined
  return { kind: 'meetingCallEvents', joinWebUrl: decoded(String(filter.literal.value)), legacy: true }
}

function artifacts(
  kind: string | undefined,
  of: string | undefined,
  scope: ArtifactScope
): SubscribedResource | undefined {
  const known = artifact[kind?.toLowerCase() ?? '']
  return known && { kind: known, adhoc: of?.toLowerCase() === 'adhoccalls', scope }
}

/** Those a filter names by `eq`, `or` and `in`. */
function idsIn(filter: Filter, property: string): string[] {
  switch (filter.kind) {
    case 'or':
      return [...idsIn(filter.left, property), ...idsIn(filter.right, property)]
    case 'in':
      return filter.property === property ? filter.literals.map(({ value }) => String(value)) : ['']
    case 'compare':
      return filter.property === property && filter.operator === 'eq' ? [String(filter.literal.value)] : ['']
    default:
      return ['']
  }
}

function filterIn(query: string | undefined): Filter | undefined {
  const text = query
    ?.split('&')
    .map(pair => /^\$?filter=(.*)$/is.exec(pair)?.[1])
    .find(value => value !== undefined)
  return text === undefined ? undefined : parseFilter(decoded(text.replaceAll('+', ' ')))
}

/** As it was before it was put into an address; as it is where it was not. */
function decoded(text: string | undefined): string {
  try {
    return decodeURIComponent(text ?? '')
  } catch {
    return text ?? ''
  }
}
