import type { Meeting } from '../domain/meetings/meeting.js'

interface Texts {
  readonly join: string
  readonly meetingId: string
  readonly passcode: string
  readonly conferenceId: string
}

/** How an invitation reads, by language; the service knows more of them. */
const languages: Readonly<Record<string, Texts>> = {
  en: { join: 'Join', meetingId: 'Meeting ID', passcode: 'Passcode', conferenceId: 'Phone conference ID' },
  de: { join: 'Teilnehmen', meetingId: 'Besprechungs-ID', passcode: 'Passcode', conferenceId: 'Telefonkonferenz-ID' },
  es: { join: 'Unirse', meetingId: 'Id. de reunión', passcode: 'Código', conferenceId: 'Id. de conferencia' },
  fr: { join: 'Rejoindre', meetingId: 'ID de réunion', passcode: 'Code secret', conferenceId: 'ID de conférence' },
  pt: { join: 'Participar', meetingId: 'ID da reunião', passcode: 'Senha', conferenceId: 'ID da conferência' }
}

/**
 * An invitation to paste elsewhere: HTML inside a data address.
 * Source: https://learn.microsoft.com/graph/api/resources/onlinemeetingbase, joinInformation; its text is ours.
 *
 * @param language As a client asks for it: `de-DE, en;q=0.7`.
 */
export function joinInformationOf(meeting: Meeting, language: string | undefined) {
  const { joinWebUrl, joinMeetingId, passcode, conferenceId } = meeting
  const [wanted = ''] = language?.toLowerCase().match(/[a-z]{2}/) ?? []
  const texts = languages[wanted] ?? (languages['en'] as Texts)
  const line = (name: string, value: string | undefined) => (value === undefined ? '' : `<div>${name}: ${value}</div>`)
  const html = [
    `<div><a href="${joinWebUrl.replaceAll('&', '&amp;')}">${texts.join}</a></div>`,
    line(texts.meetingId, joinMeetingId.replace(/(\d{3})(?=\d)/g, '$1 ')),
    line(texts.passcode, passcode),
    line(texts.conferenceId, conferenceId)
  ].join('')
  return { content: `data:text/html,${encodeURIComponent(html)}`, contentType: 'html' as const }
}
