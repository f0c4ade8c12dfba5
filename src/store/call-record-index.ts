import { type CallRecord, participantsOf } from '../domain/call-records/call-record.js'
import { partyOf } from '../domain/directory/identity-set.js'

/** Part of a list, of which only what is asked for is looked at. */
export interface Stretch<T> {
  readonly length: number
  slice(from: number, to: number): T[]
}

/** Call records by id, by when they began, and by who took part: nothing is ever searched for. */
export class CallRecordIndex {
  #records = new Map<string, CallRecord>()
  #unwritten = new Map<string, CallRecord>()
  #byStart: CallRecord[] = []
  #byParticipant = new Map<string, CallRecord[]>()

  get(id: string): CallRecord | undefined {
    return this.#records.get(id)
  }

  all(): Iterable<CallRecord> {
    return this.#records.values()
  }

  /** Those that cannot be read yet. */
  unwritten(): CallRecord[] {
    return Array.from(this.#unwritten.values())
  }

  keep(record: CallRecord): void {
    if (record.version === 0) this.#unwritten.set(record.id, record)
    else this.#unwritten.delete(record.id)
    const before = this.#records.get(record.id)
    this.#records.set(record.id, record)
    if (before !== undefined && before.version > 0) for (const list of this.#listsOf(before)) remove(list, before)
    if (record.version > 0) for (const list of this.#listsOf(record)) insert(list, record)
  }

  /**
   * Those that can be read and began in a span of time, the newest first.
   *
   * @param from Milliseconds since 1970, as `until`; both included.
   * @param participantId Only those somebody took part in.
   */
  between(from: number, until: number, participantId?: string): Stretch<CallRecord> {
    const list = participantId === undefined ? this.#byStart : (this.#byParticipant.get(participantId) ?? [])
    const first = position(list, from)
    const end = position(list, until + 1)
    return {
      length: Math.max(0, end - first),
      slice: (begin, stop) => list.slice(Math.max(first, end - stop), Math.max(first, end - begin)).reverse()
    }
  }

  #listsOf(record: CallRecord): CallRecord[][] {
    const ids = new Set(participantsOf(record).flatMap(identity => partyOf(identity)?.id ?? []))
    return [
      this.#byStart,
      ...Array.from(ids, id => {
        const list = this.#byParticipant.get(id) ?? []
        this.#byParticipant.set(id, list)
        return list
      })
    ]
  }
}

/** Where the first record stands that began at a moment or later. */
function position(list: readonly CallRecord[], startedAt: number): number {
  let [low, high] = [0, list.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((list[middle]?.startedAt ?? 0) < startedAt) low = middle + 1
    else high = middle
  }
  return low
}

/** Most begin after all others. */
function insert(list: CallRecord[], record: CallRecord): void {
  const last = list.at(-1)
  if (last === undefined || last.startedAt <= record.startedAt) list.push(record)
  else list.splice(position(list, record.startedAt + 1), 0, record)
}

function remove(list: CallRecord[], record: CallRecord): void {
  for (let index = position(list, record.startedAt); index < list.length; index++) {
    if (list[index]?.id !== record.id) continue
    list.splice(index, 1)
    return
  }
}
