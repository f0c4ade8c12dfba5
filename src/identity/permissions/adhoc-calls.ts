import { artifactRules } from './artifacts.js'
import { forAll, type PermissionRules } from './permission-rule.js'

const read = ['CallRecordings.Read.All', 'CallTranscripts.Read.All']
const either = { application: read, delegated: read }

/** Recordings and transcripts of calls that were in no calendar. */
export const adhocCallRules: PermissionRules = Object.assign(
  {},
  ...['/communications/adhocCalls', '/users/{}/adhocCalls'].flatMap(calls => [
    forAll([`GET ${calls}`, `GET ${calls}/$count`, `GET ${calls}/{}`], either),
    artifactRules(calls, 'recordings', 'CallRecordings.Read.All', { application: ['CallRecordings.Read.All'] }),
    artifactRules(calls, 'transcripts', 'CallTranscripts.Read.All', { application: ['CallTranscripts.Read.All'] })
  ])
)
