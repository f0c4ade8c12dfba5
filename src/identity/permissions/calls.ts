import type { PermissionRules } from './permission-rule.js'

const initiate = 'Calls.Initiate.All'
const initiateGroup = 'Calls.InitiateGroupCall.All'
const join = 'Calls.JoinGroupCall.All'
const joinAsGuest = 'Calls.JoinGroupCallAsGuest.All'
const media = 'Calls.AccessMedia.All'

const inCall = [initiate, media]
const inGroup = [join, joinAsGuest]
const inGroupAsGuest = [joinAsGuest, join]
const routing = [join, initiateGroup]
const sharing = [joinAsGuest, initiate, initiateGroup, join]

const call = '/communications/calls/{}'
const participants = `${call}/participants`
const participant = `${participants}/{}`

const needed: Readonly<Record<string, readonly string[]>> = {
  // What depends on the kind of call is asked by the domain; to reject takes none.
  'POST /communications/calls': [],
  [`POST ${call}/answer`]: [],
  [`POST ${call}/reject`]: [],
  'GET /communications/calls': inCall,
  'GET /communications/calls/$count': inCall,
  'POST /communications/calls/logTeleconferenceDeviceQuality': [media],
  [`GET ${call}`]: inCall,
  [`DELETE ${call}`]: inCall,
  [`POST ${call}/keepAlive`]: inCall,
  [`POST ${call}/redirect`]: [initiate],
  [`POST ${call}/transfer`]: [initiate],
  [`POST ${call}/mute`]: inCall,
  [`POST ${call}/unmute`]: inCall,
  [`POST ${call}/playPrompt`]: inCall,
  [`POST ${call}/cancelMediaProcessing`]: inCall,
  [`POST ${call}/recordResponse`]: [media],
  [`POST ${call}/subscribeToTone`]: [media],
  [`POST ${call}/sendDtmfTones`]: [media],
  [`POST ${call}/changeScreenSharingRole`]: [media],
  [`POST ${call}/updateRecordingStatus`]: [media, join],
  [`POST ${call}/addLargeGalleryView`]: [joinAsGuest, join, initiateGroup],
  [`GET ${call}/operations/{}`]: inCall,
  [`GET ${participants}`]: inCall,
  [`GET ${participants}/$count`]: inCall,
  [`GET ${participant}`]: inGroup,
  [`DELETE ${participant}`]: inGroup,
  [`POST ${participants}/invite`]: [initiateGroup],
  [`POST ${participant}/mute`]: inGroup,
  [`POST ${participant}/startHoldMusic`]: inGroupAsGuest,
  [`POST ${participant}/stopHoldMusic`]: inGroupAsGuest,
  [`GET ${call}/audioRoutingGroups`]: routing,
  [`GET ${call}/audioRoutingGroups/$count`]: routing,
  [`POST ${call}/audioRoutingGroups`]: routing,
  [`GET ${call}/audioRoutingGroups/{}`]: routing,
  [`PATCH ${call}/audioRoutingGroups/{}`]: routing,
  [`DELETE ${call}/audioRoutingGroups/{}`]: routing,
  [`GET ${call}/contentSharingSessions`]: sharing,
  [`GET ${call}/contentSharingSessions/$count`]: sharing,
  [`GET ${call}/contentSharingSessions/{}`]: sharing,
  [`POST ${participants}/muteAll`]: inGroup,
  [`POST ${participants}/configureMixer`]: [initiateGroup, join, joinAsGuest],
  [`POST ${participants}/admitAllFromLobby`]: inGroupAsGuest,
  [`POST ${participants}/lowerAllHands`]: inGroupAsGuest,
  [`POST ${participant}/admitFromLobby`]: inGroupAsGuest,
  [`POST ${participant}/removeFromLobby`]: inGroupAsGuest,
  [`POST ${participant}/lowerHand`]: inGroupAsGuest,
  [`POST ${participant}/reportSyntheticMedia`]: ['Calls.ReportSyntheticMedia.All'],
  [`POST ${call}/raiseHand`]: inGroupAsGuest,
  [`POST ${call}/lowerHand`]: inGroupAsGuest,
  [`POST ${call}/startRecording`]: [join],
  [`POST ${call}/stopRecording`]: [join],
  [`POST ${call}/startTranscription`]: [join],
  [`POST ${call}/stopTranscription`]: [join],
  [`POST ${call}/joinContentSharingAudioGroup`]: [media],
  [`POST ${call}/leaveContentSharingAudioGroup`]: [media]
}

/** Calls are for applications on their own: nobody can do anything with them on somebody's behalf. */
export const callRules: PermissionRules = Object.fromEntries(
  Object.entries(needed).map(([operation, application]) => [operation, { application }])
)
