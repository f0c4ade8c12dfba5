import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'tap'
import { dataDir } from '../fixtures/emulator.js'
import { install, lend, tryRun } from '../fixtures/installed.js'

/** A way in which the example bot is broken: what is written instead, and what its suites have to say. */
interface Breakage {
  readonly file: string
  readonly from: string
  readonly to: string
  readonly story: RegExp
  readonly inVitest: RegExp
}

const breakages: Record<string, Breakage> = {
  'it leads to the wrong place': {
    file: 'menu.js',
    from: "tone1: 'sales.wav'",
    to: "tone1: 'support.wav'",
    story: /Expected prompt: sales\.wav[\s\S]*played \S*support\.wav/,
    inVitest: /"support\.wav"/
  },
  'it does not listen to keys': {
    file: 'menu.js',
    from: "  await post(callId, 'subscribeToTone', {})\n",
    to: '',
    story: /Expected toneSubscription, but it did not come within PT30S/,
    inVitest: /Expected the call to fulfil[\s\S]*plays welcome\.wav/
  },
  'it never says goodbye': {
    file: 'menu.js',
    from: "  await play(callId, 'goodbye.wav')\n",
    to: '',
    story: /Expected prompt: \{uri: goodbye\.wav, status: completed\}, but it did not come/,
    inVitest: /-\s+"goodbye\.wav"/
  },
  'it does not answer': {
    file: 'menu.js',
    from: 'return answer(callId)',
    to: 'return',
    story: /Expected answered, but the call is over[\s\S]*487\/10004 \(by service\): Nobody answered/,
    inVitest: /it is terminated, 487\/10004 Nobody answered/
  },
  'it answers notifications only after its work, with an error': {
    file: 'bot.js',
    from: 'response.writeHead(202).end()',
    to: "response.writeHead(value[0].changeType === 'deleted' ? 500 : 202).end()",
    story: /did not accept every notification[\s\S]*Not accepted by the bot:\n\s+deleted \(operationEnded\) is failed/,
    inVitest: /Not accepted by the bot:\n\s+deleted \(operationEnded\) is failed/
  }
}

/** The example as users would copy it, beside the installed package. */
function example(folder: string, name: string, breakage?: Breakage): string {
  const bot = join(folder, name)
  mkdirSync(bot)
  cpSync(join(process.cwd(), 'examples', 'ivr-bot'), bot, {
    recursive: true,
    filter: path => !path.includes('node_modules')
  })
  if (breakage === undefined) return bot
  const { file, from, to } = breakage
  const text = readFileSync(join(bot, file), 'utf8')
  if (!text.includes(from)) throw new Error(`${file} has no ${from}`)
  writeFileSync(join(bot, file), text.replaceAll(from, to))
  return bot
}

const playAll = (bot: string) => {
  const bin = join(bot, '..', 'node_modules', '.bin', 'ringback')
  return tryRun(bot, bin, 'run', 'scenarios', '--bot-command', 'node bot.js', '--data-dir', dataDir)
}

const vitest = (bot: string) => tryRun(bot, join(bot, '..', 'node_modules', 'vitest', 'vitest.mjs'), 'run')

test('the suites of the example bot are green, and red with a clear story for each way in which it is broken', {
  timeout: 280_000
}, async t => {
  const folder = install()
  lend(folder, 'vitest', '@microsoft/microsoft-graph-client', 'jose')
  const good = example(folder, 'good')
  const [played, tested] = [await playAll(good), await vitest(good)]
  t.match(played, { code: 0, output: /5 passed in/ })
  t.match(tested, { code: 0, output: /3 passed/ })
  for (const [index, [name, breakage]] of Object.entries(breakages).entries()) {
    const bot = example(folder, `broken-${index}`, breakage)
    const [scenarios, tests] = await Promise.all([playAll(bot), vitest(bot)])
    t.match(scenarios, { code: 1, output: breakage.story }, `${name}, in scenarios`)
    t.match(scenarios.output, /sequenceDiagram/, name)
    t.match(tests, { code: 1, output: breakage.inVitest }, `${name}, in vitest`)
  }
})
