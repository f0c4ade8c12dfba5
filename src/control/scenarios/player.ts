import type { FarEndBehaviour } from '../../domain/directory/directory.js'
import { userNamed } from '../../domain/directory/people.js'
import { Refusal } from '../../domain/refusals.js'
import type { RecordedEvent, Tenant } from '../../engine/tenant.js'
import { reactions } from '../../scenarios/fields.js'
import type { Scenario, Step } from '../../scenarios/scenario.js'
import { perform as farEnd, farEndActions } from '../far-end-actions.js'
import type { ControlHouse } from '../house.js'
import { known } from '../tenants.js'
import { type BotUnderTest, type Cast, StepFailed, type Track } from './cast.js'
import { perform } from './deeds.js'
import type { PlayedStep } from './run.js'
import type { Scene } from './scene.js'
import { identityFits, isPlacing } from './sightings.js'
import { expect } from './waiting.js'

/** Plays the steps of a scenario, track by track. */
export class Player {
  #house: ControlHouse
  #scene: Scene
  #scenario: Scenario
  #cast: Cast
  #steps: PlayedStep[]
  #tenant: Tenant
  #behaviours = new Map<string, FarEndBehaviour[]>()
  #before = new Map<string, FarEndBehaviour>()
  #answered = new Map<Scenario['whenCalled'][number], number>()
  #tracks: Promise<void>[] = []

  constructor(house: ControlHouse, scene: Scene, scenario: Scenario, bot: BotUnderTest, steps: PlayedStep[]) {
    this.#house = house
    this.#scene = scene
    this.#tenant = scene.tenant
    this.#scenario = scenario
    this.#cast = { house, scene, bot, within: scenario.within, values: new Map(), atEnd: [] }
    this.#steps = steps
  }

  /** Plays everything. Throws {@link StepFailed} for the first that goes wrong. */
  async play(): Promise<void> {
    const main = this.#planned(this.#scenario.steps)
    await this.#instruct(main)
    try {
      await this.#track(main, { callId: undefined })
      await Promise.all(this.#tracks)
      if (this.#tenant.isOver) {
        throw new StepFailed('The tenant was reset or taken away while the scenario was played.')
      }
      for (const rule of this.#scenario.whenCalled) {
        const count = this.#answered.get(rule) ?? 0
        if (rule.times !== undefined && rule.times !== count) {
          throw new StepFailed(`Expected the bot to call '${rule.to}' ${rule.times} times; it did ${count} times.`)
        }
      }
    } finally {
      this.#scene.end()
      await Promise.allSettled(this.#tracks)
      for (const undo of this.#cast.atEnd) undo()
      if (!this.#tenant.isOver) {
        for (const [name, behaviour] of this.#before) await this.#behave(name, behaviour)
      }
    }
  }

  /** The bot calls somebody for whom the scenario answers. */
  hear(event: RecordedEvent): void {
    if (!isPlacing(event)) return
    const { callId, call } = event
    for (const rule of this.#scenario.whenCalled) {
      if (!call.targets.some(({ identity }) => identityFits(this.#tenant, rule.to, identity))) continue
      this.#answered.set(rule, (this.#answered.get(rule) ?? 0) + 1)
      this.#begin(this.#planned(rule.steps), { callId })
      return
    }
  }

  #begin(steps: readonly Planned[], track: Track): void {
    const playing = this.#keepRinging(steps[0], track).then(() => this.#track(steps, track))
    // Whoever waits for it hears of the failure; until then nobody is to wait any more.
    playing.catch(() => this.#scene.end())
    this.#tracks.push(playing)
  }

  /** Whoever is to answer or decline by a step does not do so before it. */
  async #keepRinging(next: Planned | undefined, { callId }: Track): Promise<void> {
    const { step } = next ?? {}
    if (step?.kind !== 'act' || step.who !== undefined || callId === undefined) return
    if ((reactions as readonly string[]).includes(step.action)) {
      await farEnd(this.#house, farEndActions.ignore, callId, {})
    }
  }

  /** Notes down all steps that are to come, with those of parts in their places. */
  #planned(steps: readonly Step[]): Planned[] {
    return steps.flatMap((step): Planned[] => {
      if (step.kind === 'part') return this.#planned(this.#scenario.parts[step.name] ?? [])
      if (step.kind === 'together') {
        return [{ step, branches: step.branches.map(branch => this.#planned(branch)) }]
      }
      const played: PlayedStep = { step, state: 'unplayed' }
      this.#steps.push(played)
      return [{ step, played }]
    })
  }

  /** Tells people beforehand what they do when rung: by then it would be too late. */
  async #instruct(steps: readonly Planned[]): Promise<void> {
    for (const [name, behaviour] of Object.entries(this.#scenario.people)) await this.#behave(name, behaviour)
    const collect = (planned: readonly Planned[]): void => {
      for (const { step, branches = [] } of planned) {
        for (const branch of branches) collect(branch)
        if (step.kind !== 'react') continue
        const queue = this.#behaviours.get(step.who) ?? []
        this.#behaviours.set(step.who, [...queue, step.behaviour])
      }
    }
    collect(steps)
    for (const [name, [first]] of this.#behaviours) if (first !== undefined) await this.#behave(name, first)
  }

  async #behave(name: string, farEnd: FarEndBehaviour): Promise<void> {
    const { seed, state, clock } = this.#tenant
    const userId = known(userNamed(state, name).user).id
    const before = known(state.user(userId)).farEnd
    if (!this.#before.has(name)) this.#before.set(name, before)
    await this.#house.engine.execute(seed.id, { type: 'changeUser', at: clock.now(), userId, change: { farEnd } })
  }

  async #track(steps: readonly Planned[], track: Track): Promise<void> {
    for (const [index, { step, played, branches }] of steps.entries()) {
      if (this.#scene.isOver) return
      if (branches !== undefined) await this.#together(branches, track)
      if (played !== undefined) await this.#step(step, played, track)
      if (step.kind === 'expect' && step.expected.name === 'calls') await this.#keepRinging(steps[index + 1], track)
    }
  }

  /** The first of them that fails ends them all. */
  async #together(branches: readonly (readonly Planned[])[], track: Track): Promise<void> {
    const playing = branches.map(branch =>
      this.#track(branch, { ...track }).catch(error => {
        this.#scene.end()
        throw error
      })
    )
    const [failure] = (await Promise.allSettled(playing)).filter(({ status }) => status === 'rejected')
    if (failure?.status === 'rejected') throw failure.reason
  }

  async #step(step: Step, played: PlayedStep, track: Track): Promise<void> {
    await this.#scene.pause(step.after ?? (isAction(step) ? this.#scenario.pace : 0))
    if (this.#scene.isOver) return
    played.state = 'playing'
    try {
      if (step.in !== undefined) track.callId = this.#named(step.in, step)
      if (step.kind === 'react') await this.#next(step.who)
      else if (step.kind === 'expect') await expect(step, step.expected, track, this.#cast)
      else await perform(step, track, this.#cast)
    } catch (error) {
      played.state = 'failed'
      if (error instanceof Refusal) throw new StepFailed(error.message, step, track.callId)
      throw error
    }
    if (this.#scene.isOver && step.kind === 'expect') played.state = 'unplayed'
    else {
      played.state = 'played'
      played.at = this.#tenant.clock.now()
    }
  }

  /** Somebody has been told what to do; from here on it is what they are told next. */
  async #next(name: string): Promise<void> {
    const [, next] = this.#behaviours.get(name) ?? []
    this.#behaviours.get(name)?.shift()
    if (next !== undefined) await this.#behave(name, next)
  }

  #named(name: string, step: Step): string {
    const callId = this.#scene.calls.get(name)
    if (callId !== undefined) return callId
    const names = Array.from(this.#scene.calls.keys()).join(', ') || 'none so far'
    throw new StepFailed(`No call has the name '${name}'; named calls: ${names}.`, step)
  }
}

/** A step with where it is noted, or with the branches it consists of. */
interface Planned {
  readonly step: Step
  readonly played?: PlayedStep
  readonly branches?: readonly Planned[][]
}

/** Whether somebody does something, for which people take a moment. */
function isAction({ kind }: Step): boolean {
  return kind === 'act' || kind === 'meet'
}
