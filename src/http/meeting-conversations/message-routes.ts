import type { FastifyInstance } from 'fastify'
import type { Question, QuestionMessage } from '../../domain/meetings/questions.js'
import { Refusal } from '../../domain/refusals.js'
import { messageOut, messageToWire, questionOut, reactionOut, reactionToWire } from '../../wire/question.js'
import { collectionRoute } from '../collections.js'
import {
  type GraphOptions,
  type GraphRequest,
  type GraphSubject,
  graphRoute,
  serviceRoot,
  stateOf
} from '../graph-route.js'
import { queryableOf, usualPage } from '../queryable-of.js'

export const messageQuery = queryableOf('microsoft.graph.engagementConversationMessage', messageOut, {
  navigation: ['replies', 'reactions', 'replyTo'],
  expand: ['conversation']
})
const reactionQuery = queryableOf('microsoft.graph.engagementConversationMessageReaction', reactionOut)

/** A message in a path, and how to find it. */
export interface MessagePlace {
  /** Below the root, with the keys: `/:questionId/starter`. */
  readonly path: string
  /** `communications.onlineMeetingConversations.starter` */
  readonly operationPrefix: string
  message(request: GraphRequest): QuestionMessage
}

export interface MessageHouse {
  readonly subject: GraphSubject
  readonly options: GraphOptions
  question(request: GraphRequest): Question
  told(request: GraphRequest, question: Question): object
}

/** A message with its reactions; replies have the same, but for replies of their own. */
export function messageRoutes(app: FastifyInstance, house: MessageHouse, place: MessagePlace, isReply = false): void {
  const { subject, options } = house
  const { path, operationPrefix, message } = place
  const page = 'resources/engagementconversationmessage'
  const stateFor = (request: GraphRequest) => stateOf(request, options)
  const context = (request: GraphRequest, below: string) =>
    `${serviceRoot(request)}/$metadata#${request.url.split('?')[0]?.split('/').slice(2).join('/')}${below}`

  const single = (below: string, name: string, summary: string, of: (request: GraphRequest) => QuestionMessage) =>
    graphRoute(
      app,
      subject,
      {
        ...{ method: 'GET', path: `${path}${below}`, operationId: `${operationPrefix}.${name}`, summary, page },
        ...{ query: messageQuery, status: 200, answer: messageOut }
      },
      async request => ({
        '@odata.context': context(request, '/$entity'),
        ...messageToWire(of(request), stateFor(request))
      })
    )

  single('', 'GetMessage', 'Something written beside a meeting', message)
  single('/replyTo', 'GetReplyTo', 'What it replies to', request => {
    const { replyToId } = message(request)
    const found = house.question(request).messages.find(({ id }) => id === replyToId)
    if (found === undefined) throw new Refusal('onlineMeetingNotFound', 'It replies to nothing.')
    return found
  })

  graphRoute(
    app,
    subject,
    {
      ...{ method: 'GET', path: `${path}/conversation`, operationId: `${operationPrefix}.GetConversation`, page },
      ...{ summary: 'The question it belongs to', status: 200, answer: questionOut },
      query: queryableOf('microsoft.graph.onlineMeetingEngagementConversation', questionOut)
    },
    async request => ({
      '@odata.context': context(request, '/$entity'),
      ...house.told(request, house.question(request))
    })
  )

  collectionRoute(
    app,
    subject,
    {
      path: `${path}/reactions`,
      operationId: `${operationPrefix}.ListReactions`,
      countOperationId: `${operationPrefix}.reactions.GetCount`,
      summary: 'Who liked it, and how',
      page: 'resources/engagementconversationmessagereaction',
      item: reactionOut,
      query: { ...reactionQuery, page: usualPage }
    },
    request => ({
      context: context(request, ''),
      items: message(request).reactions.map(reaction => reactionToWire(reaction, stateFor(request)))
    })
  )

  graphRoute(
    app,
    subject,
    {
      ...{ method: 'GET', path: `${path}/reactions/:reactionId`, operationId: `${operationPrefix}.GetReactions` },
      ...{ summary: 'One of them', page: 'resources/engagementconversationmessagereaction' },
      ...{ query: reactionQuery, status: 200, answer: reactionOut }
    },
    async request => {
      const found = message(request).reactions.find(({ id }) => id === request.params.reactionId)
      if (found === undefined) throw new Refusal('onlineMeetingNotFound', 'There is no such reaction.')
      return { '@odata.context': context(request, '/$entity'), ...reactionToWire(found, stateFor(request)) }
    }
  )

  if (isReply) return
  const repliesTo = (request: GraphRequest) => {
    const { id } = message(request)
    return house.question(request).messages.filter(({ replyToId }) => replyToId === id)
  }
  collectionRoute(
    app,
    subject,
    {
      path: `${path}/replies`,
      operationId: `${operationPrefix}.ListReplies`,
      countOperationId: `${operationPrefix}.replies.GetCount`,
      summary: 'What was said to it',
      page,
      item: messageOut,
      query: { ...messageQuery, page: usualPage }
    },
    request => ({
      context: context(request, ''),
      items: repliesTo(request).map(reply => messageToWire(reply, stateFor(request)))
    })
  )
  const reply: MessagePlace = {
    path: `${path}/replies/:replyId`,
    operationPrefix: `${operationPrefix}.replies`,
    message: request => {
      const found = repliesTo(request).find(({ id }) => id === request.params.replyId)
      if (found === undefined) throw new Refusal('onlineMeetingNotFound', 'There is no such reply.')
      return found
    }
  }
  messageRoutes(app, house, reply, true)
}
