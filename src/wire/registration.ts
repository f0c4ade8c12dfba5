import { z } from 'zod'
import type {
  Registrant,
  Registration,
  RegistrationQuestion,
  RegistrationWish
} from '../domain/meetings/registration.js'
import { dateTimeOffset, enumeration, moment, odataType, openType, optional } from './graph-type.js'

const speakerIn = openType({ displayName: z.string(), bio: optional(z.string()) }).transform(
  ({ displayName, bio }) => ({
    displayName,
    bio: bio ?? null
  })
)

const questionFields = {
  displayName: z.string().min(1),
  answerInputType: optional(enumeration(['text', 'radioButton'])),
  answerOptions: optional(z.array(z.string())),
  isRequired: optional(z.boolean())
}

type QuestionWish = Omit<RegistrationQuestion, 'id'>

const questionOf = ({
  displayName = '',
  answerInputType = 'text',
  answerOptions = [],
  isRequired = false
}: { [Name in keyof QuestionWish]?: QuestionWish[Name] | undefined }): QuestionWish => ({
  ...{ displayName, answerInputType, answerOptions, isRequired }
})

/** Source: https://learn.microsoft.com/graph/api/resources/meetingregistrationquestion */
export const questionIn = openType(questionFields).transform(questionOf)
export const changedQuestionIn = openType({ ...questionFields, displayName: optional(z.string().min(1)) })

const wishFields = {
  subject: optional(z.string()),
  description: optional(z.string()),
  startDateTime: optional(moment),
  endDateTime: optional(moment),
  allowedRegistrant: optional(enumeration(['everyone', 'organization'])),
  speakers: optional(z.array(speakerIn))
}

function wishOf({ startDateTime: startsAt, endDateTime: endsAt, ...more }: WishFields): RegistrationWish {
  const { subject, description, allowedRegistrant, speakers } = more
  return { subject, description, startsAt, endsAt, allowedRegistrant, speakers }
}

const wishIn = openType(wishFields)
type WishFields = z.output<typeof wishIn>

/** Source: https://learn.microsoft.com/graph/api/onlinemeeting-post-registration */
export const registrationIn = openType({
  '@odata.type': odataType(['meetingRegistration', 'externalMeetingRegistration']),
  ...wishFields,
  customQuestions: optional(z.array(openType(questionFields).transform(questionOf)))
}).transform(({ '@odata.type': kind, customQuestions = [], ...given }) => ({
  kind,
  questions: customQuestions,
  wish: wishOf(given)
}))

export const changedRegistrationIn = wishIn.transform(wishOf)

/** Source: https://learn.microsoft.com/graph/api/externalmeetingregistration-post-registrants */
export const registrantIn = openType({
  firstName: optional(z.string()),
  lastName: optional(z.string()),
  email: z.string().includes('@', { message: 'must look like name@domain.' }),
  customQuestionAnswers: optional(
    z.array(
      openType({ questionId: optional(z.string()), displayName: optional(z.string()), value: optional(z.string()) })
    )
  )
}).transform(({ firstName = '', lastName = '', email, customQuestionAnswers = [] }) => ({
  ...{ firstName, lastName, email },
  answers: customQuestionAnswers.map(({ questionId = '', displayName = '', value = '' }) => ({
    ...{ questionId, displayName, value }
  }))
}))

export const questionOut = z
  .object({
    '@odata.context': z.string().optional(),
    id: z.string(),
    displayName: z.string(),
    answerInputType: z.string(),
    answerOptions: z.array(z.string()),
    isRequired: z.boolean()
  })
  .meta({ id: 'microsoft.graph.meetingRegistrationQuestion' })

export const registrationOut = z
  .object({
    '@odata.context': z.string().optional(),
    '@odata.type': z.string(),
    id: z.string(),
    allowedRegistrant: z.string(),
    registrationPageWebUrl: z.string(),
    registrationPageViewCount: z.null(),
    subject: z.string().nullable(),
    description: z.string().nullable(),
    startDateTime: z.string().nullable(),
    endDateTime: z.string().nullable(),
    speakers: z.array(z.object({ displayName: z.string(), bio: z.string().nullable() })),
    customQuestions: z.array(questionOut)
  })
  .meta({ id: 'microsoft.graph.meetingRegistration' })

export const registrantOut = z
  .object({
    '@odata.context': z.string().optional(),
    id: z.string().nullable(),
    joinWebUrl: z.string().nullable(),
    registrationDateTime: z.string().nullable(),
    firstName: z.string().nullable(),
    lastName: z.string().nullable(),
    email: z.string().nullable(),
    status: z.string().nullable(),
    customQuestionAnswers: z.array(
      z.object({ questionId: z.string().nullable(), displayName: z.string(), value: z.string() })
    )
  })
  .meta({ id: 'microsoft.graph.meetingRegistrant' })

export function questionToWire({
  id,
  displayName,
  answerInputType,
  answerOptions,
  isRequired
}: RegistrationQuestion): z.input<typeof questionOut> {
  return { id, displayName, answerInputType, answerOptions: [...answerOptions], isRequired }
}

export function registrationToWire(registration: Registration): z.input<typeof registrationOut> {
  const {
    id,
    kind,
    allowedRegistrant = 'organization',
    subject,
    description,
    startsAt,
    endsAt,
    speakers = []
  } = registration
  return {
    '@odata.type': `#microsoft.graph.${kind}`,
    ...{ id, allowedRegistrant },
    registrationPageWebUrl: `https://teams.microsoft.com/registration/${id}`,
    registrationPageViewCount: null,
    subject: subject ?? null,
    description: description ?? null,
    startDateTime: startsAt === undefined ? null : dateTimeOffset(startsAt),
    endDateTime: endsAt === undefined ? null : dateTimeOffset(endsAt),
    speakers: [...speakers],
    customQuestions: registration.questions.map(questionToWire)
  }
}

export function registrantToWire({
  id,
  firstName,
  lastName,
  email,
  registeredAt,
  answers
}: Registrant): z.input<typeof registrantOut> {
  return {
    ...{ id, firstName, lastName, email, status: 'registered', joinWebUrl: null },
    registrationDateTime: dateTimeOffset(registeredAt),
    customQuestionAnswers: answers.map(({ displayName, value }) => ({ questionId: null, displayName, value }))
  }
}

/** What is told to whoever registers: of the organization a link of their own, of others nothing, they are written to. */
export function registeredToWire(
  registrant: Registrant,
  joinWebUrl: string,
  { allowedRegistrant }: RegistrationWish
): z.input<typeof registrantOut> {
  const own = allowedRegistrant !== 'everyone'
  const context = encodeURIComponent(`,"prid":"${registrant.id}","isPublic":false}`).replace(/%[0-9A-F]{2}/g, code =>
    code.toLowerCase()
  )
  return {
    ...{ registrationDateTime: null, firstName: null, lastName: null, email: null, status: null },
    id: own ? registrant.id : null,
    joinWebUrl: own ? joinWebUrl.replace(/%7d$/, context) : null,
    customQuestionAnswers: []
  }
}
