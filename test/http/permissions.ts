import { readFileSync } from 'node:fs'
import { test } from 'tap'
import { parse } from 'yaml'
import { permissionsNeeded } from '../../src/identity/permissions.js'
import { emulatorFor } from '../fixtures/emulator.js'
import { type GraphCaller, graphFor } from '../fixtures/graph.js'

/** What the domain asks for itself, since it depends on the kind of call; and what takes no permission. */
const elsewhere = [
  'POST /$batch',
  'POST /communications/calls',
  'POST /communications/calls/:callId/answer',
  'POST /communications/calls/:callId/reject'
]

const someId = '0c0ffee0-0000-4000-8000-00000000abcd'

test('each operation is refused without, and allowed with each of its permissions', async t => {
  const emulator = await emulatorFor(t, { auth: 'strict' })
  const callers = new Map<string, GraphCaller>()
  const holding = async (permission: string) => {
    const known = callers.get(permission)
    if (known !== undefined) return known
    const bot = { callbackUri: 'http://127.0.0.1:9/', permissions: permission === '' ? [] : [permission] }
    const caller = await graphFor(emulator, await emulator.registerBot(bot))
    callers.set(permission, caller)
    return caller
  }
  for (const [operation, needed] of Object.entries(permissionsNeeded)) {
    const [method = '', path = ''] = operation.split(' ')
    const url = `/beta${path.replace(/:\w+/g, someId)}`
    const body = method === 'POST' || method === 'PATCH' ? {} : undefined
    const refused = await (await holding('')).ask(method, url, body)
    t.match(refused, { status: 403, body: { error: { code: '7504' } } }, `${operation} without`)
    for (const permission of needed) {
      t.match(refused.body.error.message, permission, 'it says what would do')
      const { status } = await (await holding(permission)).ask(method, url, body)
      t.not(status, 403, `${operation} with ${permission}`)
    }
  }
})

test('every operation on calls has its permissions, or a reason to have none', async t => {
  const { paths } = parse(readFileSync('openapi/graph-beta.yaml', 'utf8')) as { paths: Record<string, object> }
  for (const [path, methods] of Object.entries(paths)) {
    for (const method of Object.keys(methods)) {
      const operation = `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`
      if (!/^(GET|POST|PATCH|DELETE) /.test(operation)) continue
      t.ok(operation in permissionsNeeded || elsewhere.includes(operation), operation)
    }
  }
})

test('in open mode it is answered, and the journal tells what the real tenant would have said', async t => {
  const emulator = await emulatorFor(t)
  const graph = await graphFor(emulator, await emulator.registerBot({ permissions: ['Calls.Initiate.All'] }))
  t.equal((await graph.get(`/v1.0/communications/calls`)).status, 200)
  t.equal((await graph.post(`${someId}/subscribeToTone`, {})).status, 404)
  const [listed, subscribed] = await emulator.requests({ path: /calls/ })
  t.equal(listed?.wouldBeRefused, undefined)
  t.match(subscribed?.wouldBeRefused, /Calls.AccessMedia.All.*calls.initiate.all/)
})

test('granting acts with the next token', async t => {
  const emulator = await emulatorFor(t, { auth: 'strict' })
  const bot = await emulator.registerBot({ callbackUri: 'http://127.0.0.1:9/', permissions: [] })
  const calls = async () => (await (await graphFor(emulator, bot)).get('/v1.0/communications/calls')).status
  t.equal(await calls(), 403)
  await emulator.control('PATCH', `/applications/${bot.appId}`, { permissions: ['calls.accessmedia.all'] })
  t.equal(await calls(), 200)
})
