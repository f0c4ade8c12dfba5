import { type Conversation, newConversation } from '../conversations/conversation.js'
import { progress } from '../deadlines.js'
import type { Meeting, MeetingInfo } from '../meetings/meeting.js'
import type { CallOutcome, StateReader } from '../state.js'
import type { Call } from './call.js'
import type { CallEnding } from './call-endings.js'
import type { CreateCall } from './commands.js'
import { living } from './handling.js'
import { callLimits } from './limits.js'

type Joining = CreateCall & { meetingInfo: MeetingInfo }

/** The bot joins a meeting, which begins with whoever joins first. One that cannot be found ends the call. */
export function joinMeeting(state: StateReader, asked: Call, command: Joining): CallOutcome {
  const { meetingInfo, at } = command
  const found = find(state, command)
  const due = at + callLimits.joinConnects
  if ('ending' in found) {
    const call: Call = { ...asked, meetingInfo, chatInfo: command.chatInfo }
    return {
      call,
      events: [{ type: 'callEstablishing', callId: call.id, call }],
      deadlines: [progress('mediaConnects', due, { type: 'joinFails', callId: call.id, ending: found.ending })]
    }
  }
  const { meeting, conversation } = convened(state, found, command)
  const call: Call = {
    ...asked,
    conversationId: conversation.id,
    meetingInfo,
    chatInfo: meeting?.chatInfo ?? conversation.chatInfo,
    bypassesLobby: command.bypassesLobby
  }
  return {
    call,
    conversation: { ...conversation, legs: [...conversation.legs, call.id] },
    ...(meeting && { meeting: { ...meeting, conversationId: conversation.id } }),
    events: [{ type: 'callEstablishing', callId: call.id, call }],
    deadlines: [living(call, at), progress('mediaConnects', due, { type: 'mediaConnects', callId: call.id })]
  }
}

interface Found {
  readonly meeting?: Meeting | undefined
  readonly conversation?: Conversation | undefined
}

/** What is meant by the coordinates, or how a call ends that names none of ours. */
function find(state: StateReader, { meetingInfo, chatInfo }: Joining): Found | { ending: CallEnding } {
  switch (meetingInfo.kind) {
    case 'token': {
      const { conversationId } = meetingInfo
      const conversation = conversationId === undefined ? undefined : state.conversation(conversationId)
      if (conversation === undefined) return { ending: 'joinTokenUnknown' }
      return open(
        state,
        conversation.meetingId === undefined ? undefined : state.meeting(conversation.meetingId),
        conversation
      )
    }
    case 'joinMeetingId': {
      const { joinMeetingId, passcode } = meetingInfo
      const meeting = state.meetingNamed({ joinMeetingId })
      return meeting === undefined || meeting.passcode !== passcode
        ? { ending: 'joinMeetingIdUnknown' }
        : open(state, meeting, undefined)
    }
    case 'organizer': {
      const { threadId = '' } = chatInfo ?? {}
      if (!threadId.startsWith('19:')) return { ending: 'joinMalformed' }
      const meeting = state.meetingNamed({ threadId })
      if (meeting === undefined) return { ending: 'joinFailed' }
      return meeting.organizerId === meetingInfo.organizer.user?.id
        ? open(state, meeting, undefined)
        : { ending: 'joinMismatch' }
    }
  }
}

function open(
  state: StateReader,
  meeting: Meeting | undefined,
  conversation: Conversation | undefined
): Found | { ending: CallEnding } {
  if (meeting?.locked) return { ending: 'meetingLocked' }
  const held = meeting?.conversationId === undefined ? undefined : state.conversation(meeting.conversationId)
  return { meeting, conversation: conversation ?? held }
}

/** The conversation of what was found, begun if this is the first to join. */
export function convened(
  state: StateReader,
  { meeting, conversation }: Found,
  { conversationId, callChainId }: { conversationId: string; callChainId: string }
): { meeting: Meeting | undefined; conversation: Conversation } {
  if (conversation !== undefined) return { meeting, conversation }
  const { tenantId } = state
  const held = { meetingId: meeting?.id, chatInfo: meeting?.chatInfo }
  return {
    meeting,
    conversation: newConversation({ id: conversationId, tenantId, kind: 'meeting', callChainId, ...held })
  }
}
