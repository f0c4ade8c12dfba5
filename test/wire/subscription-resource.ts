import { test } from 'tap'
import { subscribable } from '../../src/domain/subscriptions/limits.js'
import { topicsOf } from '../../src/domain/subscriptions/resource.js'
import { subscribedResource } from '../../src/wire/subscription-resource.js'

const link = 'https://teams.microsoft.com/l/meetup-join/19%3ameeting'

/** A resource as it may be written, and what it listens to. */
const known: [string, string[]][] = [
  ['communications/callRecords', ['callRecords']],
  ['/communications/callRecords/', ['callRecords']],
  [
    "communications/callRecords?$filter=participants/any(p:p/id eq 'A' or p/id eq 'B')",
    ['callRecords/participant/A', 'callRecords/participant/B']
  ],
  [
    "communications/callRecords?$filter=participants_v2/any(p:p/id in ('A','B'))",
    ['callRecords/participant/A', 'callRecords/participant/B']
  ],
  ['communications/presences/ABC', ['presence/abc']],
  ["/communications/presences('abc')", ['presence/abc']],
  ["communications/presences?$filter=id in ('a','B', 'a')", ['presence/a', 'presence/b']],
  ["communications/presences?$filter=id eq 'a' or id eq 'b'", ['presence/a', 'presence/b']],
  [
    `communications/onlineMeetings(joinWebUrl='${encodeURIComponent(link)}')/meetingCallEvents`,
    ['meetingCallEvents/link https://teams.microsoft.com/l/meetup-join/19:meeting']
  ],
  [
    `/communications/onlineMeetings/?$filter=JoinWebUrl+eq+'${encodeURIComponent(link)}'`,
    ['meetingCallEvents/link https://teams.microsoft.com/l/meetup-join/19:meeting']
  ],
  ['communications/onlineMeetings/getAllTranscripts', ['transcripts/meetings/tenant']],
  ['communications/onlineMeetings/getAllRecordings', ['recordings/meetings/tenant']],
  ['communications/onlineMeetings/MSo1/transcripts', ['transcripts/meetings/meeting/MSo1']],
  ["communications/onlineMeetings('MSo1')/recordings", ['recordings/meetings/meeting/MSo1']],
  ['users/U/onlineMeetings/getAllTranscripts', ['transcripts/meetings/organizer/u']],
  ['communications/adhocCalls/getAllRecordings', ['recordings/adhoc/tenant']],
  ['communications/adhocCalls/C/transcripts', ['transcripts/adhoc/call/c']],
  ['users/U/adhocCalls/getAllRecordings', ['recordings/adhoc/organizer/u']],
  [
    'appCatalogs/teamsApps/A/installedToOnlineMeetings/getAllTranscripts?useResourceSpecificConsentBasedAuthorization=true',
    ['transcripts/meetings/installation/a']
  ]
]

test('every resource one can subscribe to is understood, however it is written', async t => {
  for (const [resource, topics] of known) {
    const about = subscribedResource(resource)
    t.strictSame(about && topicsOf(about), topics, resource)
  }
})

test('what nobody can subscribe to is not', async t => {
  for (const resource of [
    ...[
      '',
      '/',
      'users',
      'communications',
      'communications/calls',
      'communications/onlineMeetings',
      'communications/presences'
    ],
    ...[
      "communications/presences?$filter=availability eq 'Busy'",
      'communications/onlineMeetings/MSo1/attendanceReports'
    ],
    ...['communications/callRecords?$filter=version eq 1', 'communications/onlineMeetings/getAllMessages']
  ]) {
    t.equal(subscribedResource(resource), undefined, resource)
  }
})

test('each has its life, its change types, its permissions and its version', async t => {
  const minutes = (resource: string) => {
    const about = subscribedResource(resource)
    if (about === undefined) throw new Error(resource)
    const { longestLife, changeTypes, rich, betaOnly = false, application, delegated } = subscribable(about)
    return [longestLife / 60_000, changeTypes.join(), rich, betaOnly, application?.join(), delegated?.join()]
  }
  const transcripts = 'OnlineMeetingTranscript.Read.All'
  const rules: [string, unknown[]][] = [
    ['communications/callRecords', [4_230, 'created,updated', false, false, 'CallRecords.Read.All', undefined]],
    ['communications/presences/a', [60, 'updated', true, false, undefined, 'Presence.Read.All']],
    [
      "communications/onlineMeetings(joinWebUrl='x')/meetingCallEvents",
      [4_320, 'updated', true, true, 'OnlineMeetings.Read.All,OnlineMeetings.ReadWrite.All', undefined]
    ],
    ['communications/onlineMeetings/getAllTranscripts', [4_320, 'created', true, false, transcripts, undefined]],
    ['communications/onlineMeetings/M/transcripts', [4_320, 'created', true, false, transcripts, transcripts]],
    [
      'communications/adhocCalls/getAllRecordings',
      [4_320, 'created', true, false, 'CallRecordings.Read.All', undefined]
    ],
    [
      'communications/adhocCalls/C/recordings',
      [4_320, 'created', true, false, 'CallRecordings.Read.All', 'CallRecordings.Read.All']
    ]
  ]
  for (const [resource, expected] of rules) t.strictSame(minutes(resource), expected, resource)
})
