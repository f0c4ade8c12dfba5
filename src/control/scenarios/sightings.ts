import { type Call, farEndIdentity } from '../../domain/calls/call.js'
import type { Operation } from '../../domain/calls/operations.js'
import { nameOf } from '../../domain/conversations/naming.js'
import { answersTo } from '../../domain/directory/directory.js'
import type { IdentitySet } from '../../domain/directory/identity-set.js'
import type { RecordedEvent, Tenant } from '../../engine/tenant.js'
import type { RequestEntry } from '../../http/request-journal.js'
import type { Expected } from '../../scenarios/expectations.js'
import { fits, fitsPath, fitsUri, holds } from '../../scenarios/pattern.js'
import { eventToWire } from '../journal-wire.js'
import type { Scene } from './scene.js'

type CallEvent = Extract<RecordedEvent, { call: Call }>
type OperationEvent = Extract<CallEvent, { operation: Operation }>

/** The call an expectation is about, and where it looks. */
export interface View {
  readonly scene: Scene
  /** Absent while there is no call yet. */
  readonly callId: string | undefined
}

/** Whether what is expected has happened; a call where one is found by it, which the steps that follow are in. */
export function sighted(expected: Expected, view: View): { callId?: string } | undefined {
  const { scene, callId } = view
  const event = (type: RecordedEvent['type'], fitting: (event: CallEvent) => boolean = () => true) =>
    found(scene.take(`${expected.name} ${callId}`, scene.events, one => isOf(one, callId, type) && fitting(one)))
  /** What comes once for each call is found however often it is expected. */
  const once = (type: RecordedEvent['type'], fitting: (event: CallEvent) => boolean = () => true) =>
    found(scene.events.find(one => isOf(one, callId, type) && fitting(one)))
  const asked = (action: string, fitting: (body: Body) => boolean) =>
    found(
      scene.take(`${action} ${callId}`, scene.requests, one => {
        return (
          one.callId === callId && fitsPath(action, one.path) && one.status < 400 && fitting((one.body ?? {}) as Body)
        )
      })
    )
  switch (expected.name) {
    case 'answered':
    case 'established':
      return once('callEstablished')
    case 'rejected':
      return asked('reject', ({ reason }) => (expected.fields.reason ?? reason) === reason)
    case 'redirect':
      return asked('redirect', ({ targets = [] }) =>
        targets.some(one => isCalled(scene.tenant, expected.fields.to, one))
      )
    case 'toneSubscription':
      return event('operationCreated', one => (one as OperationEvent).operation.type === 'subscribeToTone')
    case 'prompt':
      return prompted(expected.fields, view)
    case 'recording':
      return expected.fields.status === 'running'
        ? event('recordingStarted')
        : event('operationEnded', one => hasRecorded((one as OperationEvent).operation, expected.fields.status))
    case 'recordingStatus':
      return asked('updateRecordingStatus', ({ status }) => status === expected.fields.status)
    case 'transfer':
      return asked('transfer', ({ transferTarget }) => isTarget(expected.fields, transferTarget, scene))
    case 'invite':
      return asked('invite', ({ participants = [] }) =>
        participants.some(one => isCalled(scene.tenant, expected.fields.who, one))
      )
    case 'calls':
      return placed(view, 'calls', ({ identity }) => identityFits(scene.tenant, expected.fields.to, identity))
    case 'joins':
      return joined(view, expected.fields.meeting)
    case 'participant':
      return isThere(view, expected.fields) ? {} : undefined
    case 'state':
      return currently(view)?.state === expected.fields.is ? {} : undefined
    case 'request':
      return found(scene.take('request', scene.requests, one => isAsked(expected.fields, one)))
    case 'noRequest':
      return undefined
    case 'event':
      return found(
        scene.take(`event ${expected.fields.type}`, scene.events, one => holds(expected.fields, eventToWire(one)))
      )
    case 'ended':
      return once('callTerminated', one => hasEnded(expected.fields, one))
  }
}

/** What bots send; every member may be missing or something else. */
interface Body {
  readonly reason?: string
  readonly status?: string
  readonly targets?: readonly Target[]
  readonly participants?: readonly Target[]
  readonly transferTarget?: Target
}

interface Target {
  readonly identity?: Readonly<Record<string, { readonly id?: string } | null>>
  readonly replacesCallId?: string
}

const found = (entry: unknown): { callId?: string } | undefined => (entry === undefined ? undefined : {})

function isOf(event: RecordedEvent, callId: string | undefined, type: RecordedEvent['type']): event is CallEvent {
  return event.type === type && 'call' in event && event.callId === callId
}

/** Whether a request is the kind that is meant; also one that was refused, unless a status is given. */
export function isAsked(
  {
    method,
    path,
    status,
    body
  }: { method?: string | undefined; path?: string | undefined; status?: number | undefined; body?: unknown },
  request: RequestEntry
): boolean {
  return (
    (method ?? request.method) === request.method &&
    (path === undefined || fitsPath(path, request.path)) &&
    (status ?? request.status) === request.status &&
    (body === undefined || holds(body, request.body))
  )
}

function prompted(
  { uri, resource, status }: Extract<Expected, { name: 'prompt' }>['fields'],
  { scene, callId }: View
): { callId?: string } | undefined {
  const type = status === 'running' ? 'promptStarted' : 'operationEnded'
  return found(
    scene.take(`prompt ${status} ${callId}`, scene.events, one => {
      if (!isOf(one, callId, type)) return false
      const { prompts = [], status: reached } = (one as OperationEvent).operation
      const isMeant = prompts.some(
        prompt =>
          (uri === undefined || fitsUri(uri, prompt.uri)) &&
          (resource === undefined || fits(resource, prompt.resourceId ?? ''))
      )
      return isMeant && (status === 'running' || reached === status)
    })
  )
}

function hasRecorded({ type, status }: Operation, wanted: string): boolean {
  return type === 'recordResponse' && status === wanted
}

function hasEnded({ code, subcode, by }: Extract<Expected, { name: 'ended' }>['fields'], event: CallEvent): boolean {
  const { resultInfo } = event.call
  const endedBy = 'endedBy' in event ? event.endedBy : undefined
  return (
    (code ?? resultInfo?.code) === resultInfo?.code &&
    (subcode ?? resultInfo?.subcode) === resultInfo?.subcode &&
    (by ?? endedBy) === endedBy
  )
}

function isTarget(
  { to, replaces }: Extract<Expected, { name: 'transfer' }>['fields'],
  target: Target | undefined,
  scene: Scene
): boolean {
  return (
    (replaces === undefined || target?.replacesCallId === scene.calls.get(replaces)) &&
    (to === undefined || isCalled(scene.tenant, to, target))
  )
}

/** Whether somebody of a request is the one who is meant by a name or a number. */
function isCalled(tenant: Tenant, name: string, target: Target | undefined): boolean {
  return Object.values(target?.identity ?? {}).some(one => typeof one?.id === 'string' && isNamed(tenant, name, one.id))
}

export function identityFits(tenant: Tenant, name: string, identity: IdentitySet): boolean {
  return Object.values(identity).some(one => one !== undefined && isNamed(tenant, name, one.id))
}

function isNamed({ state }: Tenant, name: string, id: string): boolean {
  if (fits(name, id)) return true
  const user = state.user(id) ?? Array.from(state.users()).find(({ phone }) => phone === id)
  const application = state.application(id)
  return (
    (user !== undefined && (answersTo(user, name) || fits(name, user.displayName))) ||
    (application !== undefined && fits(name, application.displayName))
  )
}

/** The bot places a call; one it answers is established in the same words. */
export function isPlacing(event: RecordedEvent): event is Extract<RecordedEvent, { type: 'callEstablishing' }> {
  return event.type === 'callEstablishing' && event.call.direction === 'outgoing'
}

/** A call the bot has placed to somebody. */
function placed(
  { scene }: View,
  key: string,
  fitting: (party: { identity: IdentitySet }) => boolean
): { callId: string } | undefined {
  const event = scene.take(key, scene.events, one => {
    return isPlacing(one) && one.call.targets.some(fitting)
  })
  return event !== undefined && 'callId' in event && event.callId !== undefined ? { callId: event.callId } : undefined
}

function joined({ scene }: View, name: string): { callId: string } | undefined {
  const { state } = scene.tenant
  const conversationId = state.meeting(scene.meetings.get(name) ?? '')?.conversationId
  if (conversationId === undefined) return undefined
  const event = scene.take(`joins ${name}`, scene.events, one => {
    if (!isPlacing(one) || one.call.meetingInfo === undefined) return false
    return state.call(one.callId)?.conversationId === conversationId
  })
  return event !== undefined && 'callId' in event && event.callId !== undefined ? { callId: event.callId } : undefined
}

function currently({ scene: { tenant }, callId = '' }: View): Call | undefined {
  return tenant.state.call(callId) ?? tenant.state.ended.get(callId)?.call
}

function isThere(
  view: View,
  { name, presence, muted, onHold }: Extract<Expected, { name: 'participant' }>['fields']
): boolean {
  const call = currently(view)
  const { state } = view.scene.tenant
  if (call?.conversationId === undefined) {
    return (
      presence === 'present' &&
      call?.state === 'established' &&
      identityFits(view.scene.tenant, name, farEndIdentity(call))
    )
  }
  return Array.from(state.participants(call.conversationId)).some(
    one =>
      (fits(name, nameOf(state, one)) || identityFits(view.scene.tenant, name, one.info.identity)) &&
      one.presence === presence &&
      (muted ?? (one.muted || one.serverMuted)) === (one.muted || one.serverMuted) &&
      (onHold ?? one.onHold) === one.onHold
  )
}
