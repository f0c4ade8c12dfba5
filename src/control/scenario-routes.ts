import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { reached } from '../domain/directory/directory.js'
import { Refusal } from '../domain/refusals.js'
import { duration } from '../wire/duration.js'
import { graphId, httpUri, optional } from '../wire/graph-type.js'
import type { ControlHouse } from './house.js'
import { collection, control } from './route.js'
import { runOut, runToWire } from './scenarios/run.js'
import type { Theatre } from './scenarios/theatre.js'
import { theTenant } from './tenants.js'

const playIn = z.strictObject({
  scenario: z.looseObject({}).meta({ description: 'As in a scenario file: see /_ringback/scenarios/schema.json.' }),
  /** For `${name}` in it. */
  variables: z.record(z.string(), z.string()).default({}),
  tenantId: optional(graphId),
  /** Which bot is tried, by name, app id or number; the first of the tenant when absent. */
  application: optional(z.string().min(1)),
  /** Where it is told of calls; as registered when absent. */
  callbackUri: optional(httpUri)
})

/** Stories with several people and calls, played and judged. */
export function scenarioRoutes(app: FastifyInstance, house: ControlHouse): void {
  const { engine } = house
  let theatre: Promise<Theatre> | undefined
  // Who plays no scenario need not wait for what that takes.
  const opened = () => {
    theatre ??= import('./scenarios/theatre.js').then(({ Theatre: Opened }) => new Opened(house))
    return theatre
  }

  control(
    app,
    {
      method: 'POST',
      url: '/scenarios',
      operationId: 'playScenario',
      summary: 'Play a scenario; the run tells how it goes',
      body: playIn,
      status: 201,
      answer: runOut
    },
    async ({ body: { scenario: raw, variables, tenantId, application = '', callbackUri } }) => {
      const tenant = theTenant(engine, tenantId)
      const applications = Array.from(tenant.state.applications())
      const named = { application, phone: application.startsWith('+') ? application : undefined }
      const bot = application === '' ? applications[0] : applications.find(one => reached(one, named))
      if (bot === undefined) throw new Refusal('applicationNotFound', `No bot answers to '${application}' here.`)
      const [{ readScenario }, stage] = await Promise.all([import('../scenarios/reading.js'), opened()])
      const reading = readScenario(raw, variables)
      if ('problems' in reading) {
        const list = reading.problems.map(({ path, message }) => `${path.join('.') || 'the scenario'}: ${message}`)
        throw new Refusal('invalidArgument', list.join(' '))
      }
      return runToWire(stage.begin(tenant, reading.scenario, { appId: bot.appId, callbackUri }))
    }
  )

  control(
    app,
    {
      method: 'GET',
      url: '/scenarios/schema.json',
      operationId: 'getScenarioSchema',
      summary: 'The JSON Schema of scenario files, for editors',
      answer: z.string().meta({ contentMediaType: 'application/schema+json' })
    },
    async (_request, reply) => {
      const { scenarioJsonSchema } = await import('../scenarios/json-schema.js')
      reply.type('application/schema+json').serializer((text: string) => text)
      return `${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`
    }
  )

  control(
    app,
    {
      method: 'GET',
      url: '/scenarios',
      operationId: 'listScenarioRuns',
      summary: 'The scenarios that were played, newest first',
      answer: collection(runOut)
    },
    async () => ({ value: (await opened()).runs.map(runToWire) })
  )

  control(
    app,
    {
      method: 'GET',
      url: '/scenarios/runs/:runId',
      operationId: 'getScenarioRun',
      summary: 'How a scenario went; with wait, once it is over',
      path: z.object({ runId: z.string().min(1) }),
      query: z.object({ wait: duration.optional() }),
      answer: runOut
    },
    async ({ params: { runId }, query }) => {
      const run = await (await opened()).run(runId, query.wait ?? 0)
      if (run === undefined) throw new Refusal('runNotFound', `No scenario has the run '${runId}'.`)
      return runToWire(run)
    }
  )
}
