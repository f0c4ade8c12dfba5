import type { JoiningReplied } from '../domain/calls/service-commands.js'
import { joiningResponseIn } from '../wire/compliance-recording.js'

/** What a recorder said to one more person; anything but a clear yes is a no. */
export function joiningReply(body: string | undefined): JoiningReplied['reply'] {
  const response = joiningResponseIn.safeParse(parsed(body))
  if (response.data?.['@odata.type'] === 'acceptJoinResponse') return { accept: true }
  return { accept: false, inviteUri: response.data?.inviteUri }
}

function parsed(body = ''): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
