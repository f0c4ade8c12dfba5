import { z } from 'zod'
import type { MessageReaction, Question, QuestionMessage } from '../domain/meetings/questions.js'
import type { DirectoryReader } from '../domain/state.js'
import { dateTimeOffset } from './graph-type.js'

const identitySetOut = z.object({
  application: z.null(),
  device: z.null(),
  user: z.object({ id: z.string(), displayName: z.string().nullable(), tenantId: z.string() })
})

/** Source: https://learn.microsoft.com/graph/api/resources/engagementconversationmessagereaction */
export const reactionOut = z
  .object({
    '@odata.context': z.string().optional(),
    id: z.string(),
    reactionType: z.string(),
    createdDateTime: z.string(),
    reactionBy: identitySetOut
  })
  .meta({ id: 'microsoft.graph.engagementConversationMessageReaction' })

/** Source: https://learn.microsoft.com/graph/api/resources/onlinemeetingengagementconversation */
export const questionOut = z
  .object({
    '@odata.context': z.string().optional(),
    id: z.string(),
    creationMode: z.literal('none'),
    starterId: z.string(),
    onlineMeetingId: z.string(),
    organizer: identitySetOut,
    upvoteCount: z.int(),
    moderationState: z.string()
  })
  .meta({ id: 'microsoft.graph.onlineMeetingEngagementConversation' })

/** Source: https://learn.microsoft.com/graph/api/resources/engagementconversationmessage */
export const messageOut = z
  .object({
    '@odata.context': z.string().optional(),
    '@odata.type': z.string(),
    id: z.string(),
    creationMode: z.literal('none'),
    createdDateTime: z.string(),
    lastModifiedDateTime: z.string(),
    replyToId: z.string().nullable(),
    title: z.string().optional(),
    body: z.object({ contentType: z.literal('text'), content: z.string() }),
    from: identitySetOut,
    conversation: questionOut.optional()
  })
  .meta({ id: 'microsoft.graph.engagementConversationMessage' })

const types = { question: 'Question', discussion: 'Discussion' } as const

export function questionToWire(
  { id, meetingId, moderationState, upvoteCount, messages }: Question,
  organizerId: string,
  directory: DirectoryReader
): z.input<typeof questionOut> {
  return {
    ...{ id, creationMode: 'none', moderationState, upvoteCount },
    starterId: messages[0]?.id ?? '',
    onlineMeetingId: meetingId,
    organizer: identity(organizerId, directory)
  }
}

export function messageToWire(message: QuestionMessage, directory: DirectoryReader): z.input<typeof messageOut> {
  const { id, kind, title, text, at, userId, replyToId } = message
  return {
    '@odata.type': `#microsoft.graph.engagementConversation${types[kind]}Message`,
    ...{ id, creationMode: 'none' as const },
    createdDateTime: dateTimeOffset(at),
    lastModifiedDateTime: dateTimeOffset(at),
    replyToId: replyToId ?? null,
    ...(kind === 'question' && { title: title ?? '' }),
    body: { contentType: 'text', content: text },
    from: identity(userId, directory)
  }
}

export function reactionToWire(
  { id, type, userId, at }: MessageReaction,
  directory: DirectoryReader
): z.input<typeof reactionOut> {
  return { id, reactionType: type, createdDateTime: dateTimeOffset(at), reactionBy: identity(userId, directory) }
}

function identity(id: string, directory: DirectoryReader) {
  const displayName = directory.user(id)?.displayName ?? null
  return { application: null, device: null, user: { id, displayName, tenantId: directory.tenantId } }
}
