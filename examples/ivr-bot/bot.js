import { createServer } from 'node:http'
import { react } from './menu.js'
import { prompts } from './prompts.js'
import { settings } from './settings.js'
import { isGenuine } from './verify.js'

/** The bot's two doors: notifications come in at /api/calling, Graph fetches prompts from /prompts. */
const server = createServer(async (request, response) => {
  const prompt = prompts[request.url.replace('/prompts/', '')]
  if (prompt !== undefined) return response.writeHead(200, { 'content-type': 'audio/wav' }).end(prompt)
  if (request.method !== 'POST' || request.url !== '/api/calling') return response.writeHead(404).end()
  if (!(await isGenuine(request.headers.authorization))) return response.writeHead(401).end()
  const { value } = JSON.parse(await bodyOf(request))
  // Accept first, act afterwards: Graph waits for the answer, not for the work.
  response.writeHead(202).end()
  for (const notification of value) await react(notification).catch(error => console.error(error.message))
})

async function bodyOf(request) {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

server.listen(settings.port, settings.host, () => {
  const { port } = server.address()
  settings.publicUrl ??= `http://localhost:${port}`
  console.log(`The IVR bot listens at ${settings.publicUrl}/api/calling`)
})
