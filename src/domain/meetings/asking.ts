import { Refusal } from '../refusals.js'
import type { Outcome, StateReader } from '../state.js'
import type { AskQuestion, Question, QuestionCommand, QuestionMessage } from './questions.js'

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
