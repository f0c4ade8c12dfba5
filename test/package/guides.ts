import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'tap'
import { parse } from 'yaml'
import { readScenario } from '../../src/scenarios/reading.js'
import { dataDir } from '../fixtures/emulator.js'
import { install, tryRun } from '../fixtures/installed.js'

/** The pieces of a language in a guide, in their order. */
function pieces(guide: string, language: string): string[] {
  const text = readFileSync(join(process.cwd(), 'docs', guide), 'utf8')
  return Array.from(
    text.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g')),
    ([, piece]) => piece ?? ''
  )
}

interface Workflow {
  jobs: { test: { steps: { run?: string }[] } }
}

test('the first bot of the guide, its scenario, and what the workflow for CI runs', { timeout: 200_000 }, async t => {
  const folder = install()
  mkdirSync(join(folder, 'scenarios'))
  const start = { private: true, type: 'module', scripts: { start: 'node bot.js' } }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(start))
  const [bot = ''] = pieces('first-bot.md', 'js')
  const [scenario = ''] = pieces('first-bot.md', 'yaml')
  writeFileSync(join(folder, 'bot.js'), bot)
  writeFileSync(join(folder, 'scenarios', 'hello.yaml'), scenario)
  const [workflow = ''] = pieces('testing-in-ci.md', 'yaml')
  const play = (parse(workflow) as Workflow).jobs.test.steps.find(({ run }) => run?.includes('ringback run'))?.run ?? ''
  const played = await tryRun(folder, 'sh', '-c', `RINGBACK_DATA_DIR=${dataDir} ${play}`)
  t.match(played, { code: 0, output: /✓ whoever rings is answered and let go[\s\S]*1 passed/ })
  t.match(readFileSync(join(folder, 'report.xml'), 'utf8'), /<testsuites tests="1" failures="0"/)
  writeFileSync(join(folder, 'bot.js'), bot.replace("'active'", "'inactive'"))
  const broken = await tryRun(folder, 'sh', '-c', `RINGBACK_DATA_DIR=${dataDir} ${play}`)
  t.match(broken, { code: 1, output: /Expected ended: \{code: 200, by: bot\}, but it did not come/ })
})

test('the scenarios of the guide are scenarios', async t => {
  for (const piece of pieces('scenarios.md', 'yaml')) {
    const raw = parse(piece) as Record<string, unknown>
    t.match(readScenario({ name: 'a piece', call: 'adele', ...raw }), { scenario: Object }, piece)
  }
})
