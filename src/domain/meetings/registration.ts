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
