import { test } from 'tap'
import { fakeBot } from '../fixtures/bot.js'
import { byLink, code, lastEntry, names, rosters, stage, story, user } from '../fixtures/conversations.js'
import { graphFor } from '../fixtures/graph.js'

test('a bot joins a meeting by its link, and sees people come, change and go', async t => {
  const { emulator, bot, graph } = await stage(t)
  const meeting = await emulator.meeting({ organizer: 'adele', subject: 'Stand-up' })
  await meeting.join('adele')
  const { status, body } = await graph.create(bot.uri, byLink(meeting))
  t.match({ status, body }, { status: 201, body: { state: 'establishing', chatInfo: { threadId: meeting.threadId } } })
  await emulator.advance('PT2S')
  t.strictSame(story(bot), [
    'updated establishing',
    'updated established',
    'updated established active',
    'roster adele bot'
  ])
  for (const index of [0, 1]) {
    t.match(bot.received[index]?.notification.resourceData, {
      chatInfo: { threadId: meeting.threadId, messageId: '0' },
      meetingInfo: { '@odata.type': '#microsoft.graph.organizerMeetingInfo', allowConversationWithoutHost: true }
    })
  }
  t.equal(lastEntry(bot, 'adele').meetingRole, 'organizer')
  const call = emulator.callWithId(body.id)
  await meeting.join('megan')
  await call.mute('megan')
  await call.share({ participant: 'megan' })
  await call.hold({ participant: 'megan' })
  await emulator.advance('PT1S')
  const changes = rosters(bot)
    .slice(1)
    .map(roster => roster[names(roster).indexOf('megan')])
  t.match(changes, [
    { isMuted: false },
    { isMuted: true },
    { mediaStreams: [{ mediaType: 'audio' }, { mediaType: 'videoBasedScreenSharing', direction: 'sendOnly' }] },
    { mediaStreams: [{ direction: 'inactive' }, { direction: 'inactive' }] }
  ])
  await meeting.leave('megan')
  await emulator.advance('PT1S')
  t.strictSame(names(rosters(bot).at(-1)), ['adele', 'bot'])
  await meeting.leave('adele')
  await emulator.advance('PT1S')
  t.match(bot.received.at(-1)?.notification.resourceData, {
    state: 'terminated',
    resultInfo: { code: 200, subcode: 5002 }
  })
})

test('a meeting is joined by its digits and passcode, or by the token of another call', async t => {
  const { emulator, bot, graph } = await stage(t)
  const meeting = await emulator.meeting({ organizer: 'adele', passcode: 'Z3GYtQ' })
  await meeting.join('adele')
  const joinMeetingId = {
    '@odata.type': '#microsoft.graph.joinMeetingIdMeetingInfo',
    joinMeetingId: meeting.joinMeetingId
  }
  const wrong = await graph.create(bot.uri, { targets: [], meetingInfo: { ...joinMeetingId, passcode: 'wrong' } })
  t.equal(wrong.status, 201, 'failures to join come later')
  const first = await graph.create(bot.uri, { targets: [], meetingInfo: { ...joinMeetingId, passcode: 'Z3GYtQ' } })
  t.match(first.body, { chatInfo: { threadId: meeting.threadId } }, 'the chat is filled in')
  await emulator.advance('PT2S')
  t.match((await emulator.callWithId(wrong.body.id).view()).ending, { code: 404, subcode: 8561 })

  const { id } = await emulator.call({ from: 'megan', to: 'ivr-bot', callbackUri: bot.uri })
  await graph.answer(id, { callbackUri: bot.uri })
  await emulator.advance('PT1S')
  await graph.post(`${id}/participants/invite`, { participants: [user('lee')] })
  await emulator.advance('PT2S')
  const { meetingInfo } = (await graph.get(id)).body as unknown as { meetingInfo: { token: string } }
  const again = await graph.create(bot.uri, { targets: [], meetingInfo })
  await emulator.advance('PT2S')
  t.strictSame(names((await graph.get(`${again.body.id}/participants`)).body['value'] as never), [
    'bot',
    'megan',
    'lee',
    'bot'
  ])
})

test('a join that goes wrong is created and then ends, each with its own code', async t => {
  const { emulator, bot, graph } = await stage(t)
  const meeting = await emulator.meeting({ organizer: 'adele' })
  const locked = await emulator.meeting({ organizer: 'adele' })
  await locked.lock()
  const failures: [string, object, number][] = [
    ['an unknown thread', byLink({ ...meeting, threadId: '19:meeting_nobody@thread.v2' }), 7106],
    ['another organizer', byLink({ ...meeting, organizerId: '0c0ffee0-05e4-4000-8000-000000000005' }), 3003],
    ['no thread at all', byLink({ ...meeting, threadId: 'meeting' }), 2203],
    ['a locked meeting', byLink(locked), 8560],
    [
      'an unknown token',
      { targets: [], meetingInfo: { '@odata.type': '#microsoft.graph.tokenMeetingInfo', token: 'eyJ.none.' } },
      8526
    ],
    [
      'unknown digits',
      {
        targets: [],
        meetingInfo: {
          '@odata.type': '#microsoft.graph.joinMeetingIdMeetingInfo',
          joinMeetingId: '123456789012',
          passcode: null
        }
      },
      8561
    ]
  ]
  for (const [what, body, subcode] of failures) {
    const { status, body: created } = await graph.create(bot.uri, body)
    t.equal(status, 201, what)
    await emulator.advance('PT2S')
    t.match((await emulator.callWithId(created.id).view()).ending, { subcode }, what)
  }
  t.strictSame(story(bot).slice(0, 2), ['updated establishing', 'deleted terminated'])
  t.equal(code(await graph.create(bot.uri, { ...byLink(meeting), chatInfo: undefined })), '400 8523')
  t.equal(code(await graph.create(bot.uri, byLink({ ...meeting, tenantId: meeting.organizerId }))), '403 7505')
  const unnamed = { targets: [], meetingInfo: { '@odata.type': '#microsoft.graph.tokenMeetingInfo' } }
  t.equal(code(await graph.create(bot.uri, unnamed)), '400 8523')
})

const guest = {
  source: { identity: { guest: { id: '11112222-3333-4444-8555-666677778888', displayName: 'Visitor' } } }
}

test('a bot that joins as a guest waits in the lobby, where it sees nobody but itself', async t => {
  const { emulator, bot, graph } = await stage(t)
  const meeting = await emulator.meeting({ organizer: 'adele' })
  await meeting.join('adele')
  const { body } = await graph.create(bot.uri, byLink(meeting, guest))
  await emulator.advance('PT2S')
  t.strictSame(story(bot), ['updated establishing', 'updated established', 'roster Visitor'])
  t.equal(lastEntry(bot, 'Visitor').isInLobby, true)
  await meeting.join('megan')
  await emulator.advance('PT1S')
  t.equal(bot.received.length, 3, 'who comes and goes is not its business')
  const call = emulator.callWithId(body.id)
  await call.admit()
  await emulator.advance('PT1S')
  t.strictSame(story(bot).slice(3), ['updated established active', 'roster adele Visitor megan'])
  t.equal(lastEntry(bot, 'Visitor').isInLobby, false)
})

test('a guest who is not let in, or not in time, is sent away', async t => {
  const { emulator, bot, graph } = await stage(t)
  const meeting = await emulator.meeting({ organizer: 'adele' })
  await meeting.join('adele')
  const denied = await graph.create(bot.uri, byLink(meeting, guest))
  const forgotten = await graph.create(bot.uri, byLink(meeting, guest))
  await emulator.advance('PT2S')
  await emulator.callWithId(denied.body.id).deny()
  t.match((await emulator.callWithId(denied.body.id).view()).ending, { code: 200, subcode: 5854 })
  await emulator.advance('PT9M')
  t.equal(code(await graph.get(forgotten.body.id)), 200)
  await emulator.advance('PT1M')
  t.match((await emulator.callWithId(forgotten.body.id).view()).ending, { code: 200, subcode: 5855 })
})

test('who waits is up to the meeting, and to the extra member the SDK sends', async t => {
  const { emulator, bot, graph } = await stage(t)
  const everyone = await emulator.meeting({ organizer: 'adele', lobbyBypassScope: 'everyone' })
  const organizer = await emulator.meeting({ organizer: 'adele', lobbyBypassScope: 'organizer' })
  const open = await graph.create(bot.uri, byLink(everyone, guest))
  const bypass = await graph.create(bot.uri, byLink(organizer, { ...guest, allowGuestToBypassLobby: true }))
  const waits = await graph.create(bot.uri, byLink(organizer))
  t.match(await organizer.join('adele'), { presence: 'present', role: 'organizer' })
  t.match(await organizer.join('megan'), { presence: 'lobby' })
  t.match(await everyone.join({ guest: 'Grady' }), { presence: 'present', role: 'attendee' })
  await emulator.advance('PT2S')
  const active = async (id: string) => (await graph.get(id)).body['mediaState'] !== null
  t.strictSame(
    [await active(open.body.id), await active(bypass.body.id), await active(waits.body.id)],
    [true, true, false]
  )
})

test('somebody removes the bot, or ends the meeting for everybody', async t => {
  const { emulator, bot, graph } = await stage(t)
  const meeting = await emulator.meeting({ organizer: 'adele' })
  await meeting.join('adele')
  const removed = await graph.create(bot.uri, byLink(meeting))
  const stays = await graph.create(bot.uri, byLink(meeting))
  await emulator.advance('PT2S')
  await emulator.callWithId(removed.body.id).remove()
  t.match((await emulator.callWithId(removed.body.id).view()).ending, { code: 200, subcode: 5300 })
  await emulator.advance('PT1S')
  t.match(await meeting.end(), { participants: [] })
  t.match((await emulator.callWithId(stays.body.id).view()).ending, { code: 200, subcode: 5003 })
  t.match(await meeting.join('adele'), { presence: 'present' }, 'it can be held again')
})

test('a bot that deletes its call leaves the meeting to the others', async t => {
  const { emulator, bot, graph } = await stage(t)
  const meeting = await emulator.meeting({ organizer: 'adele' })
  await meeting.join('adele')
  const { body } = await graph.create(bot.uri, byLink(meeting))
  await emulator.advance('PT2S')
  await graph.ask('DELETE', body.id)
  await emulator.advance('PT1S')
  t.match(bot.received.at(-1)?.notification.resourceData.resultInfo, { code: 200, subcode: 5001 })
  t.match((await meeting.view()).participants, [{ id: meeting.organizerId }])
})

test('two bots in one meeting each have the other in their roster, and their own call', async t => {
  const { emulator, bot, graph } = await stage(t)
  const other = await fakeBot(t)
  const notes = await graphFor(emulator, await emulator.registerBot({ displayName: 'Notetaker' }))
  const meeting = await emulator.meeting({ organizer: 'adele' })
  const mine = await graph.create(bot.uri, byLink(meeting))
  const theirs = await notes.create(other.uri, byLink(meeting))
  await emulator.advance('PT2S')
  t.equal(mine.body['callChainId'] === theirs.body['callChainId'], false, 'each may bring its own')
  t.equal(lastEntry(bot, 'bot').id, mine.body['myParticipantId'])
  t.strictSame(
    [names(rosters(bot).at(-1)), names(rosters(other).at(-1))],
    [
      ['bot', 'bot'],
      ['bot', 'bot']
    ]
  )
  t.equal(code(await notes.get(mine.body.id)), '404 8522', 'a call belongs to its application')
  await notes.post(`${theirs.body.id}/mute`, {})
  await emulator.advance('PT1S')
  t.match(
    rosters(bot)
      .at(-1)
      ?.map(({ isMuted }) => isMuted),
    [false, true]
  )
})

test('with isDeltaRosterEnabled only changes are told, numbered one by one', async t => {
  const { emulator, bot, graph } = await stage(t)
  const meeting = await emulator.meeting({ organizer: 'adele' })
  await meeting.join('adele')
  const callOptions = { '@odata.type': '#microsoft.graph.outgoingCallOptions', isDeltaRosterEnabled: true }
  await graph.create(bot.uri, byLink(meeting, { callOptions }))
  await emulator.advance('PT2S')
  await meeting.join('megan')
  await meeting.leave('adele')
  await emulator.advance('PT1S')
  const deltas = bot.received
    .filter(({ notification }) => notification.resourceUrl.endsWith('/participants'))
    .map(({ notification }) => notification.resourceData)
  t.match(deltas, [
    { '@odata.type': '#microsoft.graph.deltaParticipants', sequenceNumber: 2 },
    { sequenceNumber: 3, participants: [{ rosterSequenceNumber: 3 }] },
    { sequenceNumber: 4, participants: [{ removedState: { reason: 'left' } }] }
  ])
  t.strictSame(rosters(bot).map(names), [['adele', 'bot'], ['megan'], ['adele']], 'the first is the whole roster')
})

test('presentations are told to those who asked for it', async t => {
  const { emulator, bot, graph } = await stage(t)
  const meeting = await emulator.meeting({ organizer: 'adele' })
  await meeting.join('adele')
  const callOptions = {
    '@odata.type': '#microsoft.graph.outgoingCallOptions',
    isContentSharingNotificationEnabled: true
  }
  const { body } = await graph.create(bot.uri, byLink(meeting, { callOptions }))
  const unasked = await graph.create(bot.uri, byLink(meeting))
  await emulator.advance('PT2S')
  const call = emulator.callWithId(body.id)
  await call.share({ participant: 'adele', what: 'presentation' })
  await emulator.advance('PT1S')
  const [session] = (await graph.get(`${body.id}/contentSharingSessions`)).body['value'] as { id: string }[]
  t.match(bot.received.at(-1)?.notification, {
    changeType: 'created',
    resourceUrl: `/communications/calls/${body.id}/contentsharingsessions`,
    resourceData: [{ '@odata.type': '#microsoft.graph.contentSharingSession', id: session?.id }]
  })
  t.match((await graph.get(`${body.id}/contentSharingSessions/${session?.id}`)).body, { id: session?.id })
  t.equal((await graph.get(`${body.id}/contentSharingSessions/$count`)).body as unknown, 1)
  await call.stopSharing('adele')
  await emulator.advance('PT1S')
  t.equal(bot.received.at(-1)?.notification.changeType, 'deleted')
  t.equal(code(await graph.get(`${body.id}/contentSharingSessions/${session?.id}`)), '404 ItemNotFound')
  t.strictSame(emulator.deliveries({ callId: unasked.body.id, type: 'contentSharingStarted' }), [])
})
