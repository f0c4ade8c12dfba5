/** What an application may do on its own of which nobody said otherwise: everything Ringback knows of. */
export const applicationPermissions: readonly string[] = [
  'Calls.Initiate.All',
  'Calls.InitiateGroupCall.All',
  'Calls.JoinGroupCall.All',
  'Calls.JoinGroupCallAsGuest.All',
  'Calls.AccessMedia.All',
  'Calls.ReportSyntheticMedia.All',
  'CallRecords.Read.All',
  'CallRecord-PstnCalls.Read.All',
  'CallRecordings.Read.All',
  'CallTranscripts.Read.All',
  'EngagementMeetingConversation.Read.All',
  'OnlineMeetings.Read.All',
  'OnlineMeetings.ReadWrite.All',
  'OnlineMeetingArtifact.Read.All',
  'OnlineMeetingRecording.Read.All',
  'OnlineMeetingTranscript.Read.All',
  'Presence.Read.All',
  'Presence.ReadWrite.All',
  'User.Read.All',
  'Directory.Read.All',
  'VirtualAppointment.Read.All',
  'VirtualAppointment.ReadWrite.All',
  'VirtualAppointmentNotification.Send'
]

/** What it may do on behalf of whoever has signed in. */
export const delegatedPermissions: readonly string[] = [
  'User.Read',
  'User.ReadBasic.All',
  'User.Read.All',
  'Directory.Read.All',
  'Presence.Read',
  'Presence.Read.All',
  'Presence.ReadWrite',
  'OnlineMeetings.Read',
  'OnlineMeetings.ReadWrite',
  'OnlineMeetingArtifact.Read.All',
  'OnlineMeetingRecording.Read.All',
  'OnlineMeetingTranscript.Read.All',
  'CallRecordings.Read.All',
  'CallTranscripts.Read.All',
  'Subscription.Read.All',
  'VirtualAppointment.Read',
  'VirtualAppointment.ReadWrite',
  'VirtualAppointmentNotification.Send'
]

/** Permissions are compared without case, and the plural spellings of older pages count as the same. */
export function permissionName(permission: string): string {
  return permission.toLowerCase().replace('groupcalls.', 'groupcall.').replace('groupcallsas', 'groupcallas')
}
