import { Refusal } from '../../domain/refusals.js'
import { Journal } from '../../engine/journal.js'
import type { Tenant } from '../../engine/tenant.js'
import { isOver } from '../../notifications/delivery.js'
import type { Scenario } from '../../scenarios/scenario.js'
import { undeliveredInWords } from '../../scenarios/undelivered.js'
import { explained } from '../call-view.js'
import type { ControlHouse } from '../house.js'
import { storyOf } from '../story.js'
import { waitFor } from '../wait.js'
import { type BotUnderTest, StepFailed } from './cast.js'
import { Player } from './player.js'
import type { Failure, PlayedStep, Run } from './run.js'
import { Scene } from './scene.js'

/** How many runs are remembered. */
const runsKept = 1_000

/** Real milliseconds that notifications are given to arrive once a scenario is over. */
const grace = 10_000

interface Playing {
  readonly scene: Scene
  readonly player: Player
}

/** Where scenarios are played: any number beside each other, best each in a tenant of its own. */
export class Theatre {
  readonly runs = new Journal<Run>(runsKept)
  #house: ControlHouse
  #playing = new Map<string, Set<Playing>>()

  constructor(house: ControlHouse) {
    this.#house = house
    house.engine.listen(event => {
      for (const { scene, player } of this.#playing.get(event.tenantId) ?? []) {
        scene.hear(event)
        player.hear(event)
      }
    })
    house.requests.listen(request => {
      for (const { scene } of this.#playing.get(request.tenantId ?? '') ?? []) scene.note(request)
    })
  }

  /** Begins to play a scenario; how it goes is told by the run. */
  begin(tenant: Tenant, scenario: Scenario, bot: BotUnderTest): Run {
    const scene = new Scene(tenant)
    const steps: PlayedStep[] = []
    const run = this.runs.append(sequence => ({
      sequence,
      id: this.#house.ids.short(),
      scenario,
      tenantId: tenant.seed.id,
      startedAt: tenant.clock.now(),
      steps,
      state: 'running',
      calls: scene.calls
    }))
    const playing = { scene, player: new Player(this.#house, scene, scenario, bot, steps) }
    const all = this.#playing.get(tenant.seed.id) ?? new Set()
    this.#playing.set(tenant.seed.id, all.add(playing))
    void this.#play(run, playing).finally(() => {
      all.delete(playing)
      if (all.size === 0) this.#playing.delete(tenant.seed.id)
      this.runs.touch()
    })
    return run
  }

  async #play(run: Run, { scene, player }: Playing): Promise<void> {
    const { tenant } = scene
    const before = this.#house.deliveries.of(tenant.seed.id).sequence
    const failed = await player.play().then(
      () => undefined,
      (error: unknown) => error
    )
    run.endedAt = tenant.clock.now()
    const instead = failed instanceof StepFailed ? seenInstead(scene, failed.callId) : []
    await this.#hangUp(scene)
    const undelivered = run.scenario.mayRefuseNotifications ? [] : await this.#undelivered(tenant, before)
    if (failed === undefined && undelivered.length === 0) {
      run.state = 'passed'
      return
    }
    const diagrams = await Promise.all(callsOf(scene).map(callId => storyOf(this.#house, callId, 0).catch(() => '')))
    run.failure = failureOf(run, failed, instead, undelivered, diagrams)
    run.state = 'failed'
  }

  /** Nobody stays on the line. */
  async #hangUp({ tenant }: Scene): Promise<void> {
    for (const { id: callId } of Array.from(tenant.state.calls())) {
      const hangUp = { type: 'farEndHangsUp', at: tenant.clock.now(), callId } as const
      await this.#house.engine.execute(tenant.seed.id, hangUp).catch(error => {
        // Somebody is rung, or several are there: what the bot or they do next is no part of the scenario.
        if (!(error instanceof Refusal)) throw error
      })
    }
  }

  async #undelivered({ seed }: Tenant, before: number): Promise<string[]> {
    const journal = this.#house.deliveries.of(seed.id)
    const all = () => Array.from(journal.since(before))
    await waitFor(
      [journal],
      grace,
      () => all().filter(one => !isOver(one)),
      ({ length }) => length === 0
    )
    return undeliveredInWords(all())
  }
}

function callsOf({ events }: Scene): string[] {
  return [...new Set(events.flatMap(event => ('callId' in event && event.callId !== undefined ? [event.callId] : [])))]
}

/** What the bot did in place of what was expected: prompts, endings, requests that were refused. */
function seenInstead({ events, requests }: Scene, callId: string | undefined): string[] {
  return [
    ...events.flatMap(event => {
      if (!('call' in event) || event.callId !== callId) return []
      if (event.type === 'promptStarted')
        return [`played ${(event.operation.prompts ?? []).map(({ uri }) => uri).join(', ')}`]
      if (event.type !== 'callTerminated' || event.call.resultInfo === undefined) return []
      const { code, subcode, when, message } = explained(event.call.resultInfo)
      return [`the call ended ${code}/${subcode} (by ${event.endedBy}): ${when ?? message}`]
    }),
    ...requests.flatMap(({ method, path, status, error }) =>
      status < 400
        ? []
        : [`${method} ${path} was refused: ${status} ${error?.code ?? ''} ${error?.message ?? ''}`.trim()]
    )
  ]
}

function failureOf(
  { steps }: Run,
  failed: unknown,
  instead: readonly string[],
  undelivered: readonly string[],
  diagrams: readonly string[]
): Failure {
  const defect = failed instanceof Error ? failed.message : String(failed)
  return {
    message: failed === undefined ? 'The bot did not accept every notification.' : defect,
    instead: [...instead],
    unplayed: steps.filter(({ state }) => state === 'unplayed').map(({ step }) => step.text),
    undelivered: [...undelivered],
    diagrams: diagrams.filter(diagram => diagram !== '')
  }
}
