/** How the service names meetings; the forms are seen in real ones. */

/** The thread of a meeting's chat. */
export function threadIdOf(guid: string): string {
  return `19:meeting_${btoa(guid)}@thread.v2`
}

/** The id of an onlineMeeting: who organizes it, and its thread. */
export function meetingIdOf(
  organizerId: string,
  { threadId, messageId }: Pick<JoinLink, 'threadId' | 'messageId'>
): string {
  return btoa(`1*${organizerId}*${messageId}**${threadId}`)
}

/** Whether it has the form of an id, whichever meeting it may name. */
export function isMeetingId(id: string): boolean {
  try {
    return /^1\*[^*]+\*[^*]*\*\*19(:|%3a)/i.test(atob(id))
  } catch {
    return false
  }
}

/** Who joins which meeting of which chat, as it stands in the link. */
export interface JoinLink {
  readonly tenantId: string
  readonly organizerId: string
  readonly threadId: string
  readonly messageId: string
}

/** The link by which people join. Bots take it apart, so it keeps the form of real ones: lower-case escapes. */
export function joinWebUrlOf({ tenantId, organizerId, threadId, messageId }: JoinLink): string {
  const context = JSON.stringify({ Tid: tenantId, Oid: organizerId })
  return `https://teams.microsoft.com/l/meetup-join/${escaped(threadId)}/${messageId}?context=${escaped(context)}`
}

/** Where people change what a meeting allows. */
export function optionsUrlOf({ tenantId, organizerId, threadId, messageId }: JoinLink): string {
  const thread = threadId.replace('19:', '19_')
  return `https://teams.microsoft.com/meetingOptions/?organizerId=${organizerId}&tenantId=${tenantId}&threadId=${thread}&messageId=${messageId}&language=en-US`
}

/** Where the guest of a virtual appointment joins. */
export function virtualAppointmentUrlOf({ tenantId, threadId }: Pick<JoinLink, 'tenantId' | 'threadId'>): string {
  return `https://visit.teams.microsoft.com/webrtc-svc/api/route?tid=${tenantId}&convId=${threadId}`
}

/** What can name a meeting beside its id. */
export type MeetingName =
  | { readonly threadId: string }
  | { readonly joinMeetingId: string }
  | { readonly joinWebUrl: string }
  | { readonly videoTeleconferenceId: string }
  | { readonly organizerId: string; readonly externalId: string }

/** A name as it is compared. Links are compared decoded and without case, as often as they were encoded on the way. */
export function nameKey(name: MeetingName): string {
  if ('threadId' in name) return `thread ${name.threadId}`
  if ('joinMeetingId' in name) return `digits ${name.joinMeetingId}`
  if ('videoTeleconferenceId' in name) return `vtc ${name.videoTeleconferenceId}`
  if ('externalId' in name) return `external ${name.organizerId} ${name.externalId}`
  const link = decodedWholly(name.joinWebUrl).toLowerCase()
  const digits = /^https:\/\/teams\.microsoft\.com\/meet\/(\d+)/.exec(link)?.[1]
  return digits === undefined ? `link ${link}` : nameKey({ joinMeetingId: digits })
}

/** How often a link may have been encoded: in a literal, in a query, by a careless client. */
const encodings = 3

/** A link as it was before it was put into others. */
export function decodedWholly(link: string): string {
  let text = link
  for (let times = 0; times < encodings && text.includes('%'); times++) {
    try {
      text = decodeURIComponent(text)
    } catch {
      return text
    }
  }
  return text
}

function escaped(text: string): string {
  return encodeURIComponent(text).replace(/%[0-9A-F]{2}/g, code => code.toLowerCase())
}
