import { test } from 'tap'
import type { CallHandle } from '../../src/index.js'
import type { Notification } from '../fixtures/bot.js'
import { appHosted, code, type Stage, stage } from '../fixtures/conversations.js'
import { serveWavs, wav } from '../fixtures/wav.js'

async function established(scene: Stage): Promise<CallHandle> {
  const { body } = await scene.graph.create(scene.bot.uri)
  await scene.emulator.advance('PT2S')
  return scene.emulator.callWithId(body.id)
}

type Ended = Notification['resourceData'] & { recordingLocation: string; recordingAccessToken: string }

/** The endings of operations a bot was told, oldest first. */
const ended = ({ bot }: Stage) =>
  bot.received
    .filter(({ notification }) => notification.resourceUrl.includes('/operations/'))
    .map(({ notification }) => notification.resourceData as Ended)

const tone = (seconds: number) => {
  const file = wav(seconds)
  for (let at = 44; at < file.length; at += 2) file.writeInt16LE(1_000, at)
  return file.toString('base64')
}

const fetched = async ({ recordingLocation, recordingAccessToken }: Ended, token = recordingAccessToken) =>
  fetch(recordingLocation, { headers: { authorization: `Bearer ${token}` } })

test('what is said is recorded, and fetched with the token of the operation until ten minutes after the call', async t => {
  const scene = await stage(t)
  const { emulator, graph } = scene
  const call = await established(scene)
  const { status, headers, body } = await graph.post(`${call.id}/recordResponse`, {
    clientContext: 'name please',
    maxRecordDurationInSeconds: 60,
    maxSilenceTimeoutInSeconds: 2
  })
  t.match(body, {
    '@odata.type': '#microsoft.graph.recordOperation',
    status: 'running',
    clientContext: 'name please',
    recordingLocation: null,
    recordingAccessToken: null,
    completionReason: null
  })
  t.equal(status, 200)
  t.match(headers.get('location'), `/operations/${body.id}`)
  await emulator.advance('PT1.2S')
  await call.speak({ audio: tone(1) })
  await emulator.advance('PT1.5S')
  await call.speak({ audio: tone(1) })
  await emulator.advance('PT4S')
  const [operation] = ended(scene)
  if (operation === undefined) return t.fail('the recording did not end')
  t.match(operation, {
    status: 'completed',
    completionReason: 'maxSilenceTimeout',
    resultInfo: { code: 200, subcode: 8509 }
  })
  const answer = await fetched(operation)
  t.match([answer.status, answer.headers.get('content-type')], [200, 'application/octet-stream'])
  const file = Buffer.from(await answer.arrayBuffer())
  t.equal(file.toString('latin1', 0, 4), 'RIFF')
  const loudAt = (ms: number) => file.readInt16LE(44 + ms * 32) !== 0
  t.strictSame([500, 1_500, 2_200, 3_000, 4_000].map(loudAt), [false, true, false, true, false], 'where it was said')
  t.equal(Math.round((file.length - 44) / 32_000), 6, 'as long as it took: until two seconds after the last word')
  t.match(await fetched(operation, 'wrong'), { status: 401 })
  await call.hangUp()
  await emulator.advance('PT9M')
  t.match(await fetched(operation), { status: 200 })
  await emulator.advance('PT2M')
  t.match(await fetched(operation), { status: 404 })
})

const endings: [string, object, (call: CallHandle) => Promise<unknown>, object][] = [
  [
    'nothing is said',
    {},
    async () => {},
    {
      status: 'failed',
      completionReason: 'initialSilenceTimeout',
      resultInfo: { code: 400, subcode: 8510 },
      recordingLocation: ''
    }
  ],
  [
    'it has lasted long enough',
    { maxRecordDurationInSeconds: 3 },
    call => call.speak({ audio: tone(9) }),
    { status: 'completed', completionReason: 'maxRecordDurationReached', resultInfo: { code: 200, subcode: 8515 } }
  ],
  [
    'a stop tone is pressed',
    { stopTones: ['#', '1'] },
    call => call.press('1'),
    { status: 'completed', completionReason: 'stopToneDetected', resultInfo: { code: 200, subcode: 8514 } }
  ]
]
for (const [when, body, act, expected] of endings) {
  test(`a recording ends when ${when}`, async t => {
    const scene = await stage(t)
    const call = await established(scene)
    await scene.graph.post(`${call.id}/recordResponse`, { playBeep: false, ...body })
    await scene.emulator.advance('PT1S')
    await act(call)
    await scene.emulator.advance('PT20S')
    t.match(ended(scene), [expected])
    t.equal(ended(scene).length, 1)
  })
}

test('other keys do not stop a recording, nor does silence that is kept', async t => {
  const scene = await stage(t)
  const call = await established(scene)
  await scene.graph.post(`${call.id}/recordResponse`, { stopTones: ['#'], maxRecordDurationInSeconds: 30 })
  await scene.emulator.advance('PT1S')
  await call.press('5')
  await call.speak({ silence: 'PT2S' })
  await scene.emulator.advance('PT3S')
  t.strictSame(ended(scene), [])
  await scene.emulator.advance('PT3S')
  t.match(ended(scene), [{ completionReason: 'initialSilenceTimeout' }])
})

test('a prompt is played first, and what is said during it is only recorded as far as it goes on afterwards', async t => {
  const scene = await stage(t)
  const uri = await serveWavs(t)
  const call = await established(scene)
  const prompt = (path: string) => ({
    '@odata.type': '#microsoft.graph.mediaPrompt',
    mediaInfo: { uri: `${uri}${path}` }
  })
  await scene.graph.post(`${call.id}/recordResponse`, { prompts: [prompt('/3.wav')], playBeep: false })
  await scene.emulator.advance('PT2S')
  await call.speak({ audio: tone(2) })
  await scene.emulator.advance('PT10S')
  const [operation] = ended(scene)
  t.match(operation, { completionReason: 'maxRecordDurationReached' })
  const file = Buffer.from(await (await fetched(operation as Ended)).arrayBuffer())
  t.strictSame(
    [500, 1_500].map(ms => file.readInt16LE(44 + ms * 32) !== 0),
    [true, false]
  )
  await scene.graph.post(`${call.id}/recordResponse`, { prompts: [prompt('/missing')] })
  t.equal(
    code(await scene.graph.post(`${call.id}/recordResponse`, { prompts: [prompt('/1.wav'), prompt('/1.wav')] })),
    '400 8523'
  )
})

test('a prompt that cannot be fetched fails the recording', async t => {
  const scene = await stage(t)
  const call = await established(scene)
  const mediaInfo = { uri: 'http://127.0.0.1:9/gone.wav' }
  await scene.graph.post(`${call.id}/recordResponse`, {
    prompts: [{ '@odata.type': '#microsoft.graph.mediaPrompt', mediaInfo }]
  })
  await scene.emulator.advance('PT1S')
  t.match(ended(scene), [
    { status: 'failed', completionReason: 'playPromptFailed', resultInfo: { code: 500, subcode: 8511 } }
  ])
})

test('recordings wait for prompts, unless they may barge in', async t => {
  const scene = await stage(t)
  const { emulator, graph } = scene
  const uri = await serveWavs(t)
  const call = await established(scene)
  await graph.play(call.id, `${uri}/30.wav`)
  await graph.post(`${call.id}/recordResponse`, { clientContext: 'waits' })
  await emulator.advance('PT1S')
  t.strictSame(ended(scene), [])
  await graph.post(`${call.id}/recordResponse`, { clientContext: 'barges in', bargeInAllowed: true })
  await emulator.advance('PT1S')
  t.match(ended(scene), [
    { status: 'failed', completionReason: 'mediaOperationCanceled', resultInfo: { subcode: 8508 } },
    { clientContext: 'waits', completionReason: 'operationCanceled', recordingLocation: '', recordingAccessToken: '' }
  ])
  await graph.post(`${call.id}/cancelMediaProcessing`, {})
  await emulator.advance('PT1S')
  t.match(ended(scene).at(-1), { clientContext: 'barges in', completionReason: 'operationCanceled' })
})

test('a text is spoken, offline', async t => {
  const scene = await stage(t)
  const call = await established(scene)
  await scene.graph.post(`${call.id}/recordResponse`, { maxRecordDurationInSeconds: 20, maxSilenceTimeoutInSeconds: 1 })
  await scene.emulator.advance('PT1S')
  await call.speak({ text: 'I would like two pizzas, please.' })
  await scene.emulator.advance('PT10S')
  const [operation] = ended(scene)
  t.match(operation, { status: 'completed', completionReason: 'maxSilenceTimeout' })
  const { recordings } = await call.view()
  t.match(recordings, [{ location: operation?.recordingLocation }])
  t.ok((recordings[0]?.lastedMs ?? 0) > 2_000, 'it took as long as it takes to say')
})

test('what cannot be said or recorded is refused with what to do', async t => {
  const scene = await stage(t)
  const { emulator, graph, bot } = scene
  const call = await established(scene)
  const refused = (utterance: object) => call.speak(utterance as { text: string }).catch((error: Error) => error)
  t.match(await refused({ audio: Buffer.from('no sound').toString('base64') }), { message: /not a WAV file/ })
  t.match(await refused({ audio: 'http://127.0.0.1:9/gone.wav' }), { message: /ECONNREFUSED/ })
  t.match(await refused({}), { message: /one of audio, text and silence/ })
  t.match(await refused({ text: 'a', silence: 'PT1S' }), { message: /one of audio, text and silence/ })
  for (const body of [
    { stopTones: ['12'] },
    { maxRecordDurationInSeconds: 121 },
    { initialSilenceTimeoutInSeconds: 0 }
  ]) {
    t.equal(code(await graph.post(`${call.id}/recordResponse`, body)), '400 8523', JSON.stringify(body))
  }
  const { body } = await graph.create(bot.uri, { mediaConfig: appHosted })
  t.equal(code(await graph.post(`${body.id}/recordResponse`, {})), '400 8501')
  await emulator.advance('PT2S')
  t.equal(code(await graph.post(`${body.id}/recordResponse`, {})), '400 8500')
})
