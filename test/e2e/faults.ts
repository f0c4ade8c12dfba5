import { type Test, test } from 'tap'
import { fakeBot } from '../fixtures/bot.js'
import { people } from '../fixtures/conversations.js'
import { emulatorFor } from '../fixtures/emulator.js'
import { endpointFor } from '../fixtures/endpoint.js'
import { graphFor, graphForUser } from '../fixtures/graph.js'

async function stage(t: Test) {
  const emulator = await emulatorFor(t, { startTime: '2026-08-07T10:00:00Z' })
  const endpoint = await endpointFor(t)
  const app = await graphFor(emulator)
  const { body } = await (await graphForUser(emulator, 'megan')).ask('POST', '/v1.0/subscriptions', {
    changeType: 'updated',
    notificationUrl: endpoint.url,
    resource: `communications/presences?$filter=id in ('${people.adele}','${people.alex}','${people.lee}')`,
    expirationDateTime: '2026-08-07T11:00:00Z'
  })
  const busy = async (...of: string[]) => {
    for (const id of of) {
      await app.ask('POST', `/v1.0/users/${id}/presence/setPresence`, {
        ...{ sessionId: people.megan, availability: 'Busy', activity: 'InACall', expirationDuration: 'PT4H' }
      })
    }
    await emulator.advance('PT1S')
  }
  const told = () => endpoint.posted.map(({ value }) => value[0]?.resourceData?.id)
  const fault = (rule: object) => emulator.control<{ id: string }>('POST', '/faults', rule)
  return { emulator, endpoint, busy, told, fault, subscriptionId: body.id }
}

test('notifications are dropped, told twice, held back and overtaken, by rule', async t => {
  const { emulator, busy, told, fault, subscriptionId } = await stage(t)
  await fault({ action: 'drop', subject: subscriptionId, count: 1 })
  await busy(people.adele, people.alex)
  t.strictSame(told(), [people.alex])
  t.match(emulator.deliveries({ type: 'presenceChanged' })[0], { state: 'dropped', fault: 'drop' })
  await fault({ action: 'duplicate', notifications: 'changes', type: 'presenceChanged', count: 1 })
  await busy(people.lee)
  t.strictSame(told().slice(1), [people.lee, people.lee])
  const away = { client: { availability: 'DoNotDisturb', activity: 'Presenting' } }
  const presents = (name: string) => emulator.control('PATCH', `/users/${name}/presence`, away)
  await fault({ action: 'reorder', count: 1, delay: 'PT5S' })
  await presents('adele')
  await presents('alex')
  await emulator.advance('PT1S')
  t.strictSame(told().slice(3), [people.alex])
  await emulator.advance('PT5S')
  t.strictSame(told().slice(3), [people.alex, people.adele])
  await fault({ action: 'delay', count: 1, delay: 'PT30S' })
  await presents('lee')
  await emulator.control('PATCH', '/users/adele/presence', { client: 'signedOut' })
  await emulator.advance('PT29S')
  t.equal(told().length, 5, 'those behind it wait')
  await emulator.advance('PT2S')
  t.strictSame(told().slice(5), [people.lee, people.adele])
})

test('rules are listed and removed, and draw the same from the same seed', async t => {
  const { emulator, busy, told, fault } = await stage(t)
  const { id } = await fault({ action: 'drop', probability: 0.5, seed: 7 })
  const other = await fault({ action: 'drop', type: 'callEstablished', count: 3 })
  const rules = async () => (await emulator.control<{ value: object[] }>('GET', '/faults')).value
  t.match(await rules(), [
    { id, action: 'drop', probability: 0.5, seed: 7, delay: 'PT10S' },
    { id: other.id, count: 3, type: 'callEstablished' }
  ])
  await busy(people.adele, people.alex, people.lee)
  const first = told()
  const again = await stage(t)
  await again.fault({ action: 'drop', probability: 0.5, seed: 7 })
  await again.busy(people.adele, people.alex, people.lee)
  t.strictSame(again.told(), first)
  t.ok(first.length > 0 && first.length < 3)
  await emulator.control('DELETE', `/faults/${id}`)
  t.equal((await rules()).length, 1)
  await t.rejects(emulator.control('DELETE', `/faults/${id}`), /Fault not found/)
  await emulator.control('DELETE', '/faults')
  t.strictSame(await rules(), [])
  await t.rejects(fault({ action: 'explode' }), /'drop'/)
  await fault({ action: 'drop' })
  await emulator.reset()
  t.strictSame(await rules(), [])
})

test('what a bot is told of its calls goes wrong the same way', async t => {
  const emulator = await emulatorFor(t)
  const bot = await fakeBot(t)
  const graph = await graphFor(emulator)
  await emulator.control('POST', '/faults', { action: 'duplicate', notifications: 'calls', type: 'callEstablishing' })
  await emulator.control('POST', '/faults', { action: 'drop', type: 'audioActivated' })
  const { body } = await graph.create(bot.uri)
  await emulator.advance('PT3S')
  const types = emulator.deliveries({ callId: body.id }).map(({ type, fault, state }) => [type, fault, state])
  t.strictSame(types, [
    ['callEstablishing', 'duplicate', 'delivered'],
    ['callEstablishing', 'duplicate', 'delivered'],
    ['callEstablished', undefined, 'delivered'],
    ['audioActivated', 'drop', 'dropped']
  ])
  await emulator.control('POST', '/faults', { action: 'wrongToken', type: 'callTerminating' })
  await graph.ask('DELETE', body.id)
  await emulator.advance('PT1S')
  t.match(emulator.deliveries({ callId: body.id, type: 'callTerminating' })[0], { fault: 'wrongToken' })
})
