import { test } from 'tap'
import { code, groupCall, lastEntry, stage } from '../fixtures/conversations.js'

test('audio routing groups are made, listed, changed and removed', async t => {
  const scene = await stage(t)
  const { bot, graph } = scene
  const id = await groupCall(scene)
  const [adele, alex] = [lastEntry(bot, 'adele').id, lastEntry(bot, 'alex').id]
  const groups = `${id}/audioRoutingGroups`
  const whisper = { id: 'oneToOne', routingMode: 'oneToOne', sources: [adele], receivers: [alex] }
  t.match(await graph.post(groups, whisper), { status: 200, body: whisper })
  t.equal(code(await graph.post(groups, whisper)), '409 8519', 'there is one of that name')
  t.match((await graph.get(groups)).body, { value: [whisper] })
  t.equal((await graph.get(`${groups}/$count`)).body as unknown, 1)
  t.match((await graph.get(`${groups}/oneToOne`)).body, whisper)
  const receivers = [alex, adele]
  t.match(await graph.ask('PATCH', `${groups}/oneToOne`, { id: 'oneToOne', receivers }), {
    status: 200,
    body: { ...whisper, receivers }
  })
  t.match((await graph.get(`${groups}/oneToOne`)).body, { receivers }, "as strict as Graph's own sample")
  t.equal(code(await graph.ask('DELETE', `${groups}/oneToOne`)), 204)
  t.equal(code(await graph.get(`${groups}/oneToOne`)), '404 ItemNotFound')
  t.equal(code(await graph.ask('PATCH', `${groups}/oneToOne`, { receivers })), '404 ItemNotFound')
  t.equal(code(await graph.ask('DELETE', `${groups}/oneToOne`)), '404 ItemNotFound')
  t.equal(code(await graph.post(groups, { ...whisper, routingMode: 'oneToNone' })), '400 8523')
  t.equal(code(await graph.post(groups, { routingMode: 'multicast', sources: [adele], receivers })), '400 8523')
})
