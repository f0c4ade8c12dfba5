import { test } from 'tap'
import { code, people } from '../fixtures/conversations.js'
import { emulatorFor } from '../fixtures/emulator.js'
import { graphFor, graphForUser } from '../fixtures/graph.js'

test('an application on its own reaches the meetings of those its access policy names, of everybody without one', async t => {
  const emulator = await emulatorFor(t)
  const bot = await emulator.registerBot()
  const graph = await graphFor(emulator, bot)
  const meetings = async (user: string) => code(await graph.get(`/v1.0/users/${user}/onlineMeetings/x`))
  t.not(await meetings(people.adele), '403 Forbidden')
  const policy = { applicationAccessPolicy: { users: [people.adele] } }
  await emulator.control('PATCH', `/applications/${bot.appId}`, policy)
  t.not(await meetings(people.adele), '403 Forbidden')
  t.not(await meetings('AdeleV@contoso.example'), '403 Forbidden')
  t.match(await graph.get(`/v1.0/users/${people.alex}/onlineMeetings/x/transcripts`), {
    status: 403,
    body: {
      error: { code: 'Forbidden', message: `No application access policy found for this app ${bot.appId} on the user` }
    }
  })
  const alex = await graphForUser(emulator, 'alex', undefined, bot)
  t.not(code(await alex.get('/v1.0/me/onlineMeetings/x')), '403 Forbidden', 'on their behalf it needs none')
})
