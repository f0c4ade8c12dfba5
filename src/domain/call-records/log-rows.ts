import { type Identity, type IdentitySet, isBot } from '../directory/identity-set.js'
import type { DirectoryReader } from '../state.js'
import type { CallRecord, Session } from './call-record.js'

/** A phone's part in a call, as somebody has to pay for it. */
export interface PhoneLeg {
  readonly record: CallRecord
  readonly session: Session
  readonly phone: Identity
  /** Who was at the other end; nobody in particular in a conference. */
  readonly other: IdentitySet | undefined
  /** Whether the phone was called, rather than calling. */
  readonly called: boolean
}

export interface LogKinds {
  readonly pstn: string
  readonly directRouting: string
}

/** The phones of a call; in a conference each that was there or was rung. */
export function phoneLegsOf(record: CallRecord): PhoneLeg[] {
  return record.sessions.flatMap((session): PhoneLeg[] => {
    const { caller, callee, invited = false } = session
    if (callee?.phone !== undefined) return [{ record, session, phone: callee.phone, other: caller, called: true }]
    if (caller.phone !== undefined) return [{ record, session, phone: caller.phone, other: callee, called: invited }]
    return []
  })
}

/** What a leg is called in each of the logs. Source: https://learn.microsoft.com/graph/api/resources/callrecords-pstncalllogrow */
export function kindsOf({ other, called }: PhoneLeg): LogKinds {
  const way = called ? 'out' : 'in'
  if (other === undefined) return { pstn: `conf_${way}`, directRouting: called ? 'dr_out_user_conf' : 'dr_in' }
  if (isBot(other)) return { pstn: `ucap_${way}`, directRouting: `dr_${way}_ucap` }
  return { pstn: `user_${way}`, directRouting: called ? 'ByotOut' : 'ByotIn' }
}

/** Whole seconds it was connected. */
export function connectedSeconds({ joinedAt, leftAt, failure }: Session): number {
  return failure === undefined ? Math.floor((leftAt - joinedAt) / 1_000) : 0
}

/** The number of whoever was at the other end, if they have one. */
export function otherNumber({ other }: PhoneLeg, directory: DirectoryReader): string | undefined {
  const { user, applicationInstance } = other ?? {}
  if (user !== undefined) return directory.user(user.id)?.phone
  for (const { instances } of applicationInstance === undefined ? [] : directory.applications()) {
    const instance = instances.find(({ id }) => id === applicationInstance?.id)
    if (instance !== undefined) return instance.phone
  }
  return undefined
}
