import type { onRequestHookHandler } from 'fastify'
import { permissionName } from '../domain/directory/permissions.js'
import { Refusal, type RefusalReason } from '../domain/refusals.js'
import type { Caller } from '../identity/caller.js'
import { operationKey, type PermissionRule } from '../identity/permissions/permission-rule.js'
import { permissionRules } from '../identity/permissions/permissions.js'
import type { Exchange } from './exchange.js'

/**
 * Refuses a request whose caller lacks the permission its operation takes. Where permissions are not asked for, the
 * journal tells that the real tenant would have refused it. Nothing is checked of operations that take none.
 *
 * @param method Of the route.
 * @param path Of the route, below the version.
 */
export function permissionCheck(method: string, path: string): onRequestHookHandler | undefined {
  const rule = permissionRules[operationKey(method, path)]
  if (rule === undefined) return undefined
  const check = ruleCheck(rule, path)
  return ({ exchange, params }, _reply, next) => {
    const { caller } = exchange
    const own = caller?.userId !== undefined && (params as { userId?: string }).userId === caller.userId
    next(check(exchange, own))
  }
}

/** A rule, ready to be asked: gives the refusal, if there is one. */
export function ruleCheck({ application, delegated, ownOnly = [] }: PermissionRule, path: string) {
  const roles = sufficient(application)
  const ownScopes = sufficient(delegated)
  const scopes = sufficient(delegated?.filter(permission => !ownOnly.includes(permission)))
  const ofCalls = path.startsWith('/communications/calls')
  return (exchange: Exchange, own: boolean): Refusal | undefined => {
    const { caller } = exchange
    if (caller === undefined) return undefined
    if (caller.userId === undefined) return refuse(exchange, caller, roles, ofCalls ? callsWording : rolesWording)
    return refuse(exchange, caller, own ? ownScopes : scopes, scopesWording)
  }
}

/** The permissions of which one will do, and the names under which they are compared. */
interface Sufficient {
  readonly list: readonly string[]
  readonly names: readonly string[]
}

function sufficient(list: readonly string[] | undefined): Sufficient | undefined {
  return list && { list, names: list.map(permissionName) }
}

interface Wording {
  readonly notSupported: [RefusalReason, string]
  readonly missing: RefusalReason
  /** @param held What the caller holds. */
  detail(needed: string, held: string): string
}

const rolesWording: Wording = {
  notSupported: ['applicationNotSupported', 'This takes the token of somebody who has signed in.'],
  missing: 'rolesMissing',
  detail: (needed, held) =>
    `API requires one of '${needed}'. Roles on the request '${held}'. Resource specific consent grants on the request ''.`
}

const callsWording: Wording = {
  ...rolesWording,
  missing: 'permissionMissing',
  detail: (needed, held) => `API requires one of '${needed}'. Roles on the request '${held}'.`
}

const scopesWording: Wording = {
  notSupported: ['delegatedNotSupported', 'This is for applications on their own: use client credentials.'],
  missing: 'scopesMissing',
  detail: (needed, held) => `API requires one of '${needed}'. Scopes on the request '${held}'.`
}

function refuse(
  exchange: Exchange,
  caller: Caller,
  needed: Sufficient | undefined,
  { notSupported, missing, detail }: Wording
): Refusal | undefined {
  if (needed === undefined) return new Refusal(...notSupported)
  const { list, names } = needed
  if (list.length === 0 || names.some(name => caller.holds.has(name))) return undefined
  const text = detail(list.join(', '), Array.from(caller.holds).join(', '))
  if (caller.granted !== undefined) {
    return new Refusal(missing, `${text} Grant one by PATCH /_ringback/applications/${caller.appId}.`)
  }
  exchange.wouldBeRefused = text
  return undefined
}
