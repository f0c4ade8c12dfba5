import { LRUCache } from 'lru-cache'
import { Refusal } from '../../domain/refusals.js'
import type { Tenant } from '../../engine/tenant.js'
import { isOver } from '../../notifications/delivery.js'
import type { Scenario } from '../../scenarios/scenario.js'
import { undeliveredInWords } from '../../scenarios/undelivered.js'
import { explained } from '../call-view.js'
import type { ControlHouse } from '../house.js'
import { storyOf } from '../story.js'
import { soon, waitFor } from '../wait.js'
import { type BotUnderTest, StepFailed } from './cast.js'
import { Player } from './player.js'
import type { Failure, PlayedStep, Run } from './run.js'
import { Scene } from './scene.js'
import { isPlacing } from './sightings.js'

/** How many runs are remembered. */
const runsKept = 1_000

/** Real milliseconds that notifications are given to arrive once a scenario is over. */
const grace = 10_000

interface Playing {
  readonly scene: Scene
  readonly player: Player
}

interface Remembered {
  readonly run: Run
  readonly over: Promise<void>
}

/** Where scenarios are played, as many beside each other as one likes, best each in a tenant of its own. */
export class Theatre {
  #runs = new LRUCache<string, Remembered>({ max: runsKept })
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

  /** Those that are remembered, newest first. */
  get runs(): Run[] {
    return Array.from(this.#runs.values(), ({ run }) => run)
  }

  /** A run, once it is over, or as it is after so many real milliseconds. */
  async run(id: string, waiting: number): Promise<Run | undefined> {
    const remembered = this.#runs.peek(id)
    if (remembered !== undefined) await soon(remembered.over, waiting)
    return remembered?.run
  }

  /** Begins to play a scenario; how it goes is told by the run. */
  begin(tenant: Tenant, scenario: Scenario, bot: BotUnderTest): Run {
    const scene = new Scene(tenant)
    const steps: PlayedStep[] = []
    const playing = { scene, player: new Player(this.#house, scene, scenario, bot, steps) }
    const all = this.#playing.get(tenant.seed.id) ?? new Set()
    this.#playing.set(tenant.seed.id, all.add(playing))
    const run: Run = {
      id: this.#house.ids.short(),
      scenario,
      tenantId: tenant.seed.id,
      startedAt: tenant.clock.now(),
      steps,
      state: 'running',
      calls: scene.calls
    }
    const over = this.#play(run, playing)
      .catch((error: unknown) => {
        // A defect of ours, or a tenant that was taken away meanwhile: whoever waits for the run is told all the same.
        run.failure = failureOf(run, error, [], [], [])
        run.state = 'failed'
      })
      .finally(() => {
        all.delete(playing)
        if (all.size === 0) this.#playing.delete(tenant.seed.id)
      })
    this.#runs.set(run.id, { run, over })
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

  /** Nobody stays on the line; calls that were there before are none of its business. */
  async #hangUp(scene: Scene): Promise<void> {
    const { tenant } = scene
    for (const callId of callsOf(scene)) {
      if (tenant.state.call(callId) === undefined) continue
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

/** The calls that began in it. */
function callsOf({ events }: Scene): string[] {
  return events.flatMap(event => (event.type === 'callIncoming' || isPlacing(event) ? [event.callId] : []))
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
