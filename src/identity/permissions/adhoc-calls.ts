import { artifactRules } from './artifacts.js'
import type { PermissionRules } from './permission-rule.js'

/** Recordings and transcripts of calls that were in no calendar. */
export const adhocCallRules: PermissionRules = Object.assign(
  {},
  ...['/communications/adhocCalls', '/users/{}/adhocCalls'].flatMap(calls => [
    artifactRules(calls, 'recordings', 'CallRecordings.Read.All', { application: ['CallRecordings.Read.All'] }),
    artifactRules(calls, 'transcripts', 'CallTranscripts.Read.All', { application: ['CallTranscripts.Read.All'] })
  ])
)
