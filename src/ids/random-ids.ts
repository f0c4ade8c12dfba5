import { randomUUID } from 'node:crypto'
import { nanoid } from 'nanoid'
import type { Ids } from './ids.js'

/** Ids that never collide, within a process or between processes. */
export const randomIds: Ids = {
  guid: () => randomUUID(),
  short: () => nanoid()
}
