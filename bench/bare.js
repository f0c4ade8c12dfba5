// Bare Fastify with the payloads of a call: what everything is measured against. Says its port over IPC.
import Fastify from 'fastify'
import { Agent, request } from 'undici'
import { call, notification } from './payloads.js'

const app = Fastify()
const agent = new Agent({ connections: 256, pipelining: 1 })
const headers = { 'content-type': 'application/json' }

app.get('/v1.0/communications/calls/:callId', async () => call)
app.post('/v1.0/communications/calls', async (asked, reply) => {
  const { callbackUri } = asked.body
  reply.raw.once('close', async () => {
    for (let sent = 0; sent < 3; sent++) {
      const { body } = await request(callbackUri, { method: 'POST', headers, body: notification, dispatcher: agent })
      await body.dump()
    }
  })
  return reply.code(201).send(call)
})
await app.listen({ port: 0, host: '127.0.0.1' })
process.send?.({ url: `http://127.0.0.1:${app.server.address().port}`, rss: process.memoryUsage.rss() })
process.on('message', () => process.exit(0))
