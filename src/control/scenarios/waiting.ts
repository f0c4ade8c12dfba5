import type { Expected } from '../../scenarios/expectations.js'
import type { Step } from '../../scenarios/scenario.js'
import { formatDuration } from '../../wire/duration.js'
import { type Cast, StepFailed, type Track } from './cast.js'
import { isAsked, sighted } from './sightings.js'

/** How long a request may still be on its way once the call is over, in milliseconds of the clock. */
const afterwards = 1_000

/** Waits for what is expected. Throws {@link StepFailed} when it does not come. */
export async function expect(step: Step, expected: Expected, track: Track, cast: Cast): Promise<void> {
  const { scene } = cast
  if (expected.name === 'noRequest') return expectNothing(step, expected.fields, track, cast)
  const within = step.within ?? cast.within
  const look = () => sighted(expected, { scene, callId: track.callId })
  const isAbout = !['request', 'event', 'calls', 'joins', 'ended', 'state'].includes(expected.name)
  const isOver = () => isAbout && track.callId !== undefined && scene.tenant.state.call(track.callId) === undefined
  const first = await scene.until(() => look() ?? (isOver() ? ('over' as const) : undefined), within)
  // The reply to the request that ended it, or to one before, may not have left yet.
  const seen = first === 'over' ? await scene.until(look, Math.min(afterwards, within)) : first
  if (scene.isOver) return
  if (seen === undefined) {
    const why = first === 'over' ? 'but the call is over' : `but it did not come within ${formatDuration(within)}`
    throw new StepFailed(`Expected ${describe(step)}, ${why}.`, step, track.callId)
  }
  if (seen.callId !== undefined) {
    track.callId = seen.callId
    const as = 'as' in expected.fields ? expected.fields.as : undefined
    scene.calls.set(typeof as === 'string' ? as : 'call', seen.callId)
  }
}

/** Looks for so long that nothing is asked. */
async function expectNothing(
  step: Step,
  fields: Extract<Expected, { name: 'noRequest' }>['fields'],
  { callId }: Track,
  { scene }: Cast
): Promise<void> {
  const from = scene.requests.length
  const asked = await scene.until(
    () => scene.requests.slice(from).find(request => isAsked(fields, request)),
    fields.for
  )
  if (asked === undefined) return
  throw new StepFailed(`Expected no such request, but the bot asked ${asked.method} ${asked.path}.`, step, callId)
}

function describe({ text }: Step): string {
  return text
    .replace(/^expect: /, '')
    .replace(/(, (in|within|after): [^,{}]*)+$/, '')
    .replace(/^\{(.*)\}$/, '$1')
}
