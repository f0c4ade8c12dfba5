import { randomInt, randomUUID } from 'node:crypto'
import { nanoid } from 'nanoid'
import type { Ids } from './ids.js'

/** Ids that never collide, within a process or between processes. */
export const randomIds: Ids = {
  within: () => randomIds,
  guid: () => randomUUID(),
  digits: length => String(randomInt(10 ** (length - 1), 10 ** length)),
  short: () => nanoid()
}
