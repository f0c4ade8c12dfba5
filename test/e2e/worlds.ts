import { test } from 'tap'
import { fakeBot } from '../fixtures/bot.js'
import { emulatorFor } from '../fixtures/emulator.js'
import { adele, graphFor, ivrBot } from '../fixtures/graph.js'

interface Tenant {
  id: string
  applications: { appId: string; secret: string; displayName: string }[]
}

const anotherTenant = {
  users: [{ displayName: 'Ann Other', userPrincipalName: 'ann@other.example', id: adele }],
  applications: [{ appId: ivrBot.appId, servicePrincipalId: adele, displayName: 'IVR Bot', secret: 'other-secret' }]
}

test('two emulators in one process do not notice each other', async t => {
  const [one, two] = await Promise.all([emulatorFor(t), emulatorFor(t)])
  const bot = await fakeBot(t)
  const call = await one.call({ from: 'adele', to: 'ivr-bot', callbackUri: bot.uri })
  await bot.told(1)
  t.equal((await one.calls()).length, 1)
  t.strictSame([await two.calls(), two.events(), two.deliveries()], [[], [], []])
  t.match(await (await graphFor(two)).answer(call.id), { status: 404 })
  await one.advance('PT20S')
  t.ok(Math.abs(Date.parse((await two.control<{ now: string }>('GET', '/clock')).now) - Date.now()) < 60_000)
  await two.close()
  t.equal((await call.view()).state, 'terminated')
})

test('two tenants in one emulator do not notice each other', async t => {
  const emulator = await emulatorFor(t)
  const other = await emulator.control<Tenant>('POST', '/tenants', anotherTenant)
  const bots = { mine: await fakeBot(t), theirs: await fakeBot(t) }
  const mine = await graphFor(emulator)
  const theirs = await graphFor(emulator, { ...ivrBot, secret: 'other-secret' }, other.id)
  const [call] = await Promise.all([
    emulator.call({ from: 'adele', to: ivrBot.appId, callbackUri: bots.mine.uri }),
    emulator.call({ from: 'ann', to: ivrBot.appId, callbackUri: bots.theirs.uri, tenantId: other.id })
  ])
  await Promise.all([bots.mine.told(1), bots.theirs.told(1)])
  t.equal((await theirs.answer(call.id)).status, 404, 'same app, other tenant')
  t.equal((await theirs.get(call.id)).status, 404)
  t.equal((await mine.answer(call.id)).status, 202)
  t.match(bots.theirs.received[0]?.notification.resourceData, { tenantId: other.id })
  t.equal(bots.theirs.received.length, 1)

  const events = (tenantId: string) =>
    emulator.control<{ value: { tenantId: string }[] }>('GET', `/events?tenantId=${tenantId}`)
  for (const id of [emulator.tenantId, other.id]) {
    const { value } = await events(id)
    t.ok(value.length > 0 && value.every(({ tenantId }) => tenantId === id))
  }

  await emulator.reset(other.id)
  t.strictSame((await events(other.id)).value, [])
  t.equal((await mine.get(call.id)).status, 200, 'a reset of one leaves the other alone')
  await emulator.reset()
  t.equal((await mine.get(call.id)).status, 404)
  await t.rejects(emulator.reset(other.id), /no tenant/)
})

test('a reset restores the seed, forgets what was under way, and calls can be made anew', async t => {
  const emulator = await emulatorFor(t)
  const bot = await fakeBot(t, () => ({ hang: true }))
  const graph = await graphFor(emulator)
  await emulator.control('PATCH', `/applications/${ivrBot.appId}`, { callbackUri: bot.uri, displayName: 'Renamed' })
  await emulator.control('POST', '/users', { displayName: 'New', userPrincipalName: 'new@contoso.example' })
  await emulator.call({ from: 'adele', to: 'renamed' })
  const { id } = (await graph.create('http://127.0.0.1:9/')).body
  await bot.told(1)
  await emulator.reset()
  const { tenants } = await emulator.control<{ tenants: (Tenant & { users: unknown[] })[] }>('GET', '/directory')
  t.match(tenants, [{ users: { length: 5 }, applications: [{ displayName: 'IVR Bot' }, {}] }])
  t.equal((await graph.get(id)).status, 404)
  t.strictSame([await emulator.calls(), emulator.events(), emulator.deliveries()], [[], [], []])
  await emulator.advance('PT1H')
  t.strictSame(emulator.events(), [], 'nothing of before falls due')
  t.equal((await graph.create('http://127.0.0.1:9/')).status, 201)
})

test('the same seed of ids and the same start give the same events', async t => {
  const run = async () => {
    const emulator = await emulatorFor(t, { idSeed: 42, startTime: '2026-01-01T00:00:00Z' })
    const call = await emulator.call({ from: 'adele', to: 'ivr-bot', callbackUri: 'http://127.0.0.1:9/' })
    await call.until('terminated')
    return JSON.stringify(emulator.events())
  }
  t.equal(await run(), await run())
})
