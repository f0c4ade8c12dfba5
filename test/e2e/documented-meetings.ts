import { test } from 'tap'
import { people, stage } from '../fixtures/conversations.js'
import { graphForUser } from '../fixtures/graph.js'

/**
 * The requests that Microsoft's pages of online meetings, attendance, recordings, transcripts, call records, ad hoc calls and
 * presence show, in our own words but with the members they have there: each is answered with the documented status.
 */

const times = { startDateTime: '2019-07-12T14:30:34.2444915-07:00', endDateTime: '2019-07-12T15:00:34.2464912-07:00' }
const organizer = { participants: { organizer: { identity: { user: { id: people.adele } } } } }
const sms = [{ phoneNumber: '+13129224122', timeZone: 'Pacific Standard Time' }]

/** Page and example; verb; path with `{m}` for a meeting, `{c}` for a call on record and so on; body; status. */
type Example = [string, 'app' | 'me', string, object | undefined, number]

const meeting = '/me/onlineMeetings/{m}'
const ofUser = `/users/${people.adele}/onlineMeetings/{m}`
const record = '/communications/callRecords/{c}'
const adhoc = `/users/${people.adele}/adhocCalls`

const examples: Example[] = [
  ['create with a user token', 'me', 'POST /me/onlineMeetings', { ...times, subject: 'User Token Meeting' }, 201],
  ['create with an application token', 'app', 'POST /communications/onlineMeetings', { ...times, ...organizer }, 201],
  [
    'create a live event',
    'me',
    'POST /me/onlineMeetings',
    {
      ...{ ...times, subject: 'Live', isBroadcast: true },
      broadcastSettings: { allowedAudience: 'everyone', isRecordingEnabled: true, isAttendeeReportEnabled: true }
    },
    201
  ],
  [
    'create with a passcode',
    'me',
    'POST /me/onlineMeetings',
    { ...times, subject: 'x', joinMeetingIdSettings: { isPasscodeRequired: true } },
    201
  ],
  [
    'create without one',
    'me',
    'POST /me/onlineMeetings',
    { ...times, joinMeetingIdSettings: { isPasscodeRequired: false } },
    201
  ],
  [
    'create in a channel',
    'me',
    'POST /me/onlineMeetings',
    { ...times, subject: 'x', chatInfo: { threadId: '19%3A3b52398f3c524556894b776357c1dd79%40thread.skype' } },
    201
  ],
  [
    'createOrGet',
    'me',
    'POST /me/onlineMeetings/createOrGet',
    {
      ...{
        ...times,
        externalId: '7eb8263f-d0e0-4149-bb1c-1f0476083c56',
        subject: 'Create a meeting with customId provided'
      },
      chatInfo: { threadId: '19:7ebda77322dd4505ac4dedb5b67df076@thread.tacv2' },
      participants: { attendees: [{ identity: { user: { id: people.alex } }, upn: 'test1@contoso.example' }] }
    },
    201
  ],
  ['get', 'me', `GET ${meeting}`, undefined, 200],
  ['get by its link', 'me', "GET /me/onlineMeetings?$filter=JoinWebUrl%20eq%20'{url}'", undefined, 200],
  [
    'get by its digits',
    'me',
    "GET /me/onlineMeetings?$filter=joinMeetingIdSettings/joinMeetingId%20eq%20'{digits}'",
    undefined,
    200
  ],
  [
    'get by its video id',
    'app',
    "GET /app/onlineMeetings/?$filter=VideoTeleconferenceId%20eq%20'123456789'",
    undefined,
    200
  ],
  ['update its times', 'me', `PATCH ${meeting}`, { ...times, subject: 'Patch Meeting Subject' }, 200],
  ['update the lobby', 'me', `PATCH ${meeting}`, { lobbyBypassSettings: { isDialInBypassEnabled: true } }, 200],
  ['attendance reports', 'me', `GET ${meeting}/attendanceReports`, undefined, 200],
  ['a report', 'app', `GET ${ofUser}/attendanceReports/{report}?$expand=attendanceRecords`, undefined, 200],
  ['its records', 'me', `GET ${meeting}/attendanceReports/{report}/attendanceRecords`, undefined, 200],
  ['transcripts', 'me', `GET ${meeting}/transcripts`, undefined, 200],
  ['a transcript', 'app', `GET ${ofUser}/transcripts/{t}`, undefined, 200],
  ['its content', 'app', `GET ${ofUser}/transcripts/{t}/content?$format=text/vtt`, undefined, 200],
  ['its metadata', 'app', `GET ${ofUser}/transcripts/{t}/metadataContent`, undefined, 200],
  ['recordings', 'app', `GET ${ofUser}/recordings`, undefined, 200],
  ['a recording', 'app', `GET ${ofUser}/recordings/{r}`, undefined, 200],
  ['its content', 'app', `GET ${ofUser}/recordings/{r}/content`, undefined, 200],
  [
    'all transcripts',
    'app',
    `GET /users/${people.adele}/onlineMeetings/getAllTranscripts(meetingOrganizerUserId='${people.adele}',startDateTime=2024-01-10T17:39:00Z)?$top=10`,
    undefined,
    200
  ],
  [
    'all recordings since',
    'app',
    `GET /users/${people.adele}/onlineMeetings/getAllRecordings(meetingOrganizerUserId='${people.adele}')/delta?$top=2`,
    undefined,
    200
  ],
  ['join link of an appointment', 'me', `GET ${meeting}/getVirtualAppointmentJoinWebUrl`, undefined, 200],
  [
    'text message',
    'me',
    `POST ${meeting}/sendVirtualAppointmentSms`,
    { attendees: sms, messageType: 'confirmation' },
    204
  ],
  [
    'reminder',
    'me',
    `POST ${meeting}/sendVirtualAppointmentReminderSms`,
    { attendees: sms, remindBeforeTimeInMinutesType: 'mins15' },
    204
  ],
  ['call records', 'app', 'GET /communications/callRecords', undefined, 200],
  [
    'since a moment',
    'app',
    'GET /communications/callRecords?$filter=startDateTime%20ge%202020-01-01T00:00:00Z',
    undefined,
    200
  ],
  [
    'of somebody',
    'app',
    `GET /communications/callRecords?$filter=participants_v2/any(p:p/id%20eq%20'${people.adele}')`,
    undefined,
    200
  ],
  ['a call record', 'app', `GET ${record}`, undefined, 200],
  ['with sessions', 'app', `GET ${record}?$expand=sessions($expand=segments)`, undefined, 200],
  ['with participants', 'app', `GET ${record}?$expand=participants_v2`, undefined, 200],
  ['its sessions', 'app', `GET ${record}/sessions`, undefined, 200],
  ['with segments', 'app', `GET ${record}/sessions?$expand=segments`, undefined, 200],
  ['its participants', 'app', `GET ${record}/participants_v2`, undefined, 200],
  ['its organizer', 'app', `GET ${record}/organizer_v2`, undefined, 200],
  [
    'telephone calls',
    'app',
    'GET /communications/callRecords/getPstnCalls(fromDateTime=2019-11-01,toDateTime=2019-12-01)',
    undefined,
    200
  ],
  [
    'direct routing',
    'app',
    'GET /communications/callRecords/getDirectRoutingCalls(fromDateTime=2019-11-01,toDateTime=2019-12-01)',
    undefined,
    200
  ],
  ['transcripts of a call', 'app', `GET ${adhoc}/{c}/transcripts`, undefined, 200],
  [
    'all of them',
    'app',
    `GET ${adhoc}/getAllTranscripts(userId='${people.adele}',startDateTime=2019-11-01T00:00:00Z)`,
    undefined,
    200
  ],
  ['delete', 'me', `DELETE ${meeting}`, undefined, 204]
]

for (const version of ['v1.0', 'beta']) {
  test(`what the pages of meetings and call records show is answered as they say, on ${version}`, async t => {
    const { emulator, bot, graph } = await stage(t, { callRecordDelay: 'PT0S', startTime: '2026-08-03T09:00:00Z' })
    const me = await graphForUser(emulator, 'adele')
    const room = await emulator.meeting({ organizer: 'adele' })
    await emulator.control('POST', '/meetings', { organizer: 'adele', videoTeleconferenceId: '123456789' })
    await room.join('adele')
    await room.transcribe()
    await room.record()
    await room.end()
    const call = await emulator.call({ from: 'adele', to: 'ivr-bot', callbackUri: bot.uri })
    await graph.answer(call.id, { callbackUri: bot.uri })
    await emulator.advance('PT5S')
    const { callChainId } = (await graph.get(call.id)).body as unknown as { callChainId: string }
    await call.hangUp()
    const below = async (name: string) => {
      const { body } = await graph.get(`/v1.0/users/${people.adele}/onlineMeetings/${room.id}/${name}`)
      return (body['value'] as [{ id: string }])[0].id
    }
    const keys: Record<string, string> = {
      ...{ m: room.id, url: encodeURIComponent(room.joinWebUrl), digits: room.joinMeetingId, c: callChainId },
      ...{ report: await below('attendanceReports'), t: await below('transcripts'), r: await below('recordings') }
    }
    for (const [name, who, request, body, status] of examples) {
      const [method = '', path = ''] = request.split(' ')
      const url = path.replace(/\{(\w+)\}/g, (_all, key: string) => keys[key] ?? '')
      const answer = await fetch(`${emulator.url}/${version}${url}`, {
        method,
        headers: {
          authorization: `Bearer ${(who === 'me' ? me : graph).token}`,
          ...(body && { 'content-type': 'application/json' })
        },
        ...(body && { body: JSON.stringify(body) })
      })
      const text = await answer.text()
      t.equal(answer.status, status, `${name}: ${request} ${answer.status === status ? '' : text}`)
      const type = answer.headers.get('content-type') ?? ''
      if (type.startsWith('application/json')) {
        t.match(JSON.parse(text)['@odata.context'], `${emulator.url}/${version}/$metadata#`, name)
      }
    }
  })
}
