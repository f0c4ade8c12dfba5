// Bare Fastify, from nothing to listening.
import Fastify from 'fastify'

const app = Fastify()
app.get('/v1.0/communications/calls/:callId', async () => ({}))
await app.listen({ port: 0, host: '127.0.0.1' })
console.log('listening')
