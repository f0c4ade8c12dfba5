import { Refusal } from '../refusals.js'
import type { Meeting } from './meeting.js'
import type { Registrant, Registration, RegistrationChange, RegistrationQuestion } from './registration.js'

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
