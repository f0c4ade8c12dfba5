import { test } from 'tap'
import type { EmulatorHandle } from '../../src/index.js'
import { type FakeBot, fakeBot, type Reaction } from '../fixtures/bot.js'
import { appHosted, byLink, code, lastEntry, names, people, rosters, stage, story } from '../fixtures/conversations.js'
import { type GraphCaller, graphFor } from '../fixtures/graph.js'

async function recorderOf(t: Parameters<typeof stage>[0], react?: Reaction) {
  const scene = await stage(t)
  const recorder = await fakeBot(t, react)
  const registered = await scene.emulator.registerBot({ displayName: 'Recorder', callbackUri: recorder.uri })
  return { ...scene, recorder, recording: await graphFor(scene.emulator, registered), appId: registered.appId }
}

const underPolicy = (emulator: EmulatorHandle, appId: string, name: keyof typeof people, flags: object = {}) =>
  emulator.control('PATCH', `/users/${people[name]}`, { recordingPolicy: { appId, ...flags } })

const callOf = (recorder: FakeBot, index = 0) => {
  const announced = recorder.received.filter(({ notification }) => notification.changeType === 'created')
  return announced[index]?.notification.resourceData.id ?? ''
}

const answer = (recording: GraphCaller, callId: string, more: object = {}) =>
  recording.answer(callId, { mediaConfig: appHosted, ...more })

test('a recorder is rung for a call under a policy, answers, and says that it records', async t => {
  const { emulator, recorder, recording, appId } = await recorderOf(t)
  const call = await emulator.call({
    from: 'adele',
    to: appId,
    recordingPolicy: { with: { phone: '+14255550123' } }
  })
  await recorder.told(1)
  t.match(recorder.received[0]?.notification.resourceData, {
    state: 'incoming',
    meetingInfo: { '@odata.type': '#microsoft.graph.tokenMeetingInfo' },
    targets: [{ identity: { applicationInstance: {} } }],
    applicationMetadata: {
      botData: {
        user: { participationMethod: 'Caller' },
        otherSideUser: { id: '4:+14255550123', participationMethod: 'Callee' },
        inviteReasons: ['ComplianceRecording'],
        isMultiParty: false
      }
    }
  })
  t.equal(code(await answer(recording, call.id)), 202)
  await emulator.advance('PT1S')
  t.strictSame(story(recorder).slice(1, 4), [
    'updated establishing',
    'updated established',
    'updated established active'
  ])
  t.strictSame(names(rosters(recorder).at(-1)), ['adele', '+14255550123', 'bot'])
  t.match(await recording.post(`${call.id}/updateRecordingStatus`, { status: 'recording', clientContext: 'rec' }), {
    status: 200,
    body: { '@odata.type': '#microsoft.graph.updateRecordingStatusOperation', status: 'completed', resultInfo: null }
  })
  await emulator.advance('PT1S')
  t.match(lastEntry(recorder, 'bot').recordingInfo, { recordingStatus: 'recording' })
  const other = lastEntry(recorder, '+14255550123')
  t.equal(code(await recording.ask('DELETE', `${call.id}/participants/${other.id}`)), 204, 'somebody is left out')
  await call.leave('adele')
  await emulator.advance('PT1S')
  t.match(recorder.received.at(-1)?.notification.resourceData.resultInfo, { code: 200, subcode: 5020 })
})

test('a recorder has five seconds', async t => {
  const { emulator, recorder, recording, appId } = await recorderOf(t)
  const call = await emulator.call({ from: 'adele', to: appId, recordingPolicy: { with: { user: 'megan' } } })
  await recorder.told(1)
  await emulator.advance('PT5S')
  t.match((await call.view()).ending, { code: 408, subcode: 8587 })
  t.equal(code(await answer(recording, call.id)), '404 8522')
})

test('somebody under a policy joins a meeting, and with them their recorder', async t => {
  const { emulator, bot, graph, recorder, recording, appId } = await recorderOf(t)
  await underPolicy(emulator, appId, 'megan')
  const meeting = await emulator.meeting({ organizer: 'adele' })
  await meeting.join('adele')
  await graph.create(bot.uri, byLink(meeting))
  await emulator.advance('PT2S')
  const { participantId } = await meeting.join('megan')
  await emulator.advance('PT1S')
  t.match(recorder.received[0]?.notification.resourceData, {
    incomingContext: { observedParticipantId: participantId },
    chatInfo: { threadId: meeting.threadId }
  })
  await answer(recording, callOf(recorder))
  await emulator.advance('PT1S')
  t.strictSame(names(rosters(bot).at(-1)), ['adele', 'bot', 'megan', 'bot'])
  t.equal(rosters(bot).at(-1)?.at(-1)?.info.identity['applicationInstance']?.hidden, true)
})

const joins: [string, object | undefined, (seen: { asked: number; rung: number; dropped: boolean }) => boolean][] = [
  ['takes them', { '@odata.type': '#microsoft.graph.acceptJoinResponse' }, seen => seen.rung === 1 && !seen.dropped],
  ['rejects them', { '@odata.type': '#microsoft.graph.rejectJoinResponse', reason: 'busy' }, seen => seen.dropped],
  ['says nothing', undefined, seen => seen.dropped]
]
for (const [what, reply, holds] of joins) {
  test(`one more person under the policy: the recorder is asked, and ${what}`, async t => {
    const { emulator, recorder, recording, appId } = await recorderOf(t, ({ notification }) =>
      notification.resourceData['@odata.type'] === '#microsoft.graph.participantJoiningNotification'
        ? { status: 200, ...(reply && { body: JSON.stringify(reply) }) }
        : undefined
    )
    const strict = { requiredDuringMeeting: true, requiredBeforeMeetingJoin: true }
    for (const name of ['adele', 'megan'] as const) await underPolicy(emulator, appId, name, strict)
    const meeting = await emulator.meeting({ organizer: 'lee' })
    await meeting.join('lee')
    await meeting.join('adele')
    await emulator.advance('PT1S')
    await answer(recording, callOf(recorder), { participantCapacity: 2 })
    await emulator.advance('PT1S')
    const { participantId } = await meeting.join('megan')
    await emulator.advance('PT1S')
    const typed = (type: string) =>
      recorder.received.filter(({ notification }) => notification.resourceData['@odata.type'] === type)
    const [asked] = typed('#microsoft.graph.participantJoiningNotification')
    t.match(asked?.notification.resourceData, { call: { source: { identity: { user: { id: people.megan } } } } })
    const there = (await meeting.view()).participants.map(({ participantId: id }) => id)
    t.ok(holds({ asked: 1, rung: rings(recorder), dropped: !there.includes(participantId) }))
    if (what !== 'takes them') return
    await meeting.leave('megan')
    await emulator.advance('PT1S')
    t.match(typed('#microsoft.graph.participantLeftNotification'), [
      { notification: { resourceData: { participantId } } }
    ])
  })
}

test('one more person under the policy: the recorder wants another instance of itself to be rung', async t => {
  const second = await fakeBot(t, undefined, '/another')
  const { emulator, recorder, recording, appId } = await recorderOf(t, ({ notification }) =>
    notification.resourceData['@odata.type'] === '#microsoft.graph.participantJoiningNotification'
      ? {
          status: 200,
          body: JSON.stringify({ '@odata.type': '#microsoft.graph.inviteNewBotResponse', inviteUri: second.uri })
        }
      : undefined
  )
  for (const name of ['adele', 'megan'] as const) await underPolicy(emulator, appId, name)
  const meeting = await emulator.meeting({ organizer: 'lee' })
  await meeting.join('lee')
  await meeting.join('adele')
  await emulator.advance('PT1S')
  await answer(recording, callOf(recorder), { participantCapacity: 5 })
  await emulator.advance('PT1S')
  await meeting.join('megan')
  await emulator.advance('PT1S')
  t.match(second.received[0]?.notification.resourceData, {
    state: 'incoming',
    source: { identity: { user: { id: people.megan } } }
  })
})

test('before the first invitation is answered nobody knows the capacity, so each is rung for', async t => {
  const { emulator, recorder, appId } = await recorderOf(t)
  for (const name of ['adele', 'megan'] as const) await underPolicy(emulator, appId, name)
  const meeting = await emulator.meeting({ organizer: 'lee' })
  for (const name of ['lee', 'adele', 'megan']) await meeting.join(name)
  await emulator.advance('PT1S')
  t.equal(rings(recorder), 2)
})

test('a call of another bot with somebody under a policy is recorded without its being told', async t => {
  const { emulator, bot, graph, recorder, recording, appId } = await recorderOf(t)
  await underPolicy(emulator, appId, 'adele')
  const { body } = await graph.create(bot.uri)
  await emulator.advance('PT2S')
  t.match(recorder.received[0]?.notification.resourceData, {
    applicationMetadata: { botData: { user: { participationMethod: 'Callee' } } }
  })
  await answer(recording, callOf(recorder))
  await emulator.advance('PT1S')
  t.strictSame(names(rosters(recorder).at(-1)), ['adele', 'bot', 'bot'])
  t.strictSame(rosters(bot), [], 'for the bot it stays peer-to-peer')
  await graph.ask('DELETE', body.id)
  await emulator.advance('PT1S')
  t.match(recorder.received.at(-1)?.notification.resourceData.resultInfo, { subcode: 5020 })
})

test('a strict policy ends the call of the user whose recorder does not come', async t => {
  const { emulator, bot, graph, appId } = await recorderOf(t)
  await underPolicy(emulator, appId, 'adele', { requiredBeforeCallEstablishment: true })
  await graph.create(bot.uri)
  await emulator.advance('PT10S')
  t.match(bot.received.at(-1)?.notification.resourceData, {
    state: 'terminated',
    resultInfo: { code: 403, subcode: 8525 }
  })
})

const rings = (recorder: FakeBot) =>
  recorder.received.filter(
    ({ notification }) =>
      notification.resourceData['@odata.type'] === '#microsoft.graph.call' && notification.changeType === 'created'
  ).length
