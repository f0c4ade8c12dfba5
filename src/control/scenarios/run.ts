import { z } from 'zod'
import type { Scenario, Step } from '../../scenarios/scenario.js'
import { formatDuration } from '../../wire/duration.js'
import { dateTimeOffset } from '../../wire/graph-type.js'

const stepOut = z.object({
  step: z.string(),
  state: z.enum(['unplayed', 'playing', 'played', 'failed']),
  /** When it was over, on the clock. */
  at: z.string().optional()
})

export const runOut = z
  .object({
    id: z.string(),
    name: z.string(),
    tenantId: z.string(),
    state: z.enum(['running', 'passed', 'failed']),
    startedAt: z.string(),
    /** On the clock. */
    lasted: z.string().optional(),
    calls: z.array(z.object({ name: z.string(), callId: z.string() })),
    steps: z.array(stepOut),
    failure: z
      .object({
        message: z.string(),
        /** What was seen in place of what was expected. */
        instead: z.array(z.string()),
        unplayed: z.array(z.string()),
        /** Notifications that the bot did not accept, with why. */
        undelivered: z.array(z.string()),
        /** The story of each call. */
        diagrams: z.array(z.string())
      })
      .optional()
  })
  .meta({ id: 'scenarioRun' })

export type RunView = z.input<typeof runOut>
export type Failure = NonNullable<RunView['failure']>

/**
 * A step on its way.
 *
 * @internal
 */
export interface PlayedStep {
  readonly step: Step
  state: RunView['steps'][number]['state']
  at?: number
}

/**
 * A scenario being played, or how it went.
 *
 * @internal
 */
export interface Run {
  readonly id: string
  readonly scenario: Scenario
  readonly tenantId: string
  readonly startedAt: number
  readonly steps: PlayedStep[]
  state: RunView['state']
  endedAt?: number
  calls: ReadonlyMap<string, string>
  failure?: Failure
}

/** @internal */
export function runToWire(run: Run): RunView {
  const { id, scenario, tenantId, state, startedAt, endedAt, calls, steps, failure } = run
  return {
    id,
    name: scenario.name,
    tenantId,
    state,
    startedAt: dateTimeOffset(startedAt),
    lasted: endedAt === undefined ? undefined : formatDuration(endedAt - startedAt),
    calls: Array.from(calls, ([name, callId]) => ({ name, callId })),
    steps: steps.map(({ step: { text }, state: reached, at }) => ({
      step: text,
      state: reached,
      at: at === undefined ? undefined : dateTimeOffset(at)
    })),
    failure
  }
}
