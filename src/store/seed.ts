import type { ClockMode } from '../clock/clock.js'
import type { HistoryWish } from '../domain/call-records/history.js'
import type { Application, User } from '../domain/directory/directory.js'

/** How time passes in a tenant that does not live by the emulator's clock. */
export interface OwnTime {
  /** The emulator's when absent. */
  readonly mode?: ClockMode | undefined
  /** Milliseconds since 1970; the emulator's now when absent. */
  readonly start?: number | undefined
}

/** What a tenant begins with, and goes back to on reset. Ids are in lower case. */
export interface TenantSeed {
  readonly id: string
  /** Its verified domain, by which clients may name it instead of by id. */
  readonly domain: string
  readonly users: readonly User[]
  readonly applications: readonly Application[]
  /** The session border controller by which its phones are reached; Microsoft when absent. */
  readonly trunk?: string | undefined
  /** Whether its administrators let applications read transcripts; they do when absent. */
  readonly transcriptAccess?: boolean | undefined
  /** Absent where time is shared with everybody else. */
  readonly clock?: OwnTime | undefined
  /** Calls it begins with. */
  readonly history?: HistoryWish | undefined
}
