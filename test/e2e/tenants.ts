import { test } from 'tap'
import { fakeBot } from '../fixtures/bot.js'
import { people } from '../fixtures/conversations.js'
import { emulatorFor } from '../fixtures/emulator.js'
import { graphFor } from '../fixtures/graph.js'

test('tests share an emulator, each in a tenant of its own, and notice nothing of each other', async t => {
  const emulator = await emulatorFor(t, { clock: 'auto' })
  const lives = Array.from({ length: 8 }, async (_, number) => {
    const bot = await fakeBot(t, async ({ notification: { resourceData, resourceUrl } }) => {
      if (resourceData.state === 'incoming') await graph.answer(resourceUrl.split('/').at(-1) ?? '')
    })
    const tenant = await emulator.tenant({ callbackUri: bot.uri })
    const graph = await graphFor(emulator, tenant.bot, tenant.id)
    const call = await tenant.call({ from: 'adele', to: tenant.bot.appId })
    await call.until('established')
    const { body } = await graph.get(`/v1.0/users/${people.adele}/presence`)
    const meeting = await tenant.meeting({ organizer: 'megan', subject: `Meeting ${number}` })
    await call.hangUp()
    await call.until('terminated')
    return {
      tenant,
      activity: body['activity'],
      subject: (await meeting.view()).subject,
      calls: (await tenant.calls()).length,
      tenants: new Set(tenant.events().map(({ tenantId }) => tenantId)).size,
      asked: tenant.requests({ path: /answer/ }).length,
      told: tenant.deliveries({ type: 'callEstablished' }).length
    }
  })
  const seen = await Promise.all(lives)
  t.equal(new Set(seen.map(({ tenant }) => tenant.id)).size, 8)
  for (const [number, { tenant: _tenant, ...life }] of seen.entries()) {
    const alike = { activity: 'InACall', calls: 1, tenants: 1, asked: 1, told: 1 }
    t.strictSame(life, { ...alike, subject: `Meeting ${number}` })
  }
  const [first, second] = seen
  await first?.tenant.reset()
  t.strictSame(
    (await first?.tenant.events())?.map(({ type }) => type),
    ['applicationRegistered']
  )
  t.ok(((await second?.tenant.events()) ?? []).length > 1, 'a reset is for one')
  const again = await graphFor(emulator, first?.tenant.bot, first?.tenant.id)
  t.equal((await again.get('/v1.0/users')).status, 200, 'with the same bot')
})

test('what goes wrong in one tenant goes wrong in no other, and is forgotten with it', async t => {
  const emulator = await emulatorFor(t)
  const [one, other] = await Promise.all([emulator.tenant(), emulator.tenant()])
  await one.fault({ action: 'throttle', path: '/users', retryAfterSeconds: 3 })
  const statusOf = async (tenant: typeof one) =>
    (await (await graphFor(emulator, tenant.bot, tenant.id)).get('/v1.0/users')).status
  t.strictSame([await statusOf(one), await statusOf(other)], [429, 200])
  t.match(await emulator.control('GET', '/faults'), { value: [{ tenantId: one.id, action: 'throttle' }] })
  await one.reset()
  t.strictSame(await emulator.control('GET', '/faults'), { value: [] })
  t.equal(await statusOf(one), 200)
  await t.rejects(emulator.fault({ action: 'reset', tenantId: 'nobody' }), /nobody/)
})

test('a tenant has a time of its own: moved, it moves nobody else, and a snapshot keeps it', async t => {
  const emulator = await emulatorFor(t, { clock: 'virtual', startTime: '2026-01-01T00:00:00Z' })
  const { uri: callbackUri } = await fakeBot(t)
  const early = await emulator.tenant({ callbackUri })
  const late = await emulator.tenant({ callbackUri, clock: { startTime: '2026-06-01T12:00:00Z' } })
  const timeOf = async (tenantId?: string) => {
    const query = tenantId === undefined ? '' : `?tenantId=${tenantId}`
    return (await emulator.control<{ now: string }>('GET', `/clock${query}`)).now
  }
  const call = await early.call({ from: 'adele', to: early.bot.appId })
  const other = await late.call({ from: 'adele', to: late.bot.appId })
  const snapshot = await emulator.snapshot()
  await early.advance('PT20S')
  await call.until('terminated')
  t.equal((await other.view()).state, 'incoming', 'its time to answer is not over')
  t.strictSame(
    [await timeOf(early.id), await timeOf(late.id), await timeOf()],
    ['2026-01-01T00:00:20.000Z', '2026-06-01T12:00:00.000Z', '2026-01-01T00:00:00.000Z']
  )
  await emulator.load(snapshot)
  t.equal((await call.view()).state, 'incoming', 'and it was not over when the snapshot was taken')
  t.equal(await timeOf(early.id), '2026-01-01T00:00:00.000Z')
  await late.advance('PT20S')
  t.equal((await other.until('terminated')).ending?.code, 487)
  await late.close()
  await t.rejects(timeOf(late.id), /There is no tenant/, 'it is taken away')
})
