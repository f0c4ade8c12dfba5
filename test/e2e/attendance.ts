import { test } from 'tap'
import { byLink, code, people, stage } from '../fixtures/conversations.js'
import { graphForUser } from '../fixtures/graph.js'

const start = { startTime: '2026-08-03T09:00:00Z' } as const

test('a report tells who was there, when and for how long, each time a meeting was held', async t => {
  const scene = await stage(t, start)
  const { emulator, bot, graph } = scene
  const meeting = await emulator.meeting({ organizer: 'adele', isDialInBypassEnabled: true })
  const reports = `/v1.0/users/${people.adele}/onlineMeetings/${meeting.id}/attendanceReports`
  t.strictSame((await graph.get(reports)).body['value'], [], 'before it was held')
  await meeting.join('adele')
  await graph.create(bot.uri, byLink(meeting))
  await emulator.advance('PT10S')
  await meeting.join('megan')
  await meeting.join({ phone: '+12025550123' })
  const guest = await meeting.join({ guest: 'Grady' })
  t.equal(guest.presence, 'lobby')
  await emulator.advance('PT1M0.9S')
  await meeting.leave('megan')
  await emulator.advance('PT1M')
  await meeting.join('megan')
  await emulator.advance('PT30S')
  t.strictSame((await graph.get(reports)).body['value'], [], 'while it goes on')
  await meeting.end()

  const list = await graph.get(reports)
  t.match(list.body, {
    '@odata.context': /#users\('.*'\)\/onlineMeetings\('.*'\)\/attendanceReports$/,
    value: [
      {
        id: /^[0-9a-f-]{36}$/,
        totalParticipantCount: 3,
        meetingStartDateTime: /^2026-08-03T09:00:00/,
        meetingEndDateTime: /^2026-08-03T09:02:40\.9/,
        externalEventInformation: [],
        attendanceRecords: []
      }
    ]
  })
  const [{ id }] = list.body['value'] as [{ id: string }]
  const plain = await graph.get(`${reports}/${id}`)
  t.notOk('attendanceRecords' in plain.body, 'records come when they are expanded')
  const { body } = await graph.get(`${reports}/${id}?$expand=attendanceRecords`)
  t.match(body['attendanceRecords'], [
    {
      id: people.adele,
      role: 'Organizer',
      emailAddress: 'AdeleV@contoso.example',
      totalAttendanceInSeconds: 160,
      identity: { '@odata.type': '#microsoft.graph.communicationsUserIdentity', displayName: 'Adele Vance' }
    },
    {
      id: people.megan,
      role: 'Presenter',
      totalAttendanceInSeconds: 90,
      attendanceIntervals: [
        { joinDateTime: /09:00:10/, leaveDateTime: /09:01:10\.9/, durationInSeconds: 60 },
        { joinDateTime: /09:02:10\.9/, leaveDateTime: /09:02:40\.9/, durationInSeconds: 30 }
      ]
    },
    {
      id: '+12025550123',
      role: 'Attendee',
      emailAddress: null,
      identity: { '@odata.type': '#microsoft.graph.communicationsPhoneIdentity' }
    }
  ])
  t.equal((body['attendanceRecords'] as []).length, 3, 'neither the bot nor who waited in the lobby')

  const records = `${reports}/${id}/attendanceRecords`
  t.equal(((await graph.get(records)).body['value'] as []).length, 3)
  t.match((await graph.get(`${records}/${people.megan}`)).body, { totalAttendanceInSeconds: 90 })
  const count = async (path: string) =>
    (await fetch(`${emulator.url}${path}/$count`, { headers: { authorization: `Bearer ${graph.token}` } })).text()
  t.equal(await count(records), '3')
  t.equal(await count(reports), '1')
  const latest = `/beta/users/${people.adele}/onlineMeetings/${meeting.id}/meetingAttendanceReport`
  t.match((await graph.get(latest)).body, { id, attendanceRecords: [{}, {}, {}] })
  t.equal((await graph.get(latest.replace('beta', 'v1.0'))).status, 400, 'beta only')

  await emulator.advance('PT1H')
  await meeting.join('lee')
  await emulator.advance('PT5S')
  await meeting.leave('lee')
  const again = await graph.get(reports)
  t.match(again.body['value'], [{ totalParticipantCount: 1 }, { id }], 'the newest first')
})

test('attendance is for the organizer', async t => {
  const { emulator, graph } = await stage(t)
  const meeting = await emulator.meeting({ organizer: 'adele', attendees: ['alex'] })
  const path = (name: 'adele' | 'alex' | 'lee', below = '') =>
    `/v1.0/users/${people[name]}/onlineMeetings/${meeting.id}/attendanceReports${below}`
  t.equal(code(await graph.get(path('alex'))), '403 Forbidden')
  t.equal(code(await graph.get(path('lee'))), '404 NotFound')
  t.equal(code(await graph.get(path('adele', '/nothing'))), '404 NotFound')
  t.equal(code(await graph.get(path('adele', '/nothing/attendanceRecords'))), '404 NotFound')
  t.equal(code(await graph.get(path('adele', '/x?$expand=colour'))), '400 BadRequest')
  const alex = await graphForUser(emulator, 'alex')
  t.equal(code(await alex.get(`/v1.0/me/onlineMeetings/${meeting.id}/attendanceReports`)), '403 Forbidden')
  const attendee = `/v1.0/users/${people.adele}/onlineMeetings/${meeting.id}/attendeeReport`
  t.match((await graph.get(attendee)).body, { error: { code: 'NotFound', message: /live events/ } })
  t.equal((await graph.ask('PUT', attendee, {})).status, 405)
})
