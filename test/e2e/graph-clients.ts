import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { test } from 'tap'
import { people } from '../fixtures/conversations.js'
import { emulatorFor } from '../fixtures/emulator.js'

const run = promisify(execFile)

test('@microsoft/microsoft-graph-client and @microsoft/msgraph-sdk sign in and ask, with the printed variables', async t => {
  const emulator = await emulatorFor(t, { clock: 'real' })
  const script = join(process.cwd(), 'test', 'fixtures', 'graph-clients.js')
  const { stdout } = await run(process.execPath, [script], { env: { PATH: process.env['PATH'], ...emulator.env } })
  t.match(JSON.parse(stdout), {
    pages: ['Adele Vance', 'Alex Wilber', 'Diego Siciliani', 'Lee Gu', 'Megan Bowen'],
    me: 'AdeleV@contoso.example',
    missing: { statusCode: 404, code: 'Request_ResourceNotFound', requestId: 'string' },
    user: { id: people.adele, displayName: 'Adele Vance' },
    people: {
      names: ['Adele Vance', 'Alex Wilber', 'Diego Siciliani'],
      count: 5,
      next: /^https:.*\/v1.0\/users\?.*skiptoken=/
    },
    presence: { availability: 'Busy', activity: 'Busy', isOutOfOffice: false },
    refused: { status: 400 }
  })
})
