import { execFile } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { test } from 'tap'
import { openKeyring } from '../../src/certificates/keyring.js'
import { people } from '../fixtures/conversations.js'
import { emulatorFor } from '../fixtures/emulator.js'
import { ivrBot } from '../fixtures/graph.js'

const run = promisify(execFile)

interface Told {
  clientState: string
  changeType: string
  content?: {
    eventType?: string
    eventDateTime?: string
    id: string
    availability?: string
    activity?: string
    'participants@delta'?: [
      { id: string; isInLobby?: boolean; removedState?: object; info?: { identity: Record<string, { id: string }> } }
    ]
  }
}

interface AttendanceRecord {
  id: string
  role: string
  totalAttendanceInSeconds: number
  attendanceIntervals: [{ joinDateTime: string; leaveDateTime: string }]
}

interface Session {
  startDateTime: string
  endDateTime: string
  caller: { associatedIdentity: { id: string } }
}

/** First names for the ids of people. */
const names = new Map<string, string>([
  ...Object.entries(people).map(([name, id]) => [id, name] as const),
  [ivrBot.appId, 'bot'],
  ['+12025550123', 'phone']
])

function inWords({ clientState, changeType, content }: Told, known: Map<string, string>): string {
  if (clientState === 'presence') return `${names.get(content?.id ?? '')} ${content?.activity}`
  if (clientState !== 'meeting') return `${clientState} ${changeType}`
  const [entry] = content?.['participants@delta'] ?? []
  if (entry === undefined) return String(content?.eventType)
  const id = Object.values(entry.info?.identity ?? {})[0]?.id
  if (id !== undefined) known.set(entry.id, names.get(id) ?? 'guest')
  const who = known.get(entry.id)
  if (entry.removedState !== undefined) return `${who} leaves`
  return entry.isInLobby ? `${who} waits` : `${who} is there`
}

test('a meeting from its making to its record, through the eyes of a real client', async t => {
  const emulator = await emulatorFor(t, { startTime: '2026-08-03T09:00:00Z' })
  const { signer } = await openKeyring(t.testdir({}), Date.now())
  const { stdout } = await run(process.execPath, [join(process.cwd(), 'test', 'fixtures', 'story-client.js')], {
    env: {
      ...{ PATH: process.env['PATH'], ...emulator.env, RINGBACK_URL: emulator.url },
      ...{ ADELE: people.adele, ALEX: people.alex, MEGAN: people.megan },
      CERTIFICATE: new X509Certificate(signer.certificate).raw.toString('base64'),
      PRIVATE_KEY: signer.key
    },
    maxBuffer: 10 * 1024 * 1024
  })
  const story = JSON.parse(stdout)
  const known = new Map<string, string>()
  const told = (story.told as Told[]).map(one => inWords(one, known))
  const of = (...kinds: string[]) =>
    (story.told as Told[]).flatMap(({ clientState }, index) => (kinds.includes(clientState) ? [told[index]] : []))

  t.strictSame(of('meeting'), [
    'callStarted',
    'adele is there',
    'guest waits',
    'bot waits',
    'bot is there',
    'guest is there',
    'megan is there',
    'phone is there',
    'megan leaves',
    'adele leaves',
    'guest leaves',
    'bot leaves',
    'phone leaves',
    'callEnded'
  ])
  t.strictSame(of('presence'), ['adele InAConferenceCall', 'megan InAConferenceCall', 'megan Offline', 'adele Offline'])
  t.strictSame(of('transcript', 'recording').sort(), ['recording created', 'transcript created'])
  t.strictSame(told.slice(-2), ['record created', 'record updated'], 'the record comes last')
  const moments = (story.told as Told[]).flatMap(({ content }) => content?.eventDateTime ?? [])
  t.strictSame(moments, [...moments].sort())
  t.strictSame(
    (story.bot as string[]).filter(one => one !== 'updated roster'),
    ['updated establishing', 'updated established', 'updated established', 'deleted terminated']
  )

  // Attendance, presence, events and the record are of one mind, to the second.
  const second = (text: string) => Math.floor(Date.parse(text) / 1_000)
  const { attendance, record } = story
  const sessions = new Map(
    (record.sessions as Session[]).map(session => [session.caller.associatedIdentity.id, session])
  )
  const records = attendance.attendanceRecords as AttendanceRecord[]
  t.strictSame(
    records.map(({ id, role }) => `${names.get(id) ?? 'guest'} ${role}`),
    ['adele Organizer', 'guest Attendee', 'megan Presenter', 'phone Attendee']
  )
  t.strictSame(
    Array.from(sessions.keys(), id => names.get(id) ?? 'guest'),
    ['adele', 'bot', 'guest', 'megan', 'phone']
  )
  for (const { id, totalAttendanceInSeconds, attendanceIntervals: intervals } of records) {
    const session = sessions.get(id) as Session
    const [{ joinDateTime, leaveDateTime }] = intervals
    t.equal(second(session.startDateTime), second(joinDateTime), names.get(id) ?? 'guest')
    t.equal(second(session.endDateTime), second(leaveDateTime))
    t.equal(totalAttendanceInSeconds, second(leaveDateTime) - second(joinDateTime))
    const entries = (story.told as Told[]).filter(({ content }) => content?.['participants@delta'])
    const [came] = entries.filter((_one, index) =>
      inWords(entries[index] as Told, known).startsWith(`${names.get(id) ?? 'guest'} is there`)
    )
    t.equal(second(String(came?.content?.eventDateTime)), second(joinDateTime))
  }
  t.equal(second(record.startDateTime), second(attendance.meetingStartDateTime))
  t.equal(second(record.endDateTime), second(attendance.meetingEndDateTime))
  t.equal(record.joinWebUrl, story.meeting.joinWebUrl)
  t.equal(record.participants_v2.length, 5)
  t.equal(story.transcript.callId, record.id, 'the transcript is of this call')
  t.equal(story.recording.contentCorrelationId, story.transcript.contentCorrelationId)
  t.match(story.text, /<v Adele Vance>Welcome\.<\/v>/)
  t.ok(story.bytes > 100)
})
