import type { FarEndBehaviour } from '../domain/directory/directory.js'
import type { Fault } from '../faults/fault-fields.js'
import type { FarEndActionName } from '../wire/far-end.js'
import type { Expected } from './expectations.js'
import type { Arranged, Ringing, Trigger } from './fields.js'

/** A story to be played with a bot, read and checked. */
export interface Scenario {
  readonly name: string
  /** What people do when they are rung, by their names. */
  readonly people: Readonly<Record<string, FarEndBehaviour>>
  /** How long an expectation is waited for where it does not say, in milliseconds of the clock. */
  readonly within: number
  /** How long people take to do something, in milliseconds of the clock. */
  readonly pace: number
  /** Whether notifications that the bot did not accept are of no concern. */
  readonly mayRefuseNotifications: boolean
  readonly steps: readonly Step[]
  /** Steps that have a name, to be played in several places. */
  readonly parts: Readonly<Record<string, readonly Step[]>>
  /** What is played whenever the bot calls somebody. */
  readonly whenCalled: readonly Answering[]
}

/** Whoever the bot calls of these people plays these steps, in that call. */
export interface Answering {
  /** A name or a number, with `*` for anything. */
  readonly to: string
  /** How often that has to come; as often as it does when absent. */
  readonly times?: number | undefined
  readonly steps: readonly Step[]
}

export type Step = StepManner & Deed

/** What may be said of any step. */
export interface StepManner {
  /** As it stands in the file, in one line. */
  readonly text: string
  /** In which call, by its name; the last one of its track when absent. */
  readonly in?: string | undefined
  /** How long after the step before, in milliseconds of the clock. */
  readonly after?: number | undefined
  /** For how long something is waited, in milliseconds of the clock. */
  readonly within?: number | undefined
}

export type Deed =
  | { readonly kind: 'expect'; readonly expected: Expected }
  | {
      readonly kind: 'act'
      readonly who?: string | undefined
      readonly action: FarEndActionName
      readonly body: object
    }
  | { readonly kind: 'react'; readonly who: string; readonly behaviour: FarEndBehaviour }
  | { readonly kind: 'call'; readonly ringing: Ringing }
  | { readonly kind: 'meeting'; readonly arranged: Arranged }
  | { readonly kind: 'meet'; readonly who: string; readonly meeting: string; readonly move: 'join' | 'leave' }
  | { readonly kind: 'trigger'; readonly trigger: Trigger }
  /** From here on, until the scenario is over. */
  | { readonly kind: 'fault'; readonly fault: Fault }
  | { readonly kind: 'wait'; readonly lasting: number }
  | {
      readonly kind: 'part'
      readonly name: string
      /** Where it stands in the scenario. */
      readonly path: readonly (string | number)[]
    }
  | { readonly kind: 'together'; readonly branches: readonly (readonly Step[])[] }
