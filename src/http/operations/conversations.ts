import { type OperationEntry, readOnly } from './operation.js'

const conversations = '/communications/onlineMeetingConversations'
const conversation = `${conversations}/{onlineMeetingEngagementConversation-id}`

/** Questions and answers beside a meeting. */
export const conversationOperations: readonly OperationEntry[] = readOnly('e2e/meeting-conversations.ts', [
  'GET /communications/getAllOnlineMeetingMessages()',
  `GET,POST ${conversations}`,
  `GET ${conversations}/$count`,
  `GET,PATCH,DELETE ${conversation}`,
  `GET ${conversation}/onlineMeeting`,
  `GET,PUT,DELETE ${conversation}/onlineMeeting/attendeeReport`,
  ...messages(conversation, '{engagementConversationMessage-id1}'),
  ...starter()
])

function messages(root: string, replyKey: string): string[] {
  const message = `${root}/messages/{engagementConversationMessage-id}`
  return [
    `GET,POST ${root}/messages`,
    `GET ${root}/messages/$count`,
    `GET,PATCH,DELETE ${message}`,
    ...around(message, replyKey)
  ]
}

function starter(): string[] {
  const message = `${conversation}/starter`
  return [`GET,PATCH,DELETE ${message}`, ...around(message, '{engagementConversationMessage-id}')]
}

/** What hangs on a message: its reactions, and its replies with theirs. */
function around(message: string, replyKey: string): string[] {
  const reply = `${message}/replies/${replyKey}`
  return [
    `GET ${message}/conversation`,
    `GET ${message}/replyTo`,
    ...reactions(message),
    `GET,POST ${message}/replies`,
    `GET ${message}/replies/$count`,
    `GET,PATCH,DELETE ${reply}`,
    `GET ${reply}/conversation`,
    `GET ${reply}/replyTo`,
    ...reactions(reply)
  ]
}

function reactions(message: string): string[] {
  return [
    `GET,POST ${message}/reactions`,
    `GET ${message}/reactions/$count`,
    `GET,PATCH,DELETE ${message}/reactions/{engagementConversationMessageReaction-id}`
  ]
}
