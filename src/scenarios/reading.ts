import { z } from 'zod'
import type { FarEndBehaviour } from '../domain/directory/directory.js'
import { duration } from '../wire/duration.js'
import { pattern } from './pattern.js'
import { near, type Problem, Problems } from './problems.js'
import { readBehaviour } from './reading-deeds.js'
import { readSteps } from './reading-steps.js'
import type { Answering, Scenario } from './scenario.js'
import { withVariables } from './variables.js'

/** The members of a scenario, with what is read of each by itself. */
export const scenarioFields = {
  name: z.string().min(1).meta({ description: 'One sentence: what happens.' }),
  variables: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
    .default({})
    .meta({
      description: 'Values for names in braces after a dollar sign; ringback run --set name=value gives others.'
    }),
  use: z
    .union([z.string().transform(file => [file]), z.array(z.string())])
    .default([])
    .meta({ description: 'Other files whose parts and variables are wanted, beside this one.' }),
  within: duration.default(30_000).meta({ description: 'How long an expectation is waited for.', format: 'duration' }),
  pace: duration.default(1_000).meta({ description: 'How long people take to do something.', format: 'duration' }),
  undelivered: z
    .enum(['fail', 'allow'])
    .default('fail')
    .meta({ description: 'Whether notifications that the bot did not accept make the scenario fail.' })
}

const known = [...Object.keys(scenarioFields), 'people', 'call', 'steps', 'parts', 'whenCalled']
/** How editors are told of the schema in JSON. */
const schemaKey = '$schema'

export type Reading = { readonly scenario: Scenario } | { readonly problems: readonly Problem[] }

/** Reads a scenario as it stands in a file or a request; says everything that is wrong with it. */
export function readScenario(raw: unknown, given: Readonly<Record<string, string>> = {}): Reading {
  const problems = new Problems()
  const written = problems.read(z.looseObject({}), raw, [])
  if (written === undefined) return { problems: problems.list }
  const variables = problems.read(scenarioFields.variables, written['variables'], ['variables']) ?? {}
  const tree = withVariables(written, { ...variables, ...given }, ({ path, name }) => {
    problems.add(path, `nothing is known of \${${name}}: give it a value in 'variables', or with --set ${name}=….`)
  }) as Record<string, unknown>
  for (const name of Object.keys(tree)) {
    if (name !== schemaKey && !known.includes(name))
      problems.add([name], `there is no '${name}' in a scenario: ${near(name, known)}`)
  }
  const scenario = {
    name: problems.read(scenarioFields.name, tree['name'], ['name']) ?? '',
    people: readPeople(tree['people'], problems),
    within: problems.read(scenarioFields.within, tree['within'], ['within']) ?? 0,
    pace: problems.read(scenarioFields.pace, tree['pace'], ['pace']) ?? 0,
    mayRefuseNotifications: problems.read(scenarioFields.undelivered, tree['undelivered'], ['undelivered']) === 'allow',
    parts: readParts(tree['parts'], problems),
    whenCalled: readWhenCalled(tree['whenCalled'], problems),
    steps: [
      ...(tree['call'] === undefined ? [] : readSteps([{ call: tree['call'] }], [], problems, ['call'])),
      ...(tree['steps'] === undefined ? [] : readSteps(tree['steps'], ['steps'], problems))
    ]
  }
  if (scenario.steps.length === 0 && problems.list.length === 0) {
    problems.add([], "nothing happens: begin with 'call: {from: adele}', or with 'steps'.")
  }
  checkParts(scenario, problems)
  return problems.list.length === 0 ? { scenario } : { problems: problems.list }
}

function readPeople(raw: unknown, problems: Problems): Record<string, FarEndBehaviour> {
  const people = problems.read(z.looseObject({}).default({}), raw, ['people']) ?? {}
  return Object.fromEntries(
    Object.entries(people).flatMap(([name, does]) => {
      const behaviour = readBehaviour(does, ['people', name], problems)
      return behaviour === undefined ? [] : [[name, behaviour]]
    })
  )
}

function readParts(raw: unknown, problems: Problems): Scenario['parts'] {
  const parts = problems.read(z.looseObject({}).default({}), raw, ['parts']) ?? {}
  return Object.fromEntries(
    Object.entries(parts).map(([name, steps]) => [name, readSteps(steps, ['parts', name], problems)])
  )
}

const answeringFields = z.strictObject({
  to: pattern.default('*'),
  times: z.int().min(1).optional(),
  steps: z.array(z.unknown())
})

function readWhenCalled(raw: unknown, problems: Problems): Answering[] {
  const rules = problems.read(z.array(z.unknown()).default([]), raw, ['whenCalled']) ?? []
  return rules.flatMap((rule, index) => {
    const path = ['whenCalled', index]
    const read = problems.read(answeringFields, rule, path)
    return read === undefined ? [] : [{ ...read, steps: readSteps(read.steps, [...path, 'steps'], problems) }]
  })
}

/** Every part that is played is there, and none plays itself. */
function checkParts({ parts, steps, whenCalled }: Scenario, problems: Problems): void {
  const check = (inside: Scenario['steps'], above: readonly string[]): void => {
    for (const step of inside) {
      if (step.kind === 'together') for (const branch of step.branches) check(branch, above)
      if (step.kind !== 'part') continue
      const { name, path } = step
      const part = parts[name]
      if (part === undefined) problems.add(path, `there is no part '${name}': ${near(name, Object.keys(parts))}`)
      else if (above.includes(name)) problems.add(path, `the part '${name}' plays itself.`)
      else check(part, [...above, name])
    }
  }
  check(steps, [])
  for (const rule of whenCalled) check(rule.steps, [])
}
