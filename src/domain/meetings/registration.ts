import { Refusal } from '../refusals.js'
import type { Meeting } from './meeting.js'

export interface RegistrationQuestion {
  readonly id: string
  readonly displayName: string
  readonly answerInputType: 'text' | 'radioButton'
  readonly answerOptions: readonly string[]
  readonly isRequired: boolean
}

export interface Registrant {
  readonly id: string
  readonly firstName: string
  readonly lastName: string
  readonly email: string
  /** Milliseconds since 1970. */
  readonly registeredAt: number
  readonly answers: readonly { readonly questionId: string; readonly displayName: string; readonly value: string }[]
}

/** What people see who may register for a meeting. Source: https://learn.microsoft.com/graph/api/resources/meetingregistration */
export interface RegistrationWish {
  readonly subject?: string | undefined
  readonly description?: string | undefined
  readonly startsAt?: number | undefined
  readonly endsAt?: number | undefined
  readonly allowedRegistrant?: 'everyone' | 'organization' | undefined
  readonly speakers?: readonly { readonly displayName: string; readonly bio: string | null }[] | undefined
}

/** Graph's `meetingRegistration`; beta. */
export interface Registration extends RegistrationWish {
  readonly id: string
  readonly kind: 'meetingRegistration' | 'externalMeetingRegistration'
  readonly questions: readonly RegistrationQuestion[]
  readonly registrants: readonly Registrant[]
}

export type RegistrationChange =
  | { readonly change: 'open'; readonly registration: Registration }
  | { readonly change: 'update'; readonly wish: RegistrationWish }
  | { readonly change: 'close' }
  /** A question of that id is replaced. */
  | { readonly change: 'question'; readonly question: RegistrationQuestion }
  | { readonly change: 'dropQuestion'; readonly questionId: string }
  | { readonly change: 'register'; readonly registrant: Registrant }
  | { readonly change: 'cancel'; readonly registrantId: string }

/** A meeting with a different registration. */
export function withRegistration(meeting: Meeting, change: RegistrationChange): Meeting {
  if (change.change === 'open') {
    if (meeting.registration !== undefined)
      throw new Refusal('invalidMeeting', 'The meeting has a registration already.')
    return { ...meeting, registration: change.registration }
  }
  const { registration } = meeting
  if (registration === undefined) throw new Refusal('onlineMeetingNotFound', 'The meeting has no registration.')
  if (change.change === 'close') return { ...meeting, registration: undefined }
  return { ...meeting, registration: changed(registration, change) }
}

function changed(
  registration: Registration,
  change: Exclude<RegistrationChange, { change: 'open' | 'close' }>
): Registration {
  const { questions, registrants } = registration
  switch (change.change) {
    case 'update': {
      const wished = Object.entries(change.wish).filter(([, value]) => value !== undefined)
      return { ...registration, ...Object.fromEntries(wished) }
    }
    case 'question': {
      const { question } = change
      const known = questions.some(({ id }) => id === question.id)
      const replaced = questions.map(one => (one.id === question.id ? question : one))
      return { ...registration, questions: known ? replaced : [...questions, question] }
    }
    case 'dropQuestion':
      return { ...registration, questions: questions.filter(({ id }) => id !== change.questionId) }
    case 'register':
      return { ...registration, registrants: [...registrants, answered(questions, change.registrant)] }
    case 'cancel':
      return { ...registration, registrants: registrants.filter(({ id }) => id !== change.registrantId) }
  }
}

function answered(questions: readonly RegistrationQuestion[], registrant: Registrant): Registrant {
  const missing = questions.find(
    ({ id, isRequired, displayName }) =>
      isRequired && !registrant.answers.some(answer => answer.questionId === id || answer.displayName === displayName)
  )
  if (missing === undefined) return registrant
  throw new Refusal('invalidMeeting', `The question '${missing.displayName}' has to be answered.`)
}
