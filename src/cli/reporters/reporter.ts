import type { RunView } from '../../control/scenarios/run.js'
import type { WrittenScenario } from '../../scenarios/file.js'
import type { Played } from '../stages.js'

/** How a scenario went. */
export interface Result extends Played {
  readonly scenario: WrittenScenario
  /** Real milliseconds. */
  readonly tookMs: number
}

export interface Summary {
  readonly passed: number
  readonly failed: number
  /** Real milliseconds. */
  readonly tookMs: number
}

/** Tells how scenarios went, as text; each function gives what is to be written then. */
export interface Reporter {
  begin(count: number): string
  /** How far it has come; asked only by terminals. */
  progress?(scenario: WrittenScenario, run: RunView): string
  result(result: Result): string
  end(summary: Summary): string
}
