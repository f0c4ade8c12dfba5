import type { Step } from '../../scenarios/scenario.js'
import type { ControlHouse } from '../house.js'
import type { Scene } from './scene.js'

/** The bot that is tried. */
export interface BotUnderTest {
  readonly appId: string
  /** Where it is told of calls; as registered when absent. */
  readonly callbackUri?: string | undefined
}

/** Everything the steps of a scenario are played with. */
export interface Cast {
  readonly house: ControlHouse
  readonly scene: Scene
  readonly bot: BotUnderTest
  /** For how long something is waited where a step does not say, in milliseconds of the clock. */
  readonly within: number
  /** What is known by names with a dot: `standup.joinWebUrl`. */
  readonly values: Map<string, string>
  /** What is to be undone once all is over. */
  readonly atEnd: (() => void)[]
}

/** Steps being played one after the other, in the call that came last. */
export interface Track {
  callId: string | undefined
}

/** A step did not come out as it should have. */
export class StepFailed extends Error {
  readonly step: Step | undefined
  readonly callId: string | undefined

  constructor(message: string, step?: Step, callId?: string) {
    super(message)
    this.step = step
    this.callId = callId
  }
}
