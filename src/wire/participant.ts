import { z } from 'zod'
import { isInteractive, isListed, type Participant } from '../domain/conversations/conversation.js'
import { identitySetToWire, participantInfoOut } from './identity-set.js'

const mediaStreamOut = z
  .object({
    '@odata.type': z.string(),
    mediaType: z.string(),
    label: z.string(),
    /** A number as text. */
    sourceId: z.string().regex(/^\d+$/),
    direction: z.enum(['inactive', 'sendOnly', 'receiveOnly', 'sendReceive']),
    serverMuted: z.boolean()
  })
  .meta({ id: 'microsoft.graph.mediaStream' })

const recordingInfoOut = z
  .object({ '@odata.type': z.string(), recordingStatus: z.enum(['notRecording', 'recording', 'failed']) })
  .meta({ id: 'microsoft.graph.recordingInfo' })

/** Somebody in a conversation. Source: https://learn.microsoft.com/graph/api/resources/participant */
export const participantOut = z
  .object({
    '@odata.type': z.string(),
    '@odata.context': z.string().optional(),
    id: z.string(),
    info: participantInfoOut,
    isInLobby: z.boolean(),
    isMuted: z.boolean(),
    mediaStreams: z.array(mediaStreamOut),
    meetingRole: z.string(),
    publishedStates: z.array(z.object({ type: z.string() })),
    rosterSequenceNumber: z.int().optional(),
    metadata: z.string().optional(),
    recordingInfo: recordingInfoOut.optional(),
    /** In delta rosters: gone, and why. */
    removedState: z.object({ '@odata.type': z.string(), reason: z.string() }).optional()
  })
  .meta({ id: 'microsoft.graph.participant' })

export type ParticipantWire = z.input<typeof participantOut>

const written = new WeakMap<Participant, ParticipantWire>()

/** A participant is never changed in place, so one that is told again is not written again. */
export function participantToWire(participant: Participant): ParticipantWire {
  const existing = written.get(participant)
  if (existing !== undefined) return existing
  const wire = write(participant)
  written.set(participant, wire)
  return wire
}

function write(participant: Participant): ParticipantWire {
  const { id, info, presence, muted, serverMuted, streams, role, handRaised, metadata, recordingStatus } = participant
  const { endpointType = 'default', languageId, region, countryCode } = info
  return {
    '@odata.type': '#microsoft.graph.participant',
    id,
    info: {
      '@odata.type': '#microsoft.graph.participantInfo',
      participantId: id,
      identity: identitySetToWire(participant.hidden ? hidden(info.identity) : info.identity),
      endpointType,
      languageId,
      region,
      countryCode
    },
    mediaStreams: streams.map(({ mediaType, label, sourceId, direction }) => ({
      '@odata.type': '#microsoft.graph.mediaStream',
      mediaType,
      label,
      sourceId,
      direction,
      serverMuted: mediaType === 'audio' && serverMuted
    })),
    isMuted: muted || serverMuted,
    isInLobby: presence === 'lobby',
    meetingRole: role,
    publishedStates: handRaised ? [{ type: 'raiseHands' }] : [],
    rosterSequenceNumber: participant.rosterSequence,
    metadata,
    recordingInfo:
      recordingStatus === undefined ? undefined : { '@odata.type': '#microsoft.graph.recordingInfo', recordingStatus },
    removedState:
      presence === 'left'
        ? { '@odata.type': '#microsoft.graph.removedState', reason: participant.removedReason ?? 'left' }
        : undefined
  }
}

function hidden(identity: Participant['info']['identity']): Participant['info']['identity'] {
  return Object.fromEntries(
    Object.entries(identity).map(([member, party]) => [member, party && { ...party, hidden: true }])
  )
}

/** Only what changed. Its shape is built from the schema; guess. */
export const deltaParticipantsOut = z
  .object({
    '@odata.type': z.literal('#microsoft.graph.deltaParticipants'),
    sequenceNumber: z.int(),
    participants: z.array(participantOut)
  })
  .meta({ id: 'microsoft.graph.deltaParticipants' })

/**
 * @param interactiveOnly Leaves out those who can neither be heard nor seen and do not want to be; those who are gone
 * are told in any case. Guess.
 */
export function deltaToWire(
  participants: readonly Participant[],
  interactiveOnly: boolean
): z.input<typeof deltaParticipantsOut> {
  const told = participants.filter(one => !interactiveOnly || !isListed(one) || isInteractive(one))
  return {
    '@odata.type': '#microsoft.graph.deltaParticipants',
    sequenceNumber: Math.max(0, ...participants.map(({ rosterSequence }) => rosterSequence)),
    participants: told.map(participantToWire)
  }
}
