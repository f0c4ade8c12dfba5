import { test } from 'tap'
import type { EmulatorOptions, Person } from '../../src/index.js'
import { fakeBot } from '../fixtures/bot.js'
import { code, people } from '../fixtures/conversations.js'
import { emulatorFor } from '../fixtures/emulator.js'
import { type Answer, graphFor, graphForUser } from '../fixtures/graph.js'

const start = { startTime: '2026-08-01T10:00:00Z' } as const

async function stage(t: Parameters<typeof emulatorFor>[0], options: EmulatorOptions = {}) {
  const emulator = await emulatorFor(t, { ...start, ...options })
  const app = await graphFor(emulator)
  const base = `/v1.0/users/${people.adele}/onlineMeetings`
  const create = (body: object = {}, headers: Record<string, string> = {}) => app.ask('POST', base, body, headers)
  return { emulator, app, base, create, adele: await graphForUser(emulator, 'adele') }
}

const find = (base: string, filter: string) => `${base}?$filter=${encodeURIComponent(filter)}`

test('a meeting is made with all that was asked for, and everything else as usual', async t => {
  const { emulator, create, base, app } = await stage(t)
  const made = await create({
    subject: 'Standup',
    startDateTime: '2026-08-03T11:00:00+02:00',
    endDateTime: '2026-08-03T09:30:00.0000000Z',
    participants: {
      organizer: { identity: { user: { id: people.megan } } },
      attendees: [
        { upn: 'AlexW@contoso.example', role: 'presenter' },
        { upn: 'someone@elsewhere.example', role: 'coorganizer' },
        { identity: { user: { id: people.lee } }, role: 'coorganizer' }
      ]
    },
    allowedPresenters: 'roleIsPresenter',
    lobbyBypassSettings: { scope: 'everyone' },
    joinMeetingIdSettings: { isPasscodeRequired: true, passcode: 'mine' },
    allowRecording: false,
    surprise: 'is ignored: the type is open'
  })
  const { tenantId } = emulator
  const body = made.body as unknown as Record<string, string> & { chatInfo: { threadId: string } }
  const { threadId } = body.chatInfo
  t.equal(made.status, 201)
  t.match(made.body, {
    '@odata.context': `${emulator.url}/v1.0/$metadata#users('${people.adele}')/onlineMeetings/$entity`,
    creationDateTime: /^2026-08-01T10:00:00/,
    startDateTime: '2026-08-03T09:00:00.000Z',
    endDateTime: '2026-08-03T09:30:00.000Z',
    expiryDateTime: '2026-10-02T09:30:00.000Z',
    subject: 'Standup',
    externalId: null,
    joinMeetingIdSettings: { isPasscodeRequired: true, joinMeetingId: /^\d{12}$/, passcode: /^[0-9A-Za-z]{6}$/ },
    chatInfo: { threadId: /^19:meeting_[A-Za-z0-9]{48}@thread\.v2$/, messageId: '0', replyChainMessageId: null },
    isEntryExitAnnounced: true,
    allowedPresenters: 'roleIsPresenter',
    allowMeetingChat: 'enabled',
    allowRecording: false,
    allowTranscription: true,
    watermarkProtection: { isEnabledForContentSharing: false, isEnabledForVideo: false },
    lobbyBypassSettings: { scope: 'everyone', isDialInBypassEnabled: false },
    participants: {
      organizer: {
        upn: 'AdeleV@contoso.example',
        role: 'presenter',
        identity: { user: { id: people.adele, tenantId, displayName: null, identityProvider: 'AAD' } }
      },
      attendees: [
        { upn: 'AlexW@contoso.example', role: 'presenter', identity: { user: { id: people.alex } } },
        { upn: 'someone@elsewhere.example', role: 'attendee', identity: { user: null } },
        { upn: 'LeeG@contoso.example', role: 'unknownFutureValue' }
      ]
    }
  })
  t.notOk('surprise' in made.body)
  t.equal(Buffer.from(String(body['id']), 'base64').toString(), `1*${people.adele}*0**${threadId}`)
  const [, thread, message, context] =
    /meetup-join\/([^/]+)\/([^?]+)\?context=(.*)$/.exec(body['joinWebUrl'] ?? '') ?? []
  t.equal(decodeURIComponent(thread ?? ''), threadId)
  t.equal(message, '0')
  t.match(context, /^%7b%22Tid%22%3a%22/, 'escapes are in lower case, as bots expect them')
  t.strictSame(JSON.parse(decodeURIComponent(context ?? '')), { Tid: tenantId, Oid: people.adele })
  const known = await app.ask('GET', `${base}/${body['id']}`, undefined, { prefer: 'include-unknown-enum-members' })
  t.match(known.body, { participants: { attendees: [{}, {}, { role: 'coorganizer' }] } })
})

test('a meeting of which nothing is said begins now and lasts an hour', async t => {
  const { create } = await stage(t)
  const { status, body } = await create({})
  t.equal(status, 201)
  t.match(body, {
    startDateTime: /^2026-08-01T10:00:00/,
    endDateTime: /^2026-08-01T11:00:00/,
    subject: null,
    allowedPresenters: 'everyone',
    lobbyBypassSettings: { scope: 'organization' },
    joinMeetingIdSettings: { isPasscodeRequired: false, passcode: null },
    audioConferencing: null,
    participants: { attendees: [] }
  })
})

test('the invitation is in the language that was asked for', async t => {
  const { create, app, base } = await stage(t)
  const { body } = await create({}, { 'accept-language': 'de-DE, en;q=0.7' })
  const text = ({ joinInformation }: Answer['body']) =>
    decodeURIComponent((joinInformation as { content: string }).content)
  t.match(text(body), /^data:text\/html,<div>.*Teilnehmen.*Besprechungs-ID/)
  const again = await app.ask('GET', `${base}/${body.id}`, undefined, { 'accept-language': 'xx' })
  t.match(text(again.body), />Join<.*Meeting ID: \d{3} \d{3} \d{3} \d{3}/)
})

test('createOrGet makes a meeting once for each organizer and externalId', async t => {
  const { app, base, adele } = await stage(t)
  const wanted = { externalId: 'order-7', subject: 'Order 7', startDateTime: '2026-08-03T09:00:00Z' }
  const first = await app.ask('POST', `${base}/createOrGet`, wanted)
  t.match(first, {
    status: 201,
    body: { externalId: 'order-7', subject: 'Order 7', endDateTime: '2026-08-03T10:00:00.000Z' }
  })
  const again = await adele.post('/v1.0/me/onlineMeetings/createOrGet', { ...wanted, subject: 'Other' })
  t.match(again, { status: 200, body: { id: first.body.id, subject: 'Order 7' } }, 'the body is otherwise ignored')
  const other = await app.ask('POST', `/v1.0/users/${people.megan}/onlineMeetings/createOrGet`, wanted)
  t.equal(other.status, 201, 'somebody else has meetings of their own')
  await app.ask('DELETE', `${base}/${first.body.id}`)
  t.equal((await app.ask('POST', `${base}/createOrGet`, wanted)).status, 201, 'after a delete the id is free again')
  t.match(await app.ask('POST', `${base}/createOrGet`, { subject: 'x' }), {
    status: 400,
    body: { error: { message: /externalId.*required/ } }
  })
  const onlyEnd = { externalId: 'x', endDateTime: '2026-08-03T09:00:00Z' }
  t.equal(code(await app.ask('POST', `${base}/createOrGet`, onlyEnd)), '400 InvalidArgument')
})

test('a meeting is found by its link however it is encoded, by its digits, and by its video id', async t => {
  const { emulator, app, base, create, adele } = await stage(t)
  const { body } = await create({ subject: 'Findable' })
  const link = String(body['joinWebUrl'])
  const digits = (body['joinMeetingIdSettings'] as { joinMeetingId: string }).joinMeetingId
  for (const path of [
    find(base, `JoinWebUrl eq '${link}'`),
    find(base, `joinWebUrl eq '${decodeURIComponent(link)}'`),
    find(base, `JOINWEBURL eq '${link.toUpperCase()}'`),
    find(base, `JoinWebUrl eq 'https://teams.microsoft.com/meet/${digits}?p=abc'`),
    find(base, `joinMeetingIdSettings/joinMeetingId eq '${digits}'`),
    find('/v1.0/communications/onlineMeetings', `JoinWebUrl eq '${link}'`).replace(
      'communications',
      `users/${people.adele}`
    ),
    find('/v1.0/me/onlineMeetings', `JoinWebUrl eq '${link}'`)
  ]) {
    const caller = path.includes('/me/') ? adele : app
    const found = await caller.get(path)
    t.match(found, { status: 200, body: { value: [{ id: body.id, subject: 'Findable' }] } }, path)
    t.match(found.body['@odata.context'], `#users('${people.adele}')/onlineMeetings`)
  }
  const meeting = await emulator.control<{ meetingId: string }>('POST', '/meetings', {
    organizer: 'megan',
    videoTeleconferenceId: '1138484'
  })
  for (const root of ['communications', 'app']) {
    const found = await app.get(find(`/v1.0/${root}/onlineMeetings`, "VideoTeleconferenceId eq '1138484'"))
    t.match(found, { status: 200, body: { value: [{ id: meeting.meetingId }] } }, root)
  }
  const count = await fetch(`${emulator.url}${find(`${base}/$count`, `JoinWebUrl eq '${link}'`)}`, {
    headers: { authorization: `Bearer ${app.token}` }
  })
  t.equal(await count.text(), '1')
})

test('there is no list of meetings, and no finding of those of others', async t => {
  const { app, base, create } = await stage(t)
  const { body } = await create({ participants: { attendees: [{ upn: 'AlexW@contoso.example' }] } })
  const link = String(body['joinWebUrl'])
  const alex = `/v1.0/users/${people.alex}/onlineMeetings`
  const megan = `/v1.0/users/${people.megan}/onlineMeetings`
  const refused: [string, number, string, RegExp][] = [
    [
      base,
      400,
      'InvalidArgument',
      /^Filter expression expected - \/onlineMeetings\?\$filter=\{ParameterName\} eq '\{id\}'\./
    ],
    [find(base, `JoinWebUrl ne '${link}'`), 400, 'InvalidArgument', /Filter expression expected/],
    [find(base, "subject eq 'x'"), 400, 'Request_UnsupportedQuery', /can be filtered by joinWebUrl/],
    [find(base, "colour eq 'x'"), 400, 'BadRequest', /Could not find a property named 'colour'/],
    [find(base, 'JoinWebUrl eq'), 400, 'BadRequest', /Syntax error at position 13/],
    [find(base, "JoinWebUrl eq 'https://teams.microsoft.com/other'"), 404, 'NotFound', /No meeting fits/],
    [find(alex, `JoinWebUrl eq '${link}'`), 403, 'Forbidden', /An error has occurred/],
    [`${megan}/${body.id}`, 404, 'NotFound', /Organizer Id mismatch/],
    [`${base}/nonsense`, 404, 'NotFound', /Meeting Id is corrupted/],
    [`${base}/${Buffer.from('1*x*0**19:meeting_x@thread.v2').toString('base64')}`, 404, 'NotFound', /no such meeting/],
    [`/v1.0/users/nobody@contoso.example/onlineMeetings/${body.id}`, 404, 'NotFound', /No user/],
    ['/v1.0/me/onlineMeetings', 400, 'BadRequest', /only valid with delegated/]
  ]
  for (const [path, status, errorCode, message] of refused) {
    t.match(await app.get(path), { status, body: { error: { code: errorCode, message } } }, path)
  }
  t.equal((await app.get(`${alex}/${body.id}`)).status, 200, 'whoever is invited may read it')
  t.equal((await app.get(`/v1.0/communications/onlineMeetings/${body.id}`)).status, 200)
})

test('an update changes what it names, merges the lobby, and leaves the rest', async t => {
  const { app, base, create, adele } = await stage(t)
  const attendees = [{ upn: 'AlexW@contoso.example', role: 'presenter' }, { upn: 'LeeG@contoso.example' }]
  const { body } = await create({ subject: 'Old', participants: { attendees }, allowMeetingChat: 'limited' })
  const change = (more: object) => app.ask('PATCH', `${base}/${body.id}`, more)
  t.match(await change({ lobbyBypassSettings: { isDialInBypassEnabled: true }, subject: 'New' }), {
    status: 200,
    body: {
      id: body.id,
      subject: 'New',
      allowMeetingChat: 'limited',
      lobbyBypassSettings: { scope: 'organization', isDialInBypassEnabled: true },
      participants: { attendees: [{ upn: 'AlexW@contoso.example' }, { upn: 'LeeG@contoso.example' }] }
    }
  })
  const fewer = await change({ participants: { attendees: [{ upn: 'MeganB@contoso.example' }] } })
  t.match(fewer.body, { participants: { attendees: [{ upn: 'MeganB@contoso.example', role: 'attendee' }] } })
  t.equal((fewer.body['participants'] as { attendees: [] }).attendees.length, 1)
  const fixed = { externalId: 'x', joinWebUrl: 'x', allowParticipantsToChangeName: true, creationDateTime: 'x' }
  t.match(await change({ ...fixed, joinMeetingIdSettings: { isPasscodeRequired: true } }), {
    status: 200,
    body: {
      externalId: null,
      joinWebUrl: body['joinWebUrl'] as string,
      allowParticipantsToChangeName: false,
      joinMeetingIdSettings: { passcode: null }
    }
  })
  const moved = { startDateTime: '2026-09-01T10:00:00Z', endDateTime: '2026-09-01T11:00:00Z' }
  t.match((await adele.ask('PATCH', `/v1.0/me/onlineMeetings/${body.id}`, moved)).body, {
    startDateTime: '2026-09-01T10:00:00.000Z',
    expiryDateTime: '2026-10-31T11:00:00.000Z'
  })
  t.match((await change({ subject: null })).body, { subject: null })
})

test('what a meeting cannot be is refused, and nothing is lost', async t => {
  const { app, base, create, emulator } = await stage(t)
  const { body } = await create({ subject: 'Kept' })
  const at = (startDateTime: string, endDateTime: string) => ({ startDateTime, endDateTime })
  const wrong: [object, string, RegExp][] = [
    [at('2026-08-03T10:00:00Z', '2026-08-03T09:00:00Z'), '400 InvalidArgument', /before startDateTime/],
    [{ subject: 'x'.repeat(256) }, '400 InvalidArgument', /255 characters/],
    [at('2026-08-03T10:00:00', '2026-08-03T11:00:00'), '400 BadRequest', /startDateTime.*with its offset/],
    [at('03.08.2026', '04.08.2026'), '400 BadRequest', /startDateTime/],
    [at('2026-08-03T10:00:00 Pacific Standard Time', '2026-08-03T11:00:00Z'), '400 BadRequest', /startDateTime/],
    [{ allowedPresenters: 'nobody' }, '400 BadRequest', /allowedPresenters.*'everyone', 'organization'/],
    [{ lobbyBypassSettings: { scope: 'all' } }, '400 BadRequest', /lobbyBypassSettings.scope/],
    [{ participants: { attendees: [{ upn: 'a@b', role: 'boss' }] } }, '400 BadRequest', /attendees\[0\]\.role/],
    [{ allowRecording: 'yes' }, '400 BadRequest', /allowRecording.*Edm.Boolean/]
  ]
  for (const [sent, expected, message] of wrong) {
    const made = await create(sent)
    t.equal(code(made), expected, JSON.stringify(sent).slice(0, 80))
    t.match(made.body.error.message, message)
    t.equal(code(await app.ask('PATCH', `${base}/${body.id}`, sent)), expected)
  }
  for (const [sent, message] of [
    [{ startDateTime: '2026-08-03T10:00:00Z' }, /together/],
    [{ participants: { organizer: { identity: { user: { id: people.lee } } } } }, /organizer cannot be changed/]
  ] as const) {
    t.match((await app.ask('PATCH', `${base}/${body.id}`, sent)).body, { error: { code: 'InvalidArgument', message } })
  }
  t.match((await app.get(`${base}/${body.id}`)).body, { subject: 'Kept' })
  const past = await create(at('2020-01-01T10:00:00Z', '2020-01-01T11:00:00Z'))
  t.equal(past.status, 201, 'Graph arranges meetings in the past by design')
  t.equal(code(await app.ask('POST', base, 'no json')), '400 BadRequest')
  const alex = `/v1.0/users/${people.alex}/onlineMeetings/${body.id}`
  await app.ask('PATCH', `${base}/${body.id}`, { participants: { attendees: [{ upn: 'AlexW@contoso.example' }] } })
  t.equal(code(await app.ask('PATCH', alex, { subject: 'Mine' })), '403 Forbidden')
  t.equal(code(await app.ask('DELETE', alex)), '403 Forbidden')
  const megan = await graphForUser(emulator, 'megan')
  t.equal(code(await megan.post(base, {})), '403 Forbidden', 'a token is for its own user')
})

test('a deleted meeting is gone with everything below it, and cannot be joined', async t => {
  const { emulator, app, base, create } = await stage(t)
  const { body } = await create({})
  t.equal((await app.ask('DELETE', `${base}/${body.id}`)).status, 204)
  for (const below of ['', '/attendanceReports', '/transcripts', '/recordings', '/getVirtualAppointmentJoinWebUrl']) {
    t.equal(code(await app.get(`${base}/${body.id}${below}`)), '404 NotFound', below)
  }
  t.equal(code(await app.get(find(base, `JoinWebUrl eq '${body['joinWebUrl']}'`))), '404 NotFound')
  const bot = await fakeBot(t)
  const { chatInfo } = body as unknown as { chatInfo: { threadId: string } }
  const call = await app.create(bot.uri, {
    targets: [],
    chatInfo,
    meetingInfo: {
      '@odata.type': '#microsoft.graph.organizerMeetingInfo',
      organizer: { user: { id: people.adele } }
    }
  })
  await emulator.advance('PT2S')
  t.match((await emulator.callWithId(call.body.id).view()).ending, { code: 500, subcode: 7106 })
})

test('a bot joins the meeting it has made, by each of the three ways', async t => {
  const { emulator, app, create } = await stage(t)
  const bot = await fakeBot(t)
  const { body } = await create({ joinMeetingIdSettings: { isPasscodeRequired: true } })
  const made = body as unknown as {
    chatInfo: { threadId: string }
    joinMeetingIdSettings: { joinMeetingId: string; passcode: string }
  }
  const byLink = {
    chatInfo: { '@odata.type': '#microsoft.graph.chatInfo', ...made.chatInfo },
    meetingInfo: {
      '@odata.type': '#microsoft.graph.organizerMeetingInfo',
      organizer: { user: { id: people.adele, tenantId: emulator.tenantId } }
    }
  }
  const { joinMeetingId, passcode } = made.joinMeetingIdSettings
  const byDigits = {
    meetingInfo: { '@odata.type': '#microsoft.graph.joinMeetingIdMeetingInfo', joinMeetingId, passcode }
  }
  for (const how of [byLink, byDigits]) {
    const call = await app.create(bot.uri, { targets: [], ...how })
    await emulator.advance('PT2S')
    t.match((await app.get(call.body.id)).body, {
      state: 'established',
      chatInfo: { threadId: made.chatInfo.threadId }
    })
  }
  const meeting = await emulator.meetingNamed(String(body['joinWebUrl']))
  t.equal((await meeting.view()).participants.length, 2, 'all in the same meeting')
})

test('the lobby decides by its scope, and by whether one dials in', async t => {
  const { emulator, app, create, base } = await stage(t)
  const bot = await emulator.registerBot()
  const waits = async (scope: string, more: object, person: string | Person) => {
    const { body } = await create({
      lobbyBypassSettings: { scope, ...more },
      participants: { attendees: [{ upn: 'AlexW@contoso.example' }] }
    })
    const meeting = await emulator.meetingNamed(body.id)
    return (await meeting.join(person)).presence === 'lobby'
  }
  const organizer = 'adele'
  const invited = 'alex'
  const member = 'megan'
  const guest = { guest: 'Grady' }
  const table: [string, boolean[]][] = [
    ['organizer', [false, true, true, true]],
    ['organization', [false, false, false, true]],
    ['organizationExcludingGuests', [false, false, false, true]],
    ['organizationAndFederated', [false, false, false, true]],
    ['invited', [false, false, true, true]],
    ['everyone', [false, false, false, false]]
  ]
  for (const [scope, expected] of table) {
    const found = []
    for (const person of [organizer, invited, member, guest]) found.push(await waits(scope, {}, person))
    t.strictSame(found, expected, scope)
  }
  const phone = { phone: '+12025550123' }
  t.equal(await waits('everyone', {}, phone), true)
  t.equal(await waits('organizer', { isDialInBypassEnabled: true }, phone), false)

  const { body } = await create({ lobbyBypassSettings: { scope: 'organizer' } })
  const meeting = await emulator.meetingNamed(body.id)
  await meeting.join('adele')
  t.equal((await meeting.join('megan')).presence, 'lobby')
  t.match((await meeting.admit('megan')).participants, [{ presence: 'present' }, { presence: 'present' }])
  await app.ask('PATCH', `${base}/${body.id}`, { lobbyBypassSettings: { scope: 'everyone' } })
  t.equal((await meeting.join({ guest: 'Grady' })).presence, 'present', 'it changes while the meeting goes on')
  t.ok(bot.appId)
})

test('roles come from who may present', async t => {
  const { emulator, create } = await stage(t)
  const { body } = await create({
    allowedPresenters: 'roleIsPresenter',
    participants: { attendees: [{ upn: 'AlexW@contoso.example', role: 'presenter' }, { upn: 'LeeG@contoso.example' }] }
  })
  const meeting = await emulator.meetingNamed(body.id)
  for (const name of ['adele', 'alex', 'lee']) await meeting.join(name)
  t.strictSame(
    (await meeting.view()).participants.map(({ role }) => role),
    ['organizer', 'presenter', 'attendee']
  )
})

test('a virtual appointment has a link of its own, and guests are written to', async t => {
  const { app, base, create } = await stage(t)
  const { body } = await create({})
  const { threadId } = body['chatInfo'] as { threadId: string }
  const url = `${base}/${body.id}/getVirtualAppointmentJoinWebUrl`
  for (const path of [url, `${url}()`, `${base}('${body.id}')/microsoft.graph.getVirtualAppointmentJoinWebUrl()`]) {
    t.match((await app.get(path)).body, { '@odata.context': /#Edm\.String$/, value: new RegExp(`convId=${threadId}$`) })
  }
  const sms = (action: string, sent: object) => app.ask('POST', `${base}/${body.id}/${action}`, sent)
  const attendees = [{ phoneNumber: '+13129224122', timeZone: 'Pacific Standard Time' }]
  t.equal((await sms('sendVirtualAppointmentSms', { messageType: 'confirmation', attendees })).status, 204)
  const reminder = { remindBeforeTimeInMinutesType: 'mins15', attendees }
  t.equal((await sms('sendVirtualAppointmentReminderSms', reminder)).status, 204)
  for (const [sent, message] of [
    [{ attendees }, /messageType.*required/],
    [{ messageType: 'hello', attendees }, /confirmation/],
    [{ messageType: 'confirmation', attendees: [{ phoneNumber: '+4930123456', timeZone: 'UTC' }] }, /United States/],
    [{ messageType: 'confirmation', attendees: [{ phoneNumber: '+13129224122' }] }, /timeZone/]
  ] as const) {
    t.match(await sms('sendVirtualAppointmentSms', sent), { status: 400, body: { error: { message } } })
  }
})

test('on beta a meeting can be made an appointment with customers', async t => {
  const { app, base, create } = await stage(t)
  const { body } = await create({})
  const appointment = `${base.replace('v1.0', 'beta')}/${body.id}/virtualAppointment`
  t.equal(code(await app.get(appointment)), '404 NotFound')
  const wanted = {
    appointmentClients: [{ displayName: 'Lisa', emailAddress: 'lisa@client.example' }],
    externalAppointmentId: 'A-7',
    settings: { allowClientToJoinUsingBrowser: true }
  }
  t.match(await app.ask('PUT', appointment, wanted), {
    status: 200,
    body: { ...wanted, externalAppointmentUrl: null, appointmentClientJoinWebUrl: /^https:\/\/visit\.teams/ }
  })
  const changed = await app.ask('PATCH', appointment, { externalAppointmentUrl: 'https://clinic.example/7' })
  t.match(changed.body, { ...wanted, externalAppointmentUrl: 'https://clinic.example/7' })
  t.match((await app.ask('PUT', appointment, {})).body, { appointmentClients: [], externalAppointmentId: null })
  t.equal((await app.ask('DELETE', appointment)).status, 204)
  t.equal(code(await app.get(appointment)), '404 NotFound')
  t.equal((await app.get(appointment.replace('beta', 'v1.0'))).status, 400, 'beta only')
})
