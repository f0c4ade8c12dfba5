import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Ajv } from 'ajv'
import { type Test, test } from 'tap'
import { parseAllDocuments } from 'yaml'
import { readScenarioFile } from '../../src/scenarios/file.js'
import { scenarioJsonSchema } from '../../src/scenarios/json-schema.js'

/** Files in a folder of their own; gives the path of the first. */
function written(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'ringback-scenarios-'))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return join(folder, Object.keys(files)[0] ?? '')
}

/** Where a variable stands. */
const of = (name: string) => `\${${name}}`

async function problemsOf(t: Test, text: string, variables = {}): Promise<string[]> {
  const file = written({ 'wrong.yaml': text })
  const error = await readScenarioFile(file, variables).catch((thrown: Error) => thrown)
  if (error instanceof Error) return error.message.split('\n').map(line => line.replace(file, 'wrong.yaml'))
  t.fail('the file was taken')
  return []
}

test('what is wrong in a file is told with line, column and what would be right', async t => {
  for (const [text, ...expected] of [
    ['steps: [', /^wrong.yaml:\d:\d+: this is not YAML/],
    ['', /^wrong.yaml:1:1: there is no scenario/],
    ['name: nothing', /^wrong.yaml:1:1: nothing happens: begin with 'call/],
    ['call: adele', /^wrong.yaml:1:1: name: is missing/],
    ['name: a\ncals: adele', /^wrong.yaml:2:1: cals: there is no 'cals' in a scenario: did you mean 'call'/],
    [
      'name: a\ncall: adele\nsteps:\n  - pres: "1"',
      /^wrong.yaml:4:5: steps.0.pres: there is no step 'pres': did you mean 'press'/
    ],
    [
      'name: a\ncall: adele\nsteps:\n  - expect: answerd',
      /^wrong.yaml:4:5: steps.0.expect: 'answerd' cannot be expected: did you mean 'answered'/
    ],
    [
      'name: a\ncall: adele\nsteps:\n  - expect: { ended: { sub: 1 } }',
      /^wrong.yaml:4:24: steps.0.expect.ended.sub: there is no 'sub' here: there are code, subcode, by/
    ],
    [
      'name: a\ncall: adele\nsteps:\n  - press: "1"\n    mute: {}',
      /^wrong.yaml:4:5: steps.0: a step says one thing, and this one says 'press' and 'mute'/
    ],
    ['name: a\ncall: adele\nsteps:\n  - press: "1x"', /^wrong.yaml:4:5: steps.0.press: 'x' is no key/],
    ['name: a\ncall: adele\nwithin: soon', /^wrong.yaml:3:1: within: must be an ISO 8601 duration/],
    [
      'name: a\ncall: adele\nsteps:\n  - megan: { answer: { after: late } }',
      /^wrong.yaml:4:24: steps.0.megan.answer.after: must be an ISO 8601/
    ],
    [
      'name: a\ncall: adele\nsteps:\n  - part: gone',
      /^wrong.yaml:4:5: steps.0.part: there is no part 'gone': there is none/
    ],
    [
      'name: a\ncall: adele\nparts:\n  round:\n    - part: round\nsteps:\n  - part: round',
      /^wrong.yaml:5:7: parts.round.0.part: the part 'round' plays itself/
    ],
    [
      `name: a\ncall: { from: "${of('who')}" }`,
      /^wrong.yaml:2:9: call.from: nothing is known of \$\{who\}: give it a value/
    ],
    [
      'name: a\ncall: adele\npeople: { megan: sleep }',
      /^wrong.yaml:3:11: people.megan: nobody can 'sleep' when rung: there are answer, decline, busy, ignore/
    ],
    [
      'name: a\ncall: { from: adele, too: me }',
      /^wrong.yaml:2:22: call.too: there is no 'too' here: did you mean 'to'/
    ],
    [
      'name: a\ncall: adele\nsteps:\n  - megan: { anser: {} }',
      /^wrong.yaml:4:5: steps.0.megan: megan cannot 'anser': did you mean 'answer'/
    ],
    [
      'name: a\ncall: adele\nsteps:\n  - expect: { prompt: "/(/" }',
      /^wrong.yaml:4:15: steps.0.expect.prompt.uri: this is no regular expression/
    ],
    [
      `name: a\nspeed: 1\ncall: adele\nsteps:\n  - press: "${of('key')}"`,
      /^wrong.yaml:2:1: speed: there is no/,
      /^wrong.yaml:5:5: steps.0.press: nothing is known of/
    ],
    [
      'name: a\ncall: adele\nsteps:\n  - fault: { action: drop, status: 500 }',
      /^wrong.yaml:4:28: steps.0.fault.status: goes with refuse, throttle, slow, trickle, reset, not with 'drop'/
    ],
    ['name: a\ncall: adele\nsteps: answered', /^wrong.yaml:3:1: steps: must be a list of steps/],
    ['name: a\ncall: adele\nsteps:\n  - in: first', /^wrong.yaml:4:5: steps.0: a step says one thing/],
    ['name: a\nsteps:\n  - together: answered', /^wrong.yaml:3:5: steps.0.together: must be a list of lists/],
    ['name: a\ncall: adele\nname: b', /^wrong.yaml:3:1: this is not YAML: Map keys must be unique/],
    ['name: 1\ncall: adele\nspeed: 2', /^wrong.yaml:\d:1/, /^wrong.yaml:\d:1/]
  ] as const) {
    const problems = await problemsOf(t, text)
    for (const [index, problem] of expected.entries()) t.match(problems[index], problem, text)
    t.equal(problems.length, expected.length, text)
  }
})

test('a file that is not there says so', async t => {
  await t.rejects(
    readScenarioFile('/nowhere/at-all.yaml', {}),
    /The scenario \/nowhere\/at-all.yaml cannot be read: there is no such file/
  )
})

test('parts and variables of other files are there, and what is wrong in them is told of that file', async t => {
  const scenario = `name: uses\nuse: [../shared/_parts.yaml]\ncall: "${of('caller')}"\nsteps:\n  - part: greeted\n`
  const good = written({
    'suite/one.yaml': scenario,
    'shared/_parts.yaml': `variables: { caller: adele, key: 1 }\nparts:\n  greeted:\n    - press: "${of('key')}"\n`
  })
  const [read] = await readScenarioFile(good, { key: '2' })
  t.match(read, { name: 'uses', line: 1, source: { variables: { caller: 'adele', key: 1 }, parts: { greeted: [{}] } } })
  const bad = written({
    'suite/one.yaml': scenario,
    'shared/_parts.yaml': 'variables: { caller: adele }\nparts:\n  greeted:\n    - pres: 1\n'
  })
  await t.rejects(
    readScenarioFile(bad, {}),
    /shared[\\/]_parts\.yaml:4:7: parts\.greeted\.0\.pres: there is no step 'pres'/
  )
})

test('one file may hold several scenarios', async t => {
  const file = written({ 'two.yaml': 'name: one\ncall: adele\n---\n# the second\nname: two\ncall: lee\n' })
  const both = await readScenarioFile(file, {})
  t.strictSame(
    both.map(({ name, line }) => [name, line]),
    [
      ['one', 1],
      ['two', 5]
    ]
  )
})

test('the schema for editors takes what is right and refuses what is wrong', async t => {
  const text = readFileSync('openapi/scenario.json', 'utf8')
  t.strictSame(JSON.parse(text), JSON.parse(JSON.stringify(scenarioJsonSchema())), 'run npm run openapi')
  const valid = new Ajv({ strict: false, validateFormats: false }).compile(JSON.parse(text))
  const folder = 'examples/ivr-bot/scenarios'
  for (const name of readdirSync(folder).filter(file => !file.startsWith('_'))) {
    for (const document of parseAllDocuments(readFileSync(join(folder, name), 'utf8'))) {
      t.ok(valid(document.toJS()), `${name}: ${JSON.stringify(valid.errors)}`)
    }
  }
  for (const wrong of [
    { name: 'a', cals: 'adele' },
    { name: 'a', steps: [{ expect: 'answerd' }] },
    { name: 'a', steps: [{ expect: { ended: { sub: 1 } } }] },
    { name: 'a', steps: [{ pres: '1' }] },
    { name: 'a', steps: ['hang-out'] }
  ]) {
    t.notOk(valid(wrong), JSON.stringify(wrong))
  }
})
