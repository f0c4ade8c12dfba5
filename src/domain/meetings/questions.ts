import { Refusal } from '../refusals.js'
import type { Outcome, StateReader } from '../state.js'

export const reactionTypes = ['like', 'love', 'celebrate', 'thank', 'laugh', 'sad', 'happy', 'excited'] as const
export const moderationStates = ['published', 'pendingReview', 'dismissed'] as const

export interface MessageReaction {
  readonly id: string
  readonly type: (typeof reactionTypes)[number]
  readonly userId: string
  /** Milliseconds since 1970. */
  readonly at: number
}

/** Something written beside a meeting: a question, or what is said to it. */
export interface QuestionMessage {
  readonly id: string
  readonly kind: 'question' | 'discussion'
  readonly userId: string
  readonly title?: string | undefined
  readonly text: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly replyToId?: string | undefined
  readonly reactions: readonly MessageReaction[]
}

/** A question that was asked beside a meeting, with what was said to it. Graph's `onlineMeetingEngagementConversation`. */
export interface Question {
  readonly id: string
  readonly meetingId: string
  readonly moderationState: (typeof moderationStates)[number]
  readonly upvoteCount: number
  /** The first is what began it. */
  readonly messages: readonly QuestionMessage[]
}

interface OfQuestion {
  at: number
  questionId: string
}

export interface AskQuestion extends OfQuestion {
  type: 'askQuestion'
  meetingId: string
  messageId: string
  userId: string
  title?: string | undefined
  text: string
}

export interface ReplyToQuestion extends OfQuestion {
  type: 'replyToQuestion'
  messageId: string
  userId: string
  text: string
  /** The question itself when absent. */
  replyToId?: string | undefined
}

export interface ReactToMessage extends OfQuestion {
  type: 'reactToMessage'
  reactionId: string
  userId: string
  reactionType: MessageReaction['type']
  /** The question itself when absent. */
  messageId?: string | undefined
}

export interface ModerateQuestion extends OfQuestion {
  type: 'moderateQuestion'
  moderationState?: Question['moderationState'] | undefined
  upvoteCount?: number | undefined
}

export type QuestionCommand = AskQuestion | ReplyToQuestion | ReactToMessage | ModerateQuestion

export type QuestionEvent = { type: 'questionAsked' | 'questionChanged'; questionId: string; meetingId: string }

/** What is asked and answered beside a meeting. */
export function questionTransition(state: StateReader, command: QuestionCommand): Outcome {
  if (command.type === 'askQuestion') {
    const { questionId: id, meetingId, messageId, userId, title, text, at } = command
    const starter: QuestionMessage = { id: messageId, kind: 'question', userId, title, text, at, reactions: [] }
    const question: Question = { id, meetingId, moderationState: 'published', upvoteCount: 0, messages: [starter] }
    return { question, events: [{ type: 'questionAsked', questionId: id, meetingId }] }
  }
  const before = state.question(command.questionId)
  if (before === undefined) throw new Refusal('meetingNotFound', `There is no question '${command.questionId}'.`)
  const question = changed(before, command)
  return { question, events: [{ type: 'questionChanged', questionId: question.id, meetingId: question.meetingId }] }
}

function changed(question: Question, command: Exclude<QuestionCommand, AskQuestion>): Question {
  switch (command.type) {
    case 'replyToQuestion': {
      const { messageId: id, userId, text, at, replyToId = question.messages[0]?.id } = command
      const reply: QuestionMessage = { id, kind: 'discussion', userId, text, at, replyToId, reactions: [] }
      return { ...question, messages: [...question.messages, reply] }
    }
    case 'reactToMessage': {
      const { reactionId: id, userId, reactionType: type, at, messageId = question.messages[0]?.id } = command
      if (!question.messages.some(message => message.id === messageId)) {
        throw new Refusal('meetingNotFound', `There is no message '${messageId}'.`)
      }
      const messages = question.messages.map(message =>
        message.id === messageId ? { ...message, reactions: [...message.reactions, { id, type, userId, at }] } : message
      )
      return { ...question, messages }
    }
    case 'moderateQuestion': {
      const { moderationState = question.moderationState, upvoteCount = question.upvoteCount } = command
      return { ...question, moderationState, upvoteCount }
    }
  }
}
