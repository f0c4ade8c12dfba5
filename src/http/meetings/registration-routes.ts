import type { FastifyInstance } from 'fastify'
import type { Registration, RegistrationChange } from '../../domain/meetings/registration.js'
import { Refusal } from '../../domain/refusals.js'
import {
  changedQuestionIn,
  changedRegistrationIn,
  questionIn,
  questionOut,
  questionToWire,
  registeredToWire,
  registrantIn,
  registrantOut,
  registrantToWire,
  registrationIn,
  registrationOut,
  registrationToWire
} from '../../wire/registration.js'
import { collectionRoute } from '../collections.js'
import { callerOf, type GraphOptions, type GraphRequest, graphRoute, serviceRoot } from '../graph-route.js'
import { queryableOf, usualPage } from '../queryable-of.js'
import { meetingsSubject } from './meeting-routes.js'
import { meetingOf } from './whose.js'

const registrationQuery = queryableOf('microsoft.graph.meetingRegistration', registrationOut)
const questionQuery = queryableOf('microsoft.graph.meetingRegistrationQuestion', questionOut)
const registrantQuery = queryableOf('microsoft.graph.meetingRegistrant', registrantOut)

const path = '/:meetingId/registration'
const questions = `${path}/customQuestions`
const registrants = `${path}/registrants`
const operation = 'users.onlineMeetings.registration'
const beta = { betaOnly: true, page: 'resources/meetingregistration?view=graph-rest-beta' } as const

/** Who may come to a meeting registers first; beta only. Source: https://learn.microsoft.com/graph/api/resources/meetingregistration */
export function registrationRoutes(app: FastifyInstance, options: GraphOptions): void {
  const { engine } = options.house

  const theRegistration = (request: GraphRequest): Registration => {
    const { registration } = meetingOf(request, options, 'organizer')
    if (registration !== undefined) return registration
    throw new Refusal('onlineMeetingNotFound', 'The meeting has no registration.')
  }

  const change = async (request: GraphRequest, registration: RegistrationChange): Promise<Registration | undefined> => {
    const { id: meetingId } = meetingOf(request, options, 'organizer')
    const command = { type: 'changeRegistration' as const, at: request.exchange.clock.now(), meetingId, registration }
    return (await engine.execute(callerOf(request).tenantId, command, request.exchange)).meeting.registration
  }

  const context = (request: GraphRequest, below = '') =>
    `${serviceRoot(request)}/$metadata#users('${request.params.userId}')/onlineMeetings('${request.params.meetingId}')/registration${below}`

  const told = (request: GraphRequest, registration: Registration | undefined) => ({
    '@odata.context': context(request, '/$entity'),
    ...registrationToWire(registration ?? theRegistration(request))
  })

  graphRoute(
    app,
    meetingsSubject,
    {
      ...{ ...beta, method: 'POST', path, operationId: `${operation}.Create`, body: registrationIn },
      ...{ summary: 'Have people register before a meeting', status: 201, answer: registrationOut }
    },
    async (request, reply) => {
      const { kind, wish, questions: asked } = request.body
      const registration: Registration = {
        ...{ ...wish, id: request.exchange.ids.guid(), kind, registrants: [] },
        questions: asked.map(question => ({ id: request.exchange.ids.guid(), ...question }))
      }
      const opened = await change(request, { change: 'open', registration })
      reply.code(201)
      return told(request, opened)
    }
  )

  graphRoute(
    app,
    meetingsSubject,
    {
      ...{ ...beta, method: 'GET', path, operationId: `${operation}.Get`, query: registrationQuery },
      ...{ summary: 'What people see who may register', status: 200, answer: registrationOut }
    },
    async request => told(request, theRegistration(request))
  )

  graphRoute(
    app,
    meetingsSubject,
    {
      ...{ ...beta, method: 'PATCH', path, operationId: `${operation}.Update`, body: changedRegistrationIn },
      ...{ summary: 'Change what people see', status: 200, answer: registrationOut }
    },
    async request => told(request, await change(request, { change: 'update', wish: request.body }))
  )

  graphRoute(
    app,
    meetingsSubject,
    {
      ...{ ...beta, method: 'DELETE', path, operationId: `${operation}.Delete` },
      ...{ summary: 'Have nobody register any more', status: 204 }
    },
    async (request, reply) => {
      await change(request, { change: 'close' })
      return reply.code(204).send()
    }
  )

  collectionRoute(
    app,
    meetingsSubject,
    {
      ...{ ...beta, path: questions, operationId: `${operation}.ListCustomQuestions` },
      ...{ summary: 'What people are asked', item: questionOut, query: { ...questionQuery, page: usualPage } }
    },
    request => ({
      context: context(request, '/customQuestions'),
      items: theRegistration(request).questions.map(questionToWire)
    })
  )

  const theQuestion = (request: GraphRequest) => {
    const found = theRegistration(request).questions.find(({ id }) => id === request.params.customQuestionId)
    if (found !== undefined) return found
    throw new Refusal('onlineMeetingNotFound', 'There is no such question.')
  }

  graphRoute(
    app,
    meetingsSubject,
    {
      ...{ ...beta, method: 'POST', path: questions, operationId: `${operation}.CreateCustomQuestions` },
      ...{ summary: 'Ask one thing more', body: questionIn, status: 201, answer: questionOut }
    },
    async (request, reply) => {
      const question = { id: request.exchange.ids.guid(), ...request.body }
      await change(request, { change: 'question', question })
      reply.code(201)
      return { '@odata.context': context(request, '/customQuestions/$entity'), ...questionToWire(question) }
    }
  )

  graphRoute(
    app,
    meetingsSubject,
    {
      ...{ ...beta, method: 'GET', path: `${questions}/:customQuestionId`, query: questionQuery },
      ...{ operationId: `${operation}.GetCustomQuestions`, summary: 'One question', status: 200, answer: questionOut }
    },
    async request => ({
      '@odata.context': context(request, '/customQuestions/$entity'),
      ...questionToWire(theQuestion(request))
    })
  )

  graphRoute(
    app,
    meetingsSubject,
    {
      ...{ ...beta, method: 'PATCH', path: `${questions}/:customQuestionId`, body: changedQuestionIn },
      ...{ operationId: `${operation}.UpdateCustomQuestions`, summary: 'Ask it differently', status: 204 }
    },
    async (request, reply) => {
      const { displayName, answerInputType, answerOptions, isRequired } = request.body
      const wished = Object.entries({ displayName, answerInputType, answerOptions, isRequired })
      const said = Object.fromEntries(wished.filter(([, value]) => value !== undefined))
      await change(request, { change: 'question', question: { ...theQuestion(request), ...said } })
      return reply.code(204).send()
    }
  )

  graphRoute(
    app,
    meetingsSubject,
    {
      ...{ ...beta, method: 'DELETE', path: `${questions}/:customQuestionId`, status: 204 },
      ...{ operationId: `${operation}.DeleteCustomQuestions`, summary: 'Ask it no more' }
    },
    async (request, reply) => {
      await change(request, { change: 'dropQuestion', questionId: theQuestion(request).id })
      return reply.code(204).send()
    }
  )

  collectionRoute(
    app,
    meetingsSubject,
    {
      ...{ ...beta, path: registrants, operationId: `${operation}.ListRegistrants` },
      ...{ summary: 'Who has registered', item: registrantOut, query: { ...registrantQuery, page: usualPage } }
    },
    request => ({
      context: context(request, '/registrants'),
      items: theRegistration(request).registrants.map(registrantToWire)
    })
  )

  graphRoute(
    app,
    meetingsSubject,
    {
      ...{ ...beta, method: 'POST', path: registrants, operationId: `${operation}.CreateRegistrants` },
      ...{ summary: 'Register somebody', body: registrantIn, status: 200, answer: registrantOut }
    },
    async request => {
      const registrant = {
        id: request.exchange.ids.guid(),
        registeredAt: request.exchange.clock.now(),
        ...request.body
      }
      await change(request, { change: 'register', registrant })
      const { joinWebUrl } = meetingOf(request, options, 'organizer')
      return {
        '@odata.context': context(request, '/registrants/$entity'),
        ...registeredToWire(registrant, joinWebUrl, theRegistration(request))
      }
    }
  )

  const theRegistrant = (request: GraphRequest) => {
    const found = theRegistration(request).registrants.find(({ id }) => id === request.params.registrantId)
    if (found !== undefined) return found
    throw new Refusal('onlineMeetingNotFound', 'Nobody of that id has registered.')
  }

  graphRoute(
    app,
    meetingsSubject,
    {
      ...{ ...beta, method: 'GET', path: `${registrants}/:registrantId`, query: registrantQuery },
      ...{ operationId: `${operation}.GetRegistrants`, summary: 'Who that is', status: 200, answer: registrantOut }
    },
    async request => ({
      '@odata.context': context(request, '/registrants/$entity'),
      ...registrantToWire(theRegistrant(request))
    })
  )

  graphRoute(
    app,
    meetingsSubject,
    {
      ...{ ...beta, method: 'DELETE', path: `${registrants}/:registrantId`, status: 204 },
      ...{ operationId: `${operation}.DeleteRegistrants`, summary: 'Somebody does not come after all' }
    },
    async (request, reply) => {
      await change(request, { change: 'cancel', registrantId: theRegistrant(request).id })
      return reply.code(204).send()
    }
  )
}
