import { type Call, farEndIdentity } from '../domain/calls/call.js'
import type { Participant } from '../domain/conversations/conversation.js'
import { nameOf as participantName } from '../domain/conversations/naming.js'
import type { DirectoryReader } from '../domain/state.js'
import type { RecordedEvent } from '../engine/tenant.js'
import type { RequestEntry } from '../http/request-journal.js'
import type { Delivery } from '../notifications/delivery.js'
import { explained } from './call-view.js'

/** What is known of a call, from all the journals. */
export interface Story {
  events: Iterable<RecordedEvent>
  requests: Iterable<RequestEntry>
  deliveries: Iterable<Delivery>
}

interface Line {
  order: number
  text: string
}

/** The story of a call as a Mermaid sequence diagram: who rang, what the bot asked, what it was told, how it ended. */
export function sequenceDiagram(
  directory: DirectoryReader,
  call: Call,
  { events, requests, deliveries }: Story
): string {
  const lines: Line[] = [
    ...Array.from(events).flatMap(event =>
      'callId' in event && event.callId === call.id ? told(event, directory) : []
    ),
    ...Array.from(requests).flatMap(request => (request.callId === call.id ? asked(request) : [])),
    ...Array.from(deliveries).flatMap(delivery => (delivery.callId === call.id ? posted(delivery) : []))
  ]
  lines.sort((a, b) => a.order - b.order)
  return [
    'sequenceDiagram',
    `  participant B as ${clean(directory.application(call.appId)?.displayName ?? 'Bot')}`,
    '  participant G as Graph',
    `  actor P as ${clean(nameOf(directory, call))}`,
    ...lines.map(({ text }) => `  ${text}`),
    ''
  ].join('\n')
}

function told(event: RecordedEvent, directory: DirectoryReader): Line[] {
  const line = (text: string): Line[] => [{ order: event.order, text }]
  switch (event.type) {
    case 'callIncoming':
      return line('P->>G: rings the bot')
    case 'farEndRang':
      return line('G->>P: rings')
    case 'farEndAnswered':
      return line('P->>G: picks up')
    case 'promptStarted':
      return line(`G->>P: plays ${(event.operation.prompts ?? []).map(({ uri }) => fileOf(uri)).join(', ')}`)
    case 'rosterChanged':
      return event.changed.flatMap(participant => line(`Note over G: ${clean(rosterLine(directory, participant))}`))
    case 'farEndSpoke':
      return line(`P->>G: ${event.voice ? 'speaks' : 'is silent'} for ${(event.durationMs / 1_000).toFixed(1)} s`)
    case 'recordingStarted':
      return line('Note over G: records')
    case 'tonePressed':
      return line(`P->>G: presses ${event.tone}${event.sequenceId === undefined ? ' (not subscribed)' : ''}`)
    case 'callTerminated':
      return [
        ...(event.endedBy === 'farEnd' ? line('P->>G: ends the call') : []),
        ...line(`Note over B,P: ended ${endingOf(event.call)}`)
      ]
    default:
      return []
  }
}

const whereabouts = { ringing: 'is rung', lobby: 'waits in the lobby', present: 'is there', left: 'has left' }

function rosterLine(directory: DirectoryReader, participant: Participant): string {
  const muted = participant.muted || participant.serverMuted ? ', muted' : ''
  return `${participantName(directory, participant)} ${whereabouts[participant.presence]}${muted}`
}

function asked({ order, method, path, status, error }: RequestEntry): Line[] {
  const what = path.split('?')[0]?.split('/').slice(4).join('/') ?? path
  const short = what.replace(/[0-9a-f-]{36}/gi, '').replace(/^\/|\/$/g, '')
  return [
    { order, text: `B->>G: ${method} ${short || 'calls'}` },
    { order, text: `G-->>B: ${status}${error === undefined ? '' : ` ${error.code} ${clean(error.message)}`}` }
  ]
}

function posted({ type, changeType, body, attempts }: Delivery): Line[] {
  const { value } = JSON.parse(body) as { value: [{ resourceData: { state?: string; status?: string } }] }
  const { state, status } = value[0].resourceData
  return attempts.flatMap(({ order, status: answer, error, diagnosis }) => [
    { order, text: `G->>B: ${changeType} ${state ?? status ?? ''} (${type})` },
    answer === undefined
      ? { order, text: `Note over B,G: ${error} ${clean(diagnosis)}` }
      : { order, text: `B-->>G: ${answer}` }
  ])
}

function nameOf(directory: DirectoryReader, call: Call): string {
  const { user, phone, guest } = farEndIdentity(call)
  if (user !== undefined) return directory.user(user.id)?.displayName ?? user.id
  return phone?.id ?? guest?.displayName ?? 'Far end'
}

function endingOf({ resultInfo }: Call): string {
  if (resultInfo === undefined) return 'somebody else picked up'
  const { code, subcode, when, message } = explained(resultInfo)
  return `${code}/${subcode} ${clean(when ?? message)}`
}

/** Mermaid ends a statement at a semicolon and a comment begins with a hash. */
function clean(text: string): string {
  return text.replace(/[;#\n]/g, ' ').trim()
}

function fileOf(uri: string): string {
  return clean(uri.split('?')[0]?.split('/').at(-1) || uri)
}
