import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Question } from '../../domain/meetings/questions.js'
import { Refusal } from '../../domain/refusals.js'
import { onlineMeetingOut, onlineMeetingToWire } from '../../wire/online-meeting.js'
import { messageOut, messageToWire, questionOut, questionToWire } from '../../wire/question.js'
import { queryOf } from '../client-wishes.js'
import { collectionRoute } from '../collections.js'
import { type GraphOptions, type GraphRequest, graphRoute, serviceRoot, stateOf } from '../graph-route.js'
import { queryableOf, usualPage } from '../queryable-of.js'
import { type MessageHouse, messageQuery, messageRoutes } from './message-routes.js'

const subject = { root: '/communications', tag: 'communications.onlineMeetingConversation' }
const root = '/onlineMeetingConversations'
const prefix = 'communications.onlineMeetingConversations'

const query = queryableOf('microsoft.graph.onlineMeetingEngagementConversation', questionOut, {
  navigation: ['messages', 'starter', 'onlineMeeting']
})

/** What is asked and answered beside meetings. Source: https://learn.microsoft.com/graph/api/resources/onlinemeetingengagementconversation */
export async function meetingConversationsPlugin(app: FastifyInstance, options: GraphOptions): Promise<void> {
  const stateFor = (request: GraphRequest) => stateOf(request, options)
  const context = (request: GraphRequest, below: string) => `${serviceRoot(request)}/$metadata#communications${below}`

  const told = (request: GraphRequest, question: Question) => {
    const organizerId = stateFor(request).meeting(question.meetingId)?.organizerId ?? ''
    return questionToWire(question, organizerId, stateFor(request))
  }

  const theQuestion = (request: GraphRequest): Question => {
    const question = stateFor(request).question(request.params.questionId)
    if (question !== undefined) return question
    throw new Refusal('onlineMeetingNotFound', 'Nobody asked a question of this id beside a meeting.')
  }

  collectionRoute(
    app,
    subject,
    {
      path: '/getAllOnlineMeetingMessages',
      operationId: 'communications.getAllOnlineMeetingMessages',
      summary: 'Everything that was asked and answered beside meetings',
      page: 'cloudcommunications-getallonlinemeetingmessages',
      item: messageOut,
      query: { ...messageQuery, page: usualPage }
    },
    request => ({
      context: `${serviceRoot(request)}/$metadata#Collection(microsoft.graph.engagementConversationMessage)`,
      items: Array.from(stateFor(request).questions()).flatMap(question =>
        question.messages.map(message => ({
          ...messageToWire(message, stateFor(request)),
          ...(queryOf(request).expand && { conversation: told(request, question) })
        }))
      )
    })
  )

  collectionRoute(
    app,
    subject,
    {
      path: root,
      operationId: 'communications.ListOnlineMeetingConversations',
      countOperationId: `${prefix}.GetCount`,
      summary: 'The questions that were asked beside meetings',
      page: 'cloudcommunications-list-onlinemeetingconversations',
      item: questionOut,
      query: { ...query, page: usualPage }
    },
    request => ({
      context: context(request, root),
      items: Array.from(stateFor(request).questions(), question => told(request, question))
    })
  )

  graphRoute(
    app,
    subject,
    {
      ...{ method: 'GET', path: `${root}/:questionId`, operationId: 'communications.GetOnlineMeetingConversations' },
      ...{ summary: 'One question', page: 'onlinemeetingengagementconversation-get', query },
      ...{ status: 200, answer: questionOut }
    },
    async request => ({
      '@odata.context': context(request, `${root}/$entity`),
      ...told(request, theQuestion(request))
    })
  )

  const meetingFor = (request: GraphRequest) => {
    const meeting = stateFor(request).meeting(theQuestion(request).meetingId)
    if (meeting === undefined) throw new Refusal('onlineMeetingNotFound', 'The meeting has been deleted.')
    return meeting
  }

  graphRoute(
    app,
    subject,
    {
      ...{ method: 'GET', path: `${root}/:questionId/onlineMeeting`, operationId: `${prefix}.GetOnlineMeeting` },
      ...{ summary: 'The meeting it was asked beside', page: 'onlinemeeting-get' },
      query: queryableOf('microsoft.graph.onlineMeeting', onlineMeetingOut),
      ...{ status: 200, answer: onlineMeetingOut }
    },
    async request => ({
      '@odata.context': context(request, '/onlineMeetings/$entity'),
      ...onlineMeetingToWire(meetingFor(request), { directory: stateFor(request) })
    })
  )

  graphRoute(
    app,
    subject,
    {
      ...{ method: 'GET', path: `${root}/:questionId/onlineMeeting/attendeeReport` },
      ...{ operationId: `${prefix}.onlineMeeting.GetAttendeeReport`, page: 'onlinemeeting-get' },
      ...{ summary: 'The report of a live event: there are none any more', status: 200 },
      answer: z.string().meta({ contentMediaType: 'application/octet-stream' })
    },
    async request => {
      meetingFor(request)
      throw new Refusal('onlineMeetingNotFound', 'Only live events had one: use attendanceReports.')
    }
  )

  collectionRoute(
    app,
    subject,
    {
      path: `${root}/:questionId/messages`,
      operationId: `${prefix}.ListMessages`,
      countOperationId: `${prefix}.messages.GetCount`,
      summary: 'The question and everything that was said to it',
      page: 'resources/engagementconversationmessage',
      item: messageOut,
      query: { ...messageQuery, page: usualPage }
    },
    request => ({
      context: context(request, `${root}('${request.params.questionId}')/messages`),
      items: theQuestion(request).messages.map(message => messageToWire(message, stateFor(request)))
    })
  )

  const house: MessageHouse = { subject, options, question: theQuestion, told }
  messageRoutes(app, house, {
    path: `${root}/:questionId/messages/:messageId`,
    operationPrefix: `${prefix}.messages`,
    message: request => {
      const found = theQuestion(request).messages.find(({ id }) => id === request.params.messageId)
      if (found === undefined) throw new Refusal('onlineMeetingNotFound', 'There is no such message.')
      return found
    }
  })
  messageRoutes(app, house, {
    path: `${root}/:questionId/starter`,
    operationPrefix: `${prefix}.starter`,
    message: request => {
      const [starter] = theQuestion(request).messages
      if (starter === undefined) throw new TypeError('A question begins with a message.')
      return starter
    }
  })
}
