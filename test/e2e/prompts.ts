import { type Test, test } from 'tap'
import { NotPlayable, wavDuration } from '../../src/media/wav.js'
import { fakeBot } from '../fixtures/bot.js'
import { emulatorFor } from '../fixtures/emulator.js'
import { graphFor } from '../fixtures/graph.js'
import { serve, serveWavs, wav } from '../fixtures/wav.js'

test('a WAV file lasts as long as its samples say', async t => {
  t.equal(wavDuration(wav(1.5)), 1_500)
  const extensible = wav(2, { encoding: 0xfffe })
  t.throws(() => wavDuration(extensible), new NotPlayable('It has encoding 65534 instead of PCM.'))
})

test('a file that is not WAV, PCM, 16 kHz, 16-bit and mono says what is wrong with it', async t => {
  const wrong: [Buffer, RegExp][] = [
    [Buffer.from('<html>'), /not a WAV/],
    [wav(1, { sampleRate: 8_000 }), /8000 Hz instead of 16000/],
    [wav(1, { channels: 2 }), /2 channel/],
    [wav(1, { bits: 8 }), /8 bits instead of 16/],
    [wav(1, { encoding: 7 }), /encoding 7 instead of PCM/],
    [wav(1).subarray(0, 36), /no audio data/],
    [wav(1).subarray(0, 30), /cut short/]
  ]
  for (const [file, message] of wrong)
    t.throws(() => wavDuration(file), { message } as unknown as Error, String(message))
})

/** A call the bot has placed and that has been answered. */
async function establishedCall(t: Test) {
  const emulator = await emulatorFor(t)
  const bot = await fakeBot(t)
  const graph = await graphFor(emulator)
  const { id } = (await graph.create(bot.uri)).body
  await emulator.advance('PT2S')
  return { emulator, bot, graph, id }
}

test('prompts are fetched, queue up, and take as long as they last', async t => {
  const { emulator, bot, graph, id } = await establishedCall(t)
  const wavs = await serveWavs(t)
  const first = await graph.play(id, `${wavs}/10.wav`, `${wavs}/5.wav`)
  const second = await graph.play(id, `${wavs}/20.wav`)
  const statuses = async () => {
    const found = await Promise.all([first, second].map(({ body }) => graph.get(`${id}/operations/${body.id}`)))
    return found.map(({ body }) => body.status)
  }
  await emulator.advance('PT14S')
  t.strictSame(await statuses(), ['running', 'running'])
  await emulator.advance('PT2S')
  t.strictSame(await statuses(), ['completed', 'running'])
  await emulator.advance('PT20S')
  t.strictSame(await statuses(), ['completed', 'completed'])
  const last = bot.received.at(-1)?.notification
  t.match(last, {
    changeType: 'deleted',
    resourceUrl: `/communications/calls/${id}/operations/${second.body.id}`,
    resource: `/app/calls/${id}/operations/${second.body.id}`,
    resourceData: {
      '@odata.type': '#microsoft.graph.playPromptOperation',
      id: second.body.id,
      clientContext: id,
      status: 'completed',
      completionReason: 'completedSuccessfully',
      resultInfo: { code: 200, subcode: 0, message: 'Action completed successfully.' }
    }
  })
})

test('a prompt that cannot be had or played fails its operation with the documented code', async t => {
  const emulator = await emulatorFor(t)
  const bot = await fakeBot(t)
  const graph = await graphFor(emulator)
  const site = await serve(t, (request, response) => {
    if (request.url === '/mp3') response.end(Buffer.from('ID3'))
    else if (request.url === '/moved') response.writeHead(302, { location: '/one.wav' }).end()
    else if (request.url === '/circle') response.writeHead(302, { location: '/circle' }).end()
    else if (request.url?.startsWith('/hop')) response.writeHead(302, { location: `${request.url}p` }).end()
    else if (request.url === '/one.wav') response.end(wav(1))
    else if (request.url === '/large') {
      const chunk = Buffer.alloc(4 * 1024 * 1024)
      response.writeHead(200)
      for (let sent = 0; sent < 6; sent++) response.write(chunk)
      response.end()
    } else response.writeHead(404).end()
  })
  const { id } = (await graph.create(bot.uri)).body
  await emulator.advance('PT2S')
  const outcomes: [string, string, number, RegExp][] = [
    [`${site}/mp3`, 'failed', 8_535, /not a WAV/],
    [`${site}/none`, 'failed', 8_536, /answered 404/],
    [`${site}/circle`, 'failed', 8_536, /redirects in a circle/],
    [`${site}/hop`, 'failed', 8_536, /redirected more than 3 times/],
    [`${site}/large`, 'failed', 8_536, /larger than/],
    ['http://127.0.0.1:9/x.wav', 'failed', 8_536, /ECONNREFUSED/],
    ['file:///etc/passwd', 'failed', 8_536, /no http or https address/],
    [`${site}/moved`, 'completed', 0, /successfully/]
  ]
  for (const [uri, status, subcode, message] of outcomes) {
    const { body } = await graph.play(id, uri)
    await emulator.advance('PT2S')
    const { body: operation } = await graph.get(`${id}/operations/${body.id}`)
    t.match(operation, { status, resultInfo: { subcode, message } }, uri)
    t.match(bot.received.at(-1)?.notification.resourceData, { id: body.id, status }, `${uri}: notified`)
  }
})

test('cancelling ends what plays and what waits', async t => {
  const { emulator, bot, graph, id } = await establishedCall(t)
  const wavs = await serveWavs(t)
  await graph.play(id, `${wavs}/60.wav`)
  await graph.play(id, `${wavs}/60.wav`)
  await emulator.advance('PT1S')
  const cancelled = await graph.post(`${id}/cancelMediaProcessing`, { clientContext: 'enough' })
  t.match(cancelled.body, {
    '@odata.type': '#microsoft.graph.cancelMediaProcessingOperation',
    status: 'completed',
    clientContext: 'enough'
  })
  await bot.told(5)
  for (const { notification } of bot.received.slice(3)) {
    t.match(notification.resourceData, {
      status: 'failed',
      completionReason: 'mediaOperationCanceled',
      resultInfo: { code: 400, subcode: 8_508 }
    })
  }
})

test('media announced in advance is fetched once, and known by its resourceId', async t => {
  const emulator = await emulatorFor(t)
  const graph = await graphFor(emulator)
  let fetched = 0
  const site = await serve(t, (_request, response) => {
    fetched++
    response.end(wav(1))
  })
  const media = { uri: `${site}/hi.wav`, resourceId: 'greeting' }
  const mediaConfig = { '@odata.type': '#microsoft.graph.serviceHostedMediaConfig', preFetchMedia: [media] }
  const { id } = (await graph.create('http://127.0.0.1:9/', { mediaConfig })).body
  await emulator.advance('PT2S')
  t.equal(fetched, 1)
  const prompts = [{ '@odata.type': '#microsoft.graph.mediaPrompt', mediaInfo: media }]
  for (let times = 0; times < 3; times++) await graph.post(`${id}/playPrompt`, { prompts })
  await emulator.advance('PT4S')
  t.match(await emulator.callWithId(id).view(), { prompts: Array(3).fill({ status: 'completed' }) })
  t.equal(fetched, 1)
})
