import { z } from 'zod'
import type { ChatInfo, MeetingInfo } from '../domain/meetings/meeting.js'
import { odataType, openType, optional } from './graph-type.js'
import { identitySetIn, identitySetOut, identitySetToWire } from './identity-set.js'

/** The chat of a meeting. Source: https://learn.microsoft.com/graph/api/resources/chatinfo */
export const chatInfoIn = openType({
  threadId: z.string().min(1),
  messageId: optional(z.string()),
  replyChainMessageId: optional(z.string())
}).transform(
  ({ threadId, messageId = '0', replyChainMessageId }): ChatInfo => ({ threadId, messageId, replyChainMessageId })
)

export const chatInfoOut = z
  .object({
    '@odata.type': z.string(),
    threadId: z.string(),
    messageId: z.string(),
    replyChainMessageId: z.string().optional()
  })
  .meta({ id: 'microsoft.graph.chatInfo' })

export function chatInfoToWire({ threadId, messageId, replyChainMessageId }: ChatInfo): z.input<typeof chatInfoOut> {
  return { '@odata.type': '#microsoft.graph.chatInfo', threadId, messageId, replyChainMessageId }
}

const allowConversationWithoutHost = optional(z.boolean())

/** By what a meeting is joined. The tag is required: it says which of the three it is. */
export const meetingInfoIn = openType({
  '@odata.type': odataType(['organizerMeetingInfo', 'tokenMeetingInfo', 'joinMeetingIdMeetingInfo']),
  organizer: optional(identitySetIn),
  token: optional(z.string()),
  joinMeetingId: optional(z.string()),
  passcode: optional(z.string()),
  allowConversationWithoutHost
}).transform(({ '@odata.type': type, ...given }, context): MeetingInfo => {
  const missing = (name: string) => {
    context.issues.push({
      code: 'custom',
      input: given,
      path: [name],
      message: `${name} is required in ${type}.`
    })
    return z.NEVER
  }
  const { allowConversationWithoutHost } = given
  switch (type) {
    case 'organizerMeetingInfo':
      if (given.organizer === undefined) return missing('organizer')
      return { kind: 'organizer', organizer: given.organizer, allowConversationWithoutHost }
    case 'tokenMeetingInfo':
      if (given.token === undefined) return missing('token')
      return {
        kind: 'token',
        token: given.token,
        conversationId: conversationOf(given.token),
        allowConversationWithoutHost
      }
    case 'joinMeetingIdMeetingInfo':
      if (given.joinMeetingId === undefined) return missing('joinMeetingId')
      return {
        kind: 'joinMeetingId',
        joinMeetingId: given.joinMeetingId.replaceAll(' ', ''),
        passcode: given.passcode,
        allowConversationWithoutHost
      }
  }
})

export const meetingInfoOut = z
  .object({
    '@odata.type': z.string(),
    organizer: identitySetOut.optional(),
    token: z.string().optional(),
    joinMeetingId: z.string().optional(),
    passcode: z.string().nullable().optional(),
    allowConversationWithoutHost: z.boolean().optional()
  })
  .meta({ id: 'microsoft.graph.meetingInfo' })

export function meetingInfoToWire(info: MeetingInfo): z.input<typeof meetingInfoOut> {
  const { allowConversationWithoutHost } = info
  switch (info.kind) {
    case 'organizer':
      return {
        '@odata.type': '#microsoft.graph.organizerMeetingInfo',
        organizer: identitySetToWire(info.organizer),
        allowConversationWithoutHost
      }
    case 'token':
      return {
        '@odata.type': '#microsoft.graph.tokenMeetingInfo',
        token: info.token ?? tokenOf(info.conversationId ?? ''),
        allowConversationWithoutHost
      }
    case 'joinMeetingId':
      return {
        '@odata.type': '#microsoft.graph.joinMeetingIdMeetingInfo',
        joinMeetingId: info.joinMeetingId,
        passcode: info.passcode ?? null,
        allowConversationWithoutHost
      }
  }
}

/** A token by which a conversation can be joined. It looks as the service's does, but nobody need sign it. */
function tokenOf(conversationId: string): string {
  return [{ alg: 'none', typ: 'JWT' }, { conversationId }].map(part => `${base64(JSON.stringify(part))}.`).join('')
}

/** The conversation a token stands for; undefined when it is none of ours. */
function conversationOf(token: string): string | undefined {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
    const { conversationId } = claims as { conversationId?: unknown }
    return typeof conversationId === 'string' ? conversationId : undefined
  } catch {
    return undefined
  }
}

const base64 = (text: string) => Buffer.from(text).toString('base64url')
