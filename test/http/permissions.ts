import { readFileSync } from 'node:fs'
import { test } from 'tap'
import { parse } from 'yaml'
import { applicationPermissions, delegatedPermissions } from '../../src/domain/directory/permissions.js'
import { operations } from '../../src/http/operations/operations.js'
import { canonicalUrl } from '../../src/http/spellings.js'
import { operationKey } from '../../src/identity/permissions/permission-rule.js'
import { permissionRules } from '../../src/identity/permissions/permissions.js'
import { people } from '../fixtures/conversations.js'
import { emulatorFor } from '../fixtures/emulator.js'
import { type GraphCaller, graphFor, graphForUser } from '../fixtures/graph.js'

const someId = '0c0ffee0-0000-4000-8000-00000000abcd'

const strict = { auth: 'strict' } as const
type Kind = 'application' | 'delegated'

/** What a rule is asked with: any path it holds for, and a body where one is sent. */
function asked(operation: string, keys: string): [string, string, object | undefined] {
  const [method = '', path = ''] = operation.split(' ')
  const body = method === 'POST' || method === 'PATCH' ? {} : undefined
  return [method, `/beta${path.replaceAll('{}', keys)}`, body]
}

test('each operation is refused without, and allowed with each of its permissions, application and delegated', async t => {
  const emulator = await emulatorFor(t, strict)
  const callers = new Map<string, GraphCaller>()
  const holding = async (kind: Kind, permission: string) => {
    const known = callers.get(`${kind} ${permission}`)
    if (known !== undefined) return known
    const held = permission === '' ? [] : [permission]
    const bot = await emulator.registerBot({
      callbackUri: 'http://127.0.0.1:9/',
      ...(kind === 'application' ? { permissions: held } : { delegatedPermissions: ['openid', ...held] })
    })
    const caller =
      kind === 'application'
        ? await graphFor(emulator, bot)
        : await graphForUser(emulator, 'adele', permission || 'openid', bot)
    callers.set(`${kind} ${permission}`, caller)
    return caller
  }
  for (const [operation, { application, delegated, ownOnly = [] }] of Object.entries(permissionRules)) {
    const code = operation.includes('/communications/calls') ? '7504' : 'Forbidden'
    for (const [kind, needed] of [
      ['application', application],
      ['delegated', delegated]
    ] as const) {
      if (needed?.length === 0) continue
      const refused = await (await holding(kind, '')).ask(...asked(operation, someId))
      t.equal(refused.status, 403, `${operation} without, ${kind}`)
      if (needed === undefined) {
        t.match(
          refused.body.error.message,
          / permissions are not supported/,
          `${operation} takes no ${kind} permission`
        )
        const all = await holding(kind, kind === 'application' ? 'Calls.AccessMedia.All' : 'User.Read')
        t.equal((await all.ask(...asked(operation, someId))).status, 403)
      } else t.equal(refused.body.error.code, kind === 'application' ? code : 'Forbidden', operation)
      for (const permission of needed ?? []) {
        if (!ownOnly.includes(permission)) t.match(refused.body.error.message, permission, 'it says what would do')
        const caller = await holding(kind, permission)
        const others = await caller.ask(...asked(operation, someId))
        // Nobody may touch a meeting of somebody else's; that is refused for another reason.
        const byPermission = others.status === 403 && /API requires|not supported/.test(others.body.error.message)
        t.equal(byPermission, ownOnly.includes(permission), `${operation} with ${permission}, ${kind}`)
        if (ownOnly.includes(permission) && operation.includes('{}')) {
          t.not((await caller.ask(...asked(operation, 'me'))).status, 403, `${operation} with ${permission}, their own`)
        }
      }
    }
  }
})

test('every operation has its permissions, and whatever is emulated has them by its address', async t => {
  const ruled = (method: string, path: string) =>
    operationKey(method, canonicalUrl({ url: `/v1.0${path}` }).slice(5)) in permissionRules
  const { paths } = parse(readFileSync('openapi/graph-beta.yaml', 'utf8')) as { paths: Record<string, object> }
  for (const [path, methods] of Object.entries(paths)) {
    if (/^\/(\$batch|subscriptions)/.test(path)) continue
    for (const method of Object.keys(methods)) t.ok(ruled(method.toUpperCase(), path), `${method} ${path}`)
  }
  for (const { method, path, fidelity } of operations) {
    // Of the artifacts of ad hoc calls and the messages of conversations only a part is in the reference.
    if (fidelity === 'refused' || /subscriptions|adhocCalls|onlineMeetingConversations/.test(path)) continue
    const plain = path.replace('microsoft.graph.callRecords.', '').replace(/\(.*\)$/, '')
    t.ok(ruled(method, plain), `${method} ${path}`)
  }
})

test('an application of which nobody said otherwise holds whatever there is to hold', async t => {
  for (const [operation, { application = [], delegated = [] }] of Object.entries(permissionRules)) {
    for (const permission of application)
      t.ok(applicationPermissions.includes(permission), `${operation}: ${permission}`)
    for (const permission of delegated) t.ok(delegatedPermissions.includes(permission), `${operation}: ${permission}`)
  }
})

test('in open mode it is answered, and the journal tells what the real tenant would have said', async t => {
  const emulator = await emulatorFor(t)
  const graph = await graphFor(emulator, await emulator.registerBot({ permissions: ['Calls.Initiate.All'] }))
  t.equal((await graph.get(`/v1.0/communications/calls`)).status, 200)
  t.equal((await graph.post(`${someId}/subscribeToTone`, {})).status, 404)
  t.equal((await graph.get(`/v1.0/users/${people.adele}/presence`)).status, 200)
  const [listed, subscribed, presence] = emulator.requests({ path: /calls|presence/ })
  t.equal(listed?.wouldBeRefused, undefined)
  t.match(subscribed?.wouldBeRefused, /Calls.AccessMedia.All.*calls.initiate.all/)
  t.match(presence?.wouldBeRefused, /API requires one of 'Presence.Read.All, Presence.ReadWrite.All'/)
})

test('granting and revoking act at once, with the token one has', async t => {
  const emulator = await emulatorFor(t, strict)
  const bot = await emulator.registerBot({ callbackUri: 'http://127.0.0.1:9/', permissions: [] })
  const graph = await graphFor(emulator, bot)
  const calls = async () => (await graph.get('/v1.0/communications/calls')).status
  t.equal(await calls(), 403)
  await emulator.control('PATCH', `/applications/${bot.appId}`, { permissions: ['calls.accessmedia.all'] })
  t.equal(await calls(), 200)
  await emulator.control('PATCH', `/applications/${bot.appId}`, { permissions: [] })
  t.equal(await calls(), 403)
  const adele = await graphForUser(emulator, 'adele', 'Presence.Read', bot)
  const own = async () => (await adele.get('/v1.0/me/presence')).status
  t.equal(await own(), 200)
  await emulator.control('PATCH', `/applications/${bot.appId}`, { delegatedPermissions: ['User.Read'] })
  t.equal(await own(), 403)
})
