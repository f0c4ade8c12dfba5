import { Refusal } from '../refusals.js'
import type { CallOutcome } from '../state.js'
import type { AudioRoutingGroup, Call } from './call.js'
import type { AddAudioRoutingGroup, ChangeAudioRoutingGroup, RemoveAudioRoutingGroup } from './participant-commands.js'

/**
 * Who hears whom in private. Members are taken as they come, as the service does: its own sample puts two receivers into
 * a group of one to one. Source: https://learn.microsoft.com/graph/api/resources/audioroutinggroup
 */
export function routeAudio(
  call: Call,
  command: AddAudioRoutingGroup | ChangeAudioRoutingGroup | RemoveAudioRoutingGroup
): CallOutcome {
  const groups = call.audioRoutingGroups ?? []
  switch (command.type) {
    case 'addAudioRoutingGroup': {
      const { group } = command
      if (groups.some(({ id }) => id === group.id)) {
        throw new Refusal('conflict', `There is an audio routing group '${group.id}' already.`)
      }
      return routed(call, [...groups, group])
    }
    case 'changeAudioRoutingGroup': {
      const existing = routingGroup(call, command.groupId)
      const { routingMode = existing.routingMode, sources = existing.sources } = command.change
      const { receivers = existing.receivers } = command.change
      const changed: AudioRoutingGroup = { id: existing.id, routingMode, sources, receivers }
      return routed(
        call,
        groups.map(group => (group.id === changed.id ? changed : group))
      )
    }
    case 'removeAudioRoutingGroup': {
      const { id } = routingGroup(call, command.groupId)
      return routed(
        call,
        groups.filter(group => group.id !== id)
      )
    }
  }
}

/** A group of the call by its id. */
export function routingGroup({ audioRoutingGroups = [] }: Call, groupId: string): AudioRoutingGroup {
  const found = audioRoutingGroups.find(({ id }) => id === groupId)
  if (found !== undefined) return found
  throw new Refusal('audioRoutingGroupNotFound', `The call has no audio routing group '${groupId}'.`)
}

function routed(call: Call, audioRoutingGroups: readonly AudioRoutingGroup[]): CallOutcome {
  const changed: Call = { ...call, audioRoutingGroups }
  return { call: changed, events: [{ type: 'audioRoutingChanged', callId: call.id, call: changed }] }
}
