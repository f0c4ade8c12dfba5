// An emulator in a process of its own. Says its address and a token over IPC, and its memory when asked.
import { startEmulator } from 'ringback'

const emulator = await startEmulator({ clock: process.argv[2] ?? 'real' })
const { AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET } = emulator.env
const answer = await fetch(`${emulator.url}/${AZURE_TENANT_ID}/oauth2/v2.0/token`, {
  method: 'POST',
  body: new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: AZURE_CLIENT_ID,
    client_secret: AZURE_CLIENT_SECRET,
    scope: 'https://graph.microsoft.com/.default'
  })
})
const { access_token: token } = await answer.json()
process.send?.({ url: emulator.url, token })
process.on('message', async question => {
  if (question !== 'memory') process.exit(0)
  globalThis.gc?.()
  process.send?.({ heap: process.memoryUsage().heapUsed })
})
