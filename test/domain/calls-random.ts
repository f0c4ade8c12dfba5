import fc from 'fast-check'
import { test } from 'tap'
import { admitted } from '../../src/domain/calls/admission.js'
import type { Call } from '../../src/domain/calls/call.js'
import type { CallCommand } from '../../src/domain/calls/commands.js'
import type { Operation } from '../../src/domain/calls/operations.js'
import { transition } from '../../src/domain/calls/transition.js'
import { Refusal } from '../../src/domain/refusals.js'
import type { Event } from '../../src/domain/state.js'
import { aCall, around, command, noon, ringing } from '../fixtures/calls.js'

const types = Object.keys(admitted) as CallCommand['type'][]
/** These leave an operation behind, each with an id of its own. */
const leaving = new Set([
  ...(['playPrompt', 'recordResponse', 'subscribeToTone', 'cancelMediaProcessing', 'mute', 'unmute'] as const),
  ...(['sendDtmfTones', 'startTranscription', 'startRecording', 'invite'] as const)
] as string[])
const operationIds = ['op0', 'op1', 'op2', 'op3']

const step = fc.record({
  type: fc.constantFrom(...types),
  operationId: fc.constantFrom(...operationIds),
  at: fc.integer({ min: noon, max: noon + 1_000_000 })
})

/** Plays commands against a call as the engine would, in whatever order they come. */
function play(start: Call, steps: { type: CallCommand['type']; operationId: string; at: number }[]) {
  let call = start
  const events: Event[] = []
  const operations = new Map<string, Operation>()
  for (const { type, ...more } of steps) {
    const given = command(type, {
      ...more,
      operationId: leaving.has(type) ? `op${operations.size}` : more.operationId
    })
    try {
      const outcome = transition(call, given, around({ operations: [...operations.values()] }))
      for (const operation of outcome.operations ?? []) operations.set(operation.id, operation)
      events.push(...outcome.events)
      call = outcome.call
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
    }
  }
  return { call, events, operations: [...operations.values()] }
}

for (const [what, start] of [
  ['a call that rings the bot', aCall('incoming')],
  ['a call the bot has placed', ringing()]
] as const) {
  test(`whatever happens to ${what}, and in whatever order, it is one consistent story`, async t => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), steps => {
        const { call, events, operations } = play(start, steps)
        const names = events.map(({ type }) => type)
        const ends = names.filter(name => name === 'callTerminated').length
        const playing = operations
          .filter(({ status, type }) => status === 'running' && (type === 'playPrompt' || type === 'recordResponse'))
          .map(({ id }) => id)
        return (
          ends === (call.state === 'terminated' ? 1 : 0) &&
          (ends === 0 || (names.at(-1) === 'callTerminated' && (call.resultInfo ?? call.answeredBy) !== undefined)) &&
          names.filter(name => name === 'callEstablished').length <= 1 &&
          new Set(call.mediaQueue).size === call.mediaQueue.length &&
          (ends === 1 || playing.every(id => call.mediaQueue.includes(id))) &&
          events.filter(({ type }) => type === 'operationEnded').length <= operations.length
        )
      }),
      { numRuns: 2_000, seed: 4280 }
    )
    t.pass()
  })
}
