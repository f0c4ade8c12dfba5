import { type OperationEntry, readOnly } from './operation.js'

const records = '/communications/callRecords'
const record = `${records}/{callRecord-id}`
const session = `${record}/sessions/{session-id}`
const participant = `${record}/participants_v2/{participant-id}`
const between = '(fromDateTime={fromDateTime},toDateTime={toDateTime})'

export const callRecordOperations: readonly OperationEntry[] = readOnly('e2e/call-records.ts', [
  `GET,POST ${records}`,
  `GET ${records}/$count`,
  `GET ${records}/microsoft.graph.callRecords.getDirectRoutingCalls${between}`,
  `GET ${records}/microsoft.graph.callRecords.getPstnCalls${between}`,
  `GET,PATCH,DELETE ${record}`,
  `GET,PATCH,DELETE ${record}/organizer_v2`,
  `GET,POST ${record}/participants_v2`,
  `GET ${record}/participants_v2/$count`,
  `GET,PATCH,DELETE ${participant}`,
  `GET,POST ${record}/sessions`,
  `GET ${record}/sessions/$count`,
  `GET,PATCH,DELETE ${session}`,
  `GET,POST ${session}/segments`,
  `GET ${session}/segments/$count`,
  `GET,PATCH,DELETE ${session}/segments/{segment-id}`
])
