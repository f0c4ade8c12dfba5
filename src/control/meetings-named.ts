import type { Meeting } from '../domain/meetings/meeting.js'
import { Refusal } from '../domain/refusals.js'
import type { Engine } from '../engine/engine.js'
import type { Tenant } from '../engine/tenant.js'

/** A meeting by its id, by the thread of its chat, by the digits people type, or by its link. */
export function meetingNamed(engine: Engine, name: string): { tenant: Tenant; meeting: Meeting } {
  for (const tenant of engine.tenants()) {
    const { state } = tenant
    const meeting =
      state.meeting(name) ??
      state.meetingNamed({ threadId: name }) ??
      state.meetingNamed({ joinMeetingId: name }) ??
      state.meetingNamed({ joinWebUrl: name })
    if (meeting !== undefined) return { tenant, meeting }
  }
  throw new Refusal('meetingNotFound', `No meeting is named '${name}': GET /_ringback/meetings lists them.`)
}
