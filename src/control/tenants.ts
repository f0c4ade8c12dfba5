import type { CallRecord } from '../domain/call-records/call-record.js'
import { Refusal } from '../domain/refusals.js'
import type { Engine } from '../engine/engine.js'
import type { Tenant } from '../engine/tenant.js'
import type { EndedCall } from '../store/state-store.js'

/** The tenant that is named, or the first that fits: users of one tenant need not know that there could be more. */
export function theTenant(
  engine: Engine,
  tenantId: string | undefined,
  fits: (tenant: Tenant) => boolean = () => true
): Tenant {
  if (tenantId !== undefined) return engine.tenant(tenantId)
  const tenants = Array.from(engine.tenants())
  const tenant = tenants.find(fits) ?? tenants[0]
  if (tenant === undefined) throw new Refusal('tenantNotFound', 'There is no tenant at all.')
  return tenant
}

/** A call with its operations, wherever it is and whether or not it still lives. */
export function anyCall(engine: Engine, callId: string): EndedCall & { tenant: Tenant } {
  for (const tenant of engine.tenants()) {
    const call = tenant.state.call(callId)
    if (call !== undefined) return { tenant, call, operations: tenant.state.operations(callId) }
    const ended = tenant.state.ended.get(callId)
    if (ended !== undefined) return { tenant, ...ended }
  }
  throw new Refusal('callNotFound', `No call has had the id '${callId}' since the last reset.`)
}

/** The record of a call, wherever it is and whether or not it can be read yet. */
export function anyRecord(engine: Engine, recordId: string): { tenant: Tenant; record: CallRecord } {
  for (const tenant of engine.tenants()) {
    const record = tenant.state.callRecord(recordId)
    if (record !== undefined) return { tenant, record }
  }
  throw new Refusal(
    'callRecordNotFound',
    `No call has the record '${recordId}': GET /_ringback/callRecords lists them.`
  )
}

/** An entity that has just been made or changed, so that it must be there. */
export function known<T>(entity: T | undefined): T {
  if (entity === undefined) throw new TypeError('What has just been made or changed is not there.')
  return entity
}
