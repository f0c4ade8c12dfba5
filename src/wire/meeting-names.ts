import type { Meeting } from '../domain/meetings/meeting.js'

/** How the service names meetings; the forms are seen in real ones. */

/** The thread of a meeting's chat. */
export function threadIdOf(guid: string): string {
  return `19:meeting_${Buffer.from(guid).toString('base64')}@thread.v2`
}

/** The id of an onlineMeeting: who organizes it, and its thread. */
export function meetingIdOf(organizerId: string, threadId: string): string {
  return Buffer.from(`1*${organizerId}*0**${threadId}`).toString('base64')
}

/** The link by which people join. Bots take it apart, so it keeps the form of real ones: lower-case escapes. */
export function joinWebUrlOf({ chatInfo, tenantId, organizer }: Meeting): string {
  const context = JSON.stringify({ Tid: tenantId, Oid: organizer.user?.id })
  const thread = escaped(chatInfo.threadId)
  return `https://teams.microsoft.com/l/meetup-join/${thread}/${chatInfo.messageId}?context=${escaped(context)}`
}

function escaped(text: string): string {
  return encodeURIComponent(text).replace(/%[0-9A-F]{2}/g, code => code.toLowerCase())
}
