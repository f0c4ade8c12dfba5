/**
 * What kind of waiting a timer stands for. `progress` is our own far side moving on (media connects, a prompt
 * ends); `expiry` is somebody running out of time to act (the bot did not answer); `lapse` is what would come about if
 * nobody did anything for long (a subscription ends, somebody's presence fades). An automatic clock hurries to the
 * first, is patient with the second, and meets the third only on its way: nobody waits for it.
 */
export type TimerKind = 'progress' | 'expiry' | 'lapse'

export interface Timer {
  readonly due: number
  readonly kind: TimerKind
  readonly fire: () => void
  /** Position in the heap, kept so that cancelling needs no search; -1 once fired or cancelled. */
  index: number
  /** Breaks ties: of two timers due together, the one set first fires first. */
  readonly order: number
}
