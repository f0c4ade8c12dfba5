import { forAll, type PermissionRules } from './permission-rule.js'

const records = '/communications/callRecords'
const record = `${records}/{}`
const sessions = `${record}/sessions`
const segments = `${sessions}/{}/segments`
const participants = `${record}/participants_v2`

/** Applications only. */
export const callRecordRules: PermissionRules = {
  ...forAll(
    [
      ...[records, `${records}/$count`, record, `${record}/organizer_v2`],
      ...[participants, `${participants}/$count`, `${participants}/{}`],
      ...[sessions, `${sessions}/$count`, `${sessions}/{}`],
      ...[segments, `${segments}/$count`, `${segments}/{}`]
    ].map(path => `GET ${path}`),
    { application: ['CallRecords.Read.All'] }
  ),
  ...forAll([`GET ${records}/getPstnCalls`, `GET ${records}/getDirectRoutingCalls`], {
    application: ['CallRecord-PstnCalls.Read.All', 'CallRecords.Read.All']
  })
}
