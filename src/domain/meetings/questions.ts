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
