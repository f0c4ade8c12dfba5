import type { Event } from '../../domain/state.js'
import type { Change } from './change.js'

/** The first version is told as created and as updated, each later one as updated. Source: https://learn.microsoft.com/graph/api/resources/callrecords-api-overview */
export function callRecordChanges(event: Extract<Event, { type: 'callRecordWritten' }>): Change[] {
  const { recordId: id, version, participantIds } = event
  const resource = `communications/callRecords/${id}`
  const resourceData = { '@odata.type': '#Microsoft.Graph.callRecord', '@odata.id': resource, id }
  // The contents are never told: whoever wants them fetches the record.
  const told = { resource, resourceData, content: resourceData }
  const topics = ['callRecords', ...participantIds.map(participantId => `callRecords/participant/${participantId}`)]
  const updated: Change = { topics, changeType: 'updated', tell: () => told }
  return version === 1 ? [{ ...updated, changeType: 'created' }, updated] : [updated]
}
