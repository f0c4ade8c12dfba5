import { test } from 'tap'
import { byLink, code, groupCall, lastEntry, rosters, type Stage, stage, story } from '../fixtures/conversations.js'

const beta = (id: string, action: string) => `/beta/communications/calls/${id}/${action}`

async function meetingWithTwoWaiting({ emulator, bot, graph }: Stage) {
  const meeting = await emulator.meeting({ organizer: 'adele' })
  await meeting.join('adele')
  const { body } = await graph.create(bot.uri, byLink(meeting))
  await emulator.advance('PT2S')
  await meeting.join({ guest: 'Grady' })
  await meeting.join({ guest: 'Irvin' })
  await emulator.advance('PT1S')
  return body.id
}

test('the bot lets people in from the lobby, or not', async t => {
  const scene = await stage(t)
  const { emulator, bot, graph } = scene
  const id = await meetingWithTwoWaiting(scene)
  const lobby = () =>
    rosters(bot)
      .at(-1)
      ?.map(({ isInLobby }) => isInLobby)
  t.strictSame(lobby(), [false, false, true, true])
  const [grady, irvin] = [lastEntry(bot, 'Grady').id, lastEntry(bot, 'Irvin').id]
  const admitted = await graph.post(beta(id, `participants/${grady}/admitFromLobby`), { clientContext: 'in' })
  t.match(admitted, { status: 200, body: { '@odata.type': '#microsoft.graph.admitFromLobbyOperation' } })
  await emulator.advance('PT1S')
  t.strictSame(lobby(), [false, false, false, true])
  t.equal(code(await graph.post(beta(id, `participants/${grady}/admitFromLobby`), {})), '400 8585')
  t.equal(code(await graph.post(beta(id, `participants/${irvin}/removeFromLobby`), {})), 200)
  await emulator.advance('PT1S')
  t.strictSame(lobby(), [false, false, false])
})

test('the bot lets everybody in at once', async t => {
  const scene = await stage(t)
  const { emulator, bot, graph } = scene
  const id = await meetingWithTwoWaiting(scene)
  t.equal(code(await graph.post(beta(id, 'participants/admitAllFromLobby'), {})), 200)
  await emulator.advance('PT1S')
  t.equal(
    rosters(bot)
      .at(-1)
      ?.some(({ isInLobby }) => isInLobby),
    false
  )
  const told = bot.received.length
  t.equal(code(await graph.post(beta(id, 'participants/admitAllFromLobby'), {})), 200, 'nobody waits')
  await emulator.advance('PT1S')
  t.equal(bot.received.length, told)
})

test('muteAll, the mixer, hands and transcription', async t => {
  const scene = await stage(t)
  const { emulator, bot, graph } = scene
  const id = await groupCall(scene)
  const adele = lastEntry(bot, 'adele').id
  t.match(await graph.post(beta(id, 'participants/muteAll'), { participants: [adele], clientContext: 'one' }), {
    status: 200,
    body: { '@odata.type': '#microsoft.graph.commsOperation', status: 'completed' }
  })
  await emulator.advance('PT1S')
  t.strictSame([lastEntry(bot, 'adele').isMuted, lastEntry(bot, 'alex').isMuted], [true, false])
  await graph.post(beta(id, 'participants/muteAll'), {})
  await emulator.advance('PT1S')
  t.strictSame([lastEntry(bot, 'alex').isMuted, lastEntry(bot, 'bot').isMuted], [true, false])

  const mixer = { participantMixerLevels: [{ participant: adele, exclusive: true, sourceLevels: [] }] }
  t.match(await graph.post(beta(id, 'participants/configureMixer'), mixer), {
    status: 200,
    body: { status: 'running' }
  })
  await emulator.advance('PT1S')
  t.equal(story(bot).at(-1), 'deleted completed')

  const raised = () => lastEntry(bot, 'bot').publishedStates.length
  await graph.post(beta(id, 'raiseHand'), {})
  await emulator.advance('PT1S')
  t.equal(raised(), 1)
  await graph.post(beta(id, 'lowerHand'), {})
  await graph.post(beta(id, 'raiseHand'), {})
  await graph.post(beta(id, `participants/${lastEntry(bot, 'bot').id}/lowerHand`), {})
  await emulator.advance('PT1S')
  t.equal(raised(), 0)
  await graph.post(beta(id, 'raiseHand'), {})
  await graph.post(beta(id, 'participants/lowerAllHands'), {})
  await emulator.advance('PT1S')
  t.equal(raised(), 0)

  await graph.post(beta(id, 'startTranscription'), { language: 'en-US' })
  await emulator.advance('PT1S')
  t.match(bot.received.at(-1)?.notification.resourceData, { transcription: { state: 'active' } })
  await graph.post(beta(id, 'stopTranscription'), {})
  t.match((await graph.get(id)).body, { transcription: { state: 'inactive' } })
  for (const action of ['joinContentSharingAudioGroup', 'leaveContentSharingAudioGroup'])
    t.equal(code(await graph.post(beta(id, action), {})), 200)
  t.equal(code(await graph.post(beta(id, `participants/${adele}/reportSyntheticMedia`), {})), 200)
  for (const action of ['startRecording', 'stopRecording']) t.equal(code(await graph.post(beta(id, action), {})), 200)
  t.equal(code(await graph.post(`${id}/raiseHand`, {})), '400 BadRequest', 'v1.0 has none of these')
})
