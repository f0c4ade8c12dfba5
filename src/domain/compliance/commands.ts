/** Ids of a recorder's call; drawn by the caller. */
export interface RecorderIds {
  callId: string
  myParticipantId: string
}

/** Somebody under a recording policy has come into a conversation. */
export interface PolicyUserJoins extends RecorderIds {
  type: 'policyUserJoins'
  at: number
  conversationId: string
  participantId: string
}

/** Somebody under a recording policy has a peer-to-peer call with an application. */
export interface PolicyUserCalls extends RecorderIds {
  type: 'policyUserCalls'
  at: number
  recordedCallId: string
  /** Of the conversation the recorder comes into. */
  conversationId: string
}

/** Somebody whom a recorder observes is gone; `callId` is the recorder's. */
export interface PolicyUserLeaves {
  type: 'policyUserLeaves'
  at: number
  callId: string
  participantId: string
}

export type ComplianceCommand = PolicyUserJoins | PolicyUserCalls | PolicyUserLeaves
